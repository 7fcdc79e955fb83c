"""Writing a version: begun, and saved section by section."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.strategy.choices import Act, Section, State
from channels_mgmt.strategy.models import Author, SectionEdition, Strategy, StrategyEvent
from channels_mgmt.strategy.models.parts import Part
from channels_mgmt.strategy.sections import PARTS, SHAPES, Shape, written_fields

Rows = Sequence[Mapping[str, Any]]
COPIED = tuple(name for shape in SHAPES.values() for name in shape.fields)


class OutdatedError(ValidationError):
    """Somebody saved the section since the form was opened: nothing was changed."""

    def __init__(self, saved: SectionEdition) -> None:
        by = saved.saved_by.name if saved.saved_by else _("somebody")
        super().__init__(
            _("%(name)s saved this section meanwhile. Nothing of yours is lost: compare, then save again.")
            % {"name": by},
            code="outdated",
        )
        self.saved = saved


def begin(*, brand: Brand, by: User | None, at: datetime | None = None) -> Strategy:
    """Opens a draft: empty for the first version, else a copy of the last; the one that is open already stays
    the only one.
    """
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        last = Strategy.objects.filter(brand=brand).order_by("-version").first()
        if last and not last.is_frozen:
            return last
        draft = Strategy(brand=brand, version=last.version + 1 if last else 1, begun_by=by, begun_at=now)
        for name in COPIED if last else ():
            setattr(draft, name, getattr(last, name))
        draft.save()
        if last:
            _copy(last, draft, now)
        StrategyEvent.objects.create(brand=brand, strategy=draft, act=Act.BEGUN, by=by, at=now)
        tell("strategy.begun", draft, by, now)
    return draft


def _copy(last: Strategy, draft: Strategy, now: datetime) -> None:
    """Gives a draft the rows of the last version, and its authors: their words stand in it."""
    held: dict[str, Any] = {"strategy": draft, "brand_id": draft.brand_id}
    models: Iterable[type[Any]] = PARTS.values()
    for model in models:
        copies = [_of(row, model, held) for row in model._default_manager.filter(strategy=last)]
        model._default_manager.bulk_create(copies)
    authors = last.authors.values_list("user", flat=True)
    Author.objects.bulk_create([Author(user_id=user, **held) for user in authors])
    editions = last.editions.values_list("section", "saved_by")
    SectionEdition.objects.bulk_create(
        [SectionEdition(section=section, saved_by_id=by, saved_at=now, **held) for section, by in editions]
    )


def _of(row: Part, model: type[Any], held: Mapping[str, Any]) -> Part:
    content = {name: getattr(row, name) for name in written_fields(model)}
    return model(position=row.position, **content, **held)


def save_section(
    *,
    strategy: Strategy,
    section: str,
    by: User | None,
    edition: int | None = None,
    page: UUID | None = None,
    fields: Mapping[str, Any] | None = None,
    rows: Rows | None = None,
    at: datetime | None = None,
) -> int:
    """Keeps what was written in one section and gives back its edition, higher by one where that changed
    anything: then `by` is one of the authors.

    `fields` are those of the version, what is not given stays; `rows` are all rows of the section in their
    order, each with its `key` where it is known. `edition` is that of what the writer saw; None overwrites.
    `page` names the page on which they write: what it saved itself is no news to it.
    Raises OutdatedError where the section was saved since, ValidationError for what cannot be.
    """
    now, shape = at or timezone.now(), SHAPES[section]
    with transaction.atomic():
        held = lock(strategy)
        if held.state != State.DRAFT:
            raise ValidationError(_("This version is no draft any more: it does not change."), code="state")
        last = held.editions.filter(section=section).select_related("saved_by").first()
        standing = last.edition if last else 0
        if last and edition is not None and edition != standing and (page is None or page != last.page):
            raise OutdatedError(last)
        if not _write(held, shape, section, fields or {}, rows):
            return standing
        saved = {"edition": standing + 1, "saved_by": by, "saved_at": now, "page": page}
        SectionEdition.objects.update_or_create(
            strategy=held, section=section, defaults={"brand_id": held.brand_id, **saved}
        )
        if by is not None:
            Author.objects.get_or_create(strategy=held, user=by, defaults={"brand_id": held.brand_id})
        hour = f"{now:%Y-%m-%dT%H}"
        once = f"strategy:{held.pk}:{section}:{by.pk if by else 0}:{hour}"
        tell("strategy.written", held, by, now, once=once, section=str(section))
    return standing + 1


def _write(held: Strategy, shape: Shape, section: str, fields: Mapping[str, Any], rows: Rows | None) -> bool:
    """Whether anything changed."""
    foreign = set(fields) - set(shape.fields)
    if foreign or (rows is not None and shape.model is None):
        raise TypeError(f"{section} has no {', '.join(sorted(foreign)) or 'rows'}")
    changed = [name for name, value in fields.items() if getattr(held, name) != value]
    for name in changed:
        setattr(held, name, fields[name])
    if changed:
        held.clean_fields(exclude=[one.name for one in held._meta.fields if one.name not in changed])
        held.save(update_fields=changed)
    if shape.model is None or rows is None:
        return bool(changed)
    return _write_rows(held, section, shape.model, rows) or bool(changed)


def _write_rows(held: Strategy, section: str, model: type[Any], rows: Rows) -> bool:
    content = written_fields(model)
    standing = [
        {name: getattr(row, name) for name in content}
        for row in model._default_manager.filter(strategy=held).order_by("position", "pk")
    ]
    defaults = {name: model._meta.get_field(name).get_default() for name in content if name != "key"}
    wanted = [{**defaults, "key": row.get("key") or uuid4(), **_columns(row)} for row in rows]
    for row in wanted:
        row["key"] = UUID(str(row["key"]))
    if wanted == standing:
        return False
    if section == Section.MIX:
        refuse_partial_mix(wanted)
    new = [
        model(strategy=held, brand_id=held.brand_id, position=place, **row)
        for place, row in enumerate(wanted)
    ]
    _refuse_twice(model, new)
    for one in new:
        one.clean_fields(exclude={"brand", "strategy"})
        one.validate_constraints(exclude={"strategy"})
    model._default_manager.filter(strategy=held).delete()
    model._default_manager.bulk_create(new)
    return True


def _columns(row: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row by its columns: objects by their ids."""
    return {
        (f"{name}_id" if hasattr(value, "pk") else name): getattr(value, "pk", value)
        for name, value in row.items()
        if name != "key"
    }


