"""Lists of the inbox that people keep under a name."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.access import Access, rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import SavedView
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with

MOST = 30
"""Views of one person on one brand: more of them nobody finds anything in."""

PUT_BACK_FOR = timedelta(days=1)


def save_view(
    *,
    brand: Brand,
    name: str,
    query: str,
    by: User,
    shared: bool = False,
    key: UUID,
    at: datetime | None = None,
) -> SavedView:
    """Keeps the list under a name, after the person's others; once for a `key`.

    `query` is what `Filters.query` writes. Raises ValidationError where the person has one of this name, or
    too many, and for a shared one by somebody who does not work in the inbox.
    """
    now = at or timezone.now()
    access = rights_of(by, brand)
    with transaction.atomic():
        if kept := made_with(key, SavedView, owner_id=by.pk):
            return kept
        held = _held(brand, by)
        if len(held) >= MOST:
            raise ValidationError(
                _("You have %(most)s views here: delete one that you no longer need.") % {"most": MOST},
                code="too_many",
            )
        _forget(brand, by, now)
        position = max((one.position for one in held), default=0) + 1
        view = SavedView(
            brand=brand,
            owner=by,
            name=one_line(name),
            query=query,
            shared=_sharing(shared, access),
            position=position,
            key=key,
            created_at=now,
        )
        _keep(view)
        _tell(view, "view.saved", by, now)
    return view


def change_view(
    *,
    view: SavedView,
    by: User,
    name: str,
    shared: bool,
    edition: int | None = None,
    at: datetime | None = None,
) -> SavedView:
    """Its name, and whether the team sees it. Raises ChangedMeanwhileError for an older edition."""
    with transaction.atomic():
        held = may_change(locked(SavedView.objects.filter(deleted_at=None), view.pk, edition), by)
        shared = held.shared if shared == held.shared else _sharing(shared, rights_of(by, held.brand))
        if (held.name, held.shared) == (one_line(name), shared):
            return held
        held.name, held.shared, held.edition = one_line(name), shared, held.edition + 1
        _keep(held)
        _tell(held, "view.changed", by, at)
    return held


def delete_view(*, view: SavedView, by: User, at: datetime | None = None) -> SavedView:
    """Takes it away from whom it was shown to; `restore_view` brings it back within a day."""
    now = at or timezone.now()
    with transaction.atomic():
        held = may_change(locked(SavedView.objects.all(), view.pk), by)
        if held.deleted_at is None:
            held.deleted_at = now
            held.save(update_fields=["deleted_at"])
            _tell(held, "view.deleted", by, now)
    return held


def restore_view(*, view: SavedView, by: User, at: datetime | None = None) -> SavedView:
    with transaction.atomic():
        held = may_change(locked(SavedView.objects.all(), view.pk), by)
        if held.deleted_at is not None:
            held.deleted_at = None
            _keep(held)
            _tell(held, "view.put_back", by, at)
    return held


def move_view(*, view: SavedView, by: User, earlier: bool) -> None:
    """Changes places with the person's own one before it, or after it; at the end nothing happens."""
    with transaction.atomic():
        held = _held(view.brand, by)
        at = next((place for place, one in enumerate(held) if one.pk == view.pk), None)
        if at is None:
            raise ValidationError(_("Only whoever saved a view orders it."), code="not_yours")
        to = at - 1 if earlier else at + 1
        if 0 <= to < len(held):
            held[at], held[to] = held[to], held[at]
        for place, one in enumerate(held, 1):
            one.position = place
        SavedView.objects.bulk_update(held, ["position"])


def may_change(view: SavedView, by: User) -> SavedView:
    """The view, if it is the person's own, or shared on a brand that they run."""
    if view.owner_id == by.pk or (view.shared and rights_of(by, view.brand).may(Right.BRAND_MANAGE)):
        return view
    told = _("Only whoever saved a view, or runs the brand, changes it.")
    raise ValidationError(told, code="not_yours")


def one_line(name: str) -> str:
    return " ".join(name.replace("\x00", " ").split())


def _sharing(shared: bool, access: Access) -> bool:
    if shared and not access.may(Right.INBOX_WRITE):
        raise ValidationError(_("Views are shared by those who work in the inbox."), code="not_shared")
    return shared


def _held(brand: Brand, by: User) -> list[SavedView]:
    """The person's own, in their order; others wait."""
    own = SavedView.objects.filter(brand=brand, owner=by, deleted_at=None)
    return list(own.select_for_update().order_by("position", "pk"))


def _keep(view: SavedView) -> None:
    view.full_clean()
    view.save()


def _forget(brand: Brand, by: User, now: datetime) -> None:
    """What was deleted long ago is gone for good."""
    SavedView.objects.filter(brand=brand, owner=by, deleted_at__lt=now - PUT_BACK_FOR).delete()


def _tell(view: SavedView, verb: str, by: User, at: datetime | None) -> None:
    told: dict[str, Any] = {"agency_id": view.brand.agency_id, "brand_id": view.brand_id}
    record(verb=verb, what=view, by=by, at=at, shared=view.shared, **told)
