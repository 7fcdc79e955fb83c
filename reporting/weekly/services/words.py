"""What people write of a week: row by row, so that two who write at once lose nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.inbox.models import Message
from cmhub.lib.editions import ChangedMeanwhileError, locked
from cmhub.lib.keys import made_with
from cmhub.lib.weeks import Week
from reporting.weekly.choices import FROZEN, State
from reporting.weekly.models import DecisionAsked, Insight, Quotation, Recommendation, WeeklyReport
from reporting.weekly.qualitative import IN_ROWS, with_rows

W = TypeVar("W", Insight, Recommendation, DecisionAsked)


def hold(report: WeeklyReport) -> WeeklyReport:
    """The draft, kept from others until the end of the transaction; refused once published."""
    held = locked(WeeklyReport.objects.select_related("brand"), report.pk)
    if held.state in FROZEN:
        raise ValidationError(_("This report is published: it does not change. Make a revision."))
    return held


def keep(held: WeeklyReport, *, by: User, at: datetime) -> None:
    """The draft with its rows as they are now. What was completed is to be completed anew."""
    held.qualitative = with_rows(held.qualitative, held.brand, Week.parse(held.week))
    held.state = State.COMPUTED
    held.save(update_fields=["qualitative", "state", "edition"])
    record_of(
        held.brand,
        what=held,
        verb="report.written",
        by=by,
        at=at,
        label=held.week,
        week=held.week,
        revision=held.revision,
    )


def write_reading(
    *,
    report: WeeklyReport,
    edition: int,
    reading: Mapping[str, str],
    errata: Iterable[str],
    by: User,
    at: datetime | None = None,
) -> WeeklyReport:
    """The CM's reading in each language, and the errors as the report tells them; a line that is left as the
    product wrote it keeps what it knows of the erratum.

    Raises ChangedMeanwhileError, with the report, for an edition that is not the last.
    """
    with transaction.atomic():
        held = hold(report)
        if held.edition != edition:
            raise ChangedMeanwhileError(held)
        known = {one["text"]: one for one in held.qualitative["errata"]}
        held.qualitative = {
            **held.qualitative,
            "reading": {"fr": reading.get("fr", ""), "en": reading.get("en", "")},
            "errata": [known.get(line, {"text": line}) for line in errata],
        }
        held.edition += 1
        keep(held, by=by, at=at or timezone.now())
    return held


def add(
    *,
    kind: type[W],
    report: WeeklyReport,
    key: UUID,
    values: Mapping[str, Any],
    by: User,
    at: datetime | None = None,
) -> W:
    """An insight, a recommendation or a decision that is asked for; once for a `key`."""
    now = at or timezone.now()
    with transaction.atomic():
        if made := made_with(key, kind, brand_id=report.brand_id, week=report.week):
            return made
        held = hold(report)
        row = kind(brand=held.brand, week=held.week, by=by, at=now, key=key)
        _fill(row, values)
        keep(held, by=by, at=now)
    return row


def change(
    *,
    row: W,
    report: WeeklyReport,
    edition: int,
    values: Mapping[str, Any],
    by: User,
    at: datetime | None = None,
) -> W:
    """What was written, in other words. Raises ChangedMeanwhileError for an edition that is not the last."""
    with transaction.atomic():
        report = hold(report)
        held: W = locked(type(row).objects.all(), row.pk, edition)
        _refuse_asked(held)
        held.edition += 1
        _fill(held, values)
        keep(report, by=by, at=at or timezone.now())
    return held


def take_out(*, row: Any, report: WeeklyReport, by: User, at: datetime | None = None) -> None:
    """It is written no more; the quotations that showed an insight wait for another."""
    with transaction.atomic():
        report = hold(report)
        held = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
        if held is None:
            return
        _refuse_asked(held)
        held.delete()
        keep(report, by=by, at=at or timezone.now())


def take_in(held: WeeklyReport, qualitative: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """A half that is given at once, into a draft that is held: parts that it names are as it says from now
    on. What says the same as a row is that row.
    """
    given = dict(qualitative)
    if "insights" in given:
        _take_in_insights(held, given["insights"], by, at)
    if "recommendations" in given:
        _take_in_own(held, Recommendation, given["recommendations"], by, at)
    if "decisions_asked" in given:
        _take_in_own(held, DecisionAsked, given["decisions_asked"], by, at)
    emptied = {name: empty for name in IN_ROWS if name in given for empty in [_nothing(name)]}
    others = {name: part for name, part in given.items() if name not in IN_ROWS}
    if "reading" in others:
        held.edition += 1
    held.qualitative = {**held.qualitative, **emptied, **others}


def _take_in_own(
    held: WeeklyReport, kind: type[W], given: Iterable[Mapping[str, Any]], by: User, at: datetime
) -> None:
    own = [one for one in given if one.get("week", held.week) == held.week]
    _only(held, kind, [_same(held, kind, one, by, at) for one in own])


def _nothing(name: str) -> Any:
    return {} if name == "insights" else []


def _take_in_insights(held: WeeklyReport, given: Mapping[str, Any], by: User, at: datetime) -> None:
    rows = []
    for area, told in given.items():
        for one in told:
            row = _same(held, Insight, one, by, at, area=area)
            rows.append(row)
            if quote := one.get("quote"):
                _quotation_of(row, quote, one.get("message"), by, at)
    _only(held, Insight, rows)


def _quotation_of(row: Insight, words: str, message: Message | None, by: User, at: datetime) -> None:
    """`message` is where the words are from, where that is known; a week quotes it once."""
    of_week = Quotation.objects.of_week(row.brand_id, row.week)
    if of_week.filter(message=message, **({} if message else {"insight": row, "words": words})).exists():
        return
    Quotation.objects.create(
        brand=row.brand,
        week=row.week,
        area=row.area,
        insight=row,
        words=words,
        message=message,
        said_at=message.sent_at if message else None,
        network=message.network if message else "",
        by=by,
        at=at,
        key=uuid4(),
    )


def _same(
    held: WeeklyReport, kind: type[W], one: Mapping[str, Any], by: User, at: datetime, **more: str
) -> W:
    there: W | None = kind.objects.of_week(held.brand_id, held.week).filter(text=one["text"], **more).first()
    if there is None:
        there = kind(brand=held.brand, week=held.week, by=by, at=at, key=uuid4(), text=one["text"], **more)
        if isinstance(there, Recommendation):
            if owner := User.objects.filter(pk=one.get("owner_id") or 0).first():
                refuse_who_cannot_follow_up(owner, held.brand)
            there.owner = owner
            there.due_on = date.fromisoformat(one["due"]) if one.get("due") else None
        there.save()
    return there


def _only(held: WeeklyReport, kind: type[W], rows: Iterable[W]) -> None:
    kept = [row.pk for row in rows]
    others = kind.objects.of_week(held.brand_id, held.week).exclude(pk__in=kept)
    (others.filter(asked_at=None) if kind is DecisionAsked else others).delete()


def _fill(row: Any, values: Mapping[str, Any]) -> None:
    given = dict(values)
    quotations = given.pop("quotations", None)
    owner = given.get("owner")
    if owner is not None and owner.pk != row.owner_id:
        refuse_who_cannot_follow_up(owner, row.brand)
    for name, value in given.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    if quotations is not None:
        _show_by(row, [one.pk for one in quotations])


def _show_by(row: Insight, chosen: list[int]) -> None:
    """The insight is shown by these quotations and no others. What shows another insight stays there."""
    of_week = Quotation.objects.of_week(row.brand_id, row.week)
    free = of_week.filter(Q(insight=None) | Q(insight=row), pk__in=chosen).select_for_update(of=("self",))
    if len(free) != len(set(chosen)):
        raise ValidationError(
            _("Words that you chose show something else meanwhile, or are taken out: load the page again."),
            code="quotations",
        )
    of_week.filter(insight=row).exclude(pk__in=chosen).update(insight=None)
    of_week.filter(pk__in=chosen).update(insight=row, area=row.area)


def refuse_who_cannot_follow_up(owner: User, brand: Brand) -> None:
    """Whoever is to see to a recommendation has to read it, and to say what came of it."""
    if not rights_of(owner, brand).may(Right.REPORT_COMPLETE):
        raise ValidationError(
            {
                "owner": _("%(name)s cannot follow this up: choose who works on the brand’s reports.")
                % {"name": owner.name}
            }
        )


def _refuse_asked(row: Any) -> None:
    """Whoever answers must find the question that they read."""
    if isinstance(row, DecisionAsked) and row.asked_at:
        raise ValidationError(_("A published report asks for this decision: it stays. Ask for another one."))