def _refuse_twice(model: type[Any], rows: Sequence[Part]) -> None:
    """The rows are new, so that what is unique among them is asked of themselves."""
    for constraint in model._meta.total_unique_constraints:
        names = [name for name in constraint.fields if name != "strategy"]
        seen: set[tuple[Any, ...]] = set()
        for row in rows:
            value = tuple(getattr(row, model._meta.get_field(name).attname) for name in names)
            if None not in value and value in seen:
                raise ValidationError(constraint.get_violation_error_message(), code="twice")
            seen.add(value)


def refuse_partial_mix(rows: Rows) -> None:
    total = sum(int(row["percent"] or 0) for row in rows)
    if rows and total != 100:
        raise ValidationError(
            _("The shares make %(total)d %% together: a mix makes 100 %%.") % {"total": total}, code="mix"
        )


def lock(strategy: Strategy) -> Strategy:
    return Strategy.objects.select_for_update(of=("self",)).select_related("brand").get(pk=strategy.pk)


def tell(verb: str, strategy: Strategy, by: User | None, at: datetime, **details: Any) -> None:
    """A line of the record about a version."""
    number = strategy.version
    told = {"label": str(number), "version": number, **details}
    record_of(strategy.brand, what=strategy, verb=verb, by=by, at=at, **told)
