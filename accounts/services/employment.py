"""How people work for an agency: as what, on which days, with which leave."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Agency, Employment, Leave, Membership, User
from accounts.models.period import Period
from accounts.services.audit import changes, record
from accounts.services.skills import of_person, refuse_stranger
from accounts.signals import hours_cut
from accounts.skill_choices import EmploymentKind
from cmhub.lib.deleting import delete_row

ANNOUNCED_BEFORE = timedelta(days=14)
"""How long before it begins a leave is shown to the team."""
FIELDS = ("kind", "working_days", "starts_on", "ends_on", "mentor")
HOURS_OF_A_DAY = 24


def employ(
    *,
    agency: Agency,
    user: User,
    by: User,
    kind: str,
    working_days: Collection[int],
    starts_on: date,
    ends_on: date | None = None,
    mentor: User | None = None,
    hours_per_week: int | None = None,
    at: datetime | None = None,
) -> Employment:
    """Says how somebody works for the agency in a period. Raises ValidationError in words: for a period that
    overlaps another, for hours that do not fit the days, for a mentor who does not work there.
    """
    now = at or timezone.now()
    with transaction.atomic():
        refuse_stranger(agency, user, now)
        employment = Employment(
            agency=agency,
            user=user,
            kind=kind,
            working_days=sorted(set(working_days)),
            starts_on=starts_on,
            ends_on=ends_on,
            mentor=mentor,
        )
        _check(employment, hours_per_week, now)
        employment.save()
        hours = _set_hours(employment, hours_per_week, now)
        record(
            verb="employment.added",
            before=hours["before"],
            after={name: _plain(employment, name) for name in FIELDS} | hours["after"],
            **of_person(employment, by, now),
        )
    return employment


def change_employment(
    *,
    employment: Employment,
    by: User,
    hours_per_week: int | None = None,
    at: datetime | None = None,
    **values: Any,
) -> Employment:
    """Changes the kind, the days, the period, the mentor or the hours, and records what they were."""
    now = at or timezone.now()
    with transaction.atomic():
        refuse_stranger(employment.agency, employment.user, now)
        rows = Employment.objects.select_for_update(of=("self",)).select_related("agency", "user", "mentor")
        held: Employment = rows.get(pk=employment.pk)
        for name, value in values.items():
            setattr(held, name, sorted(set(value)) if name == "working_days" else value)
        _check(held, hours_per_week, now)
        changed = changes(held, FIELDS)
        held.save()
        hours = _set_hours(held, hours_per_week, now)
        before, after = changed["before"] | hours["before"], changed["after"] | hours["after"]
        if after:
            record(verb="employment.changed", before=before, after=after, **of_person(held, by, now))
    return held


def take_back_employment(*, employment: Employment, by: User, at: datetime | None = None) -> None:
    """Deletes what was written by mistake; an employment that ends is given its end instead."""
    with transaction.atomic():
        if delete_row(employment):
            record(
                verb="employment.deleted",
                before={name: _plain(employment, name) for name in FIELDS},
                **of_person(employment, by, at or timezone.now()),
            )


def add_leave(
    *,
    agency: Agency,
    user: User,
    by: User,
    kind: str,
    starts_on: date,
    ends_on: date,
    at: datetime | None = None,
) -> Leave:
    """Somebody does not work from a day until another, on which they are back.

    The record does not say of what kind the leave is. Raises ValidationError, in words, for one that overlaps
    another, and one that ends before it begins.
    """
    now = at or timezone.now()
    with transaction.atomic():
        refuse_stranger(agency, user, now)
        leave = Leave(
            agency=agency,
            user=user,
            kind=kind,
            starts_on=starts_on,
            ends_on=ends_on,
            added_by=by,
            added_at=now,
        )
        _refuse_backwards(leave)
        leave.full_clean()
        leave.save()
        record(verb="leave.added", after=_days(leave), **of_person(leave, by, now))
    return leave


def cancel_leave(*, leave: Leave, by: User, at: datetime | None = None) -> None:
    """Takes a leave back: one that has begun ends today, one to come or past is deleted; gone already is as
    good.
    """
    now = at or timezone.now()
    today = leave.agency.day_of(now)
    with transaction.atomic():
        held = Leave.objects.select_for_update(of=("self",)).filter(pk=leave.pk).first()
        if held is None:
            return
        before = _days(held)
        if held.starts_on < today and held.is_until_after(today):
            held.ends_on = today
            held.save(update_fields=["ends_on"])
            record(verb="leave.ended", before=before, after=_days(held), **of_person(held, by, now))
        elif delete_row(held):
            record(verb="leave.deleted", before=before, **of_person(held, by, now))


def away(agency: Agency, people: Collection[int], day: date) -> dict[int, Leave]:
    """By person, the leave of that day, else the next one that begins soon; never of what kind."""
    rows = (
        Leave.objects.filter(
            agency=agency, user__in=people, ends_on__gt=day, starts_on__lte=day + ANNOUNCED_BEFORE
        )
        .only("user_id", "starts_on", "ends_on")
        .order_by("starts_on")
    )
    found: dict[int, Leave] = {}
    for leave in rows:
        found.setdefault(leave.user_id, leave)
    return found


def trainees(agency: Agency, people: Collection[int], day: date) -> dict[int, Employment]:
    """Who of these people is a trainee on that day, with their mentor."""
    rows = Employment.objects.on(day).filter(agency=agency, user__in=people, kind=EmploymentKind.TRAINEE)
    return {row.user_id: row for row in rows.select_related("mentor")}


def end_of_work(*, agency: Agency, user: User, by: User, at: datetime, **_signal: object) -> None:
    """When somebody leaves, what they were employed as ends that day, and what was to come is deleted."""
    today = agency.day_of(at)
    for employment in Employment.objects.of(agency, user).lasting(today):
        if employment.starts_on >= today:
            take_back_employment(employment=employment, by=by, at=at)
            continue
        before = {"ends_on": employment.ends_on}
        employment.ends_on = today
        employment.save(update_fields=["ends_on"])
        record(
            verb="employment.changed",
            before=before,
            after={"ends_on": today},
            **of_person(employment, by, at),
        )
    for leave in Leave.objects.of(agency, user).filter(ends_on__gt=today):
        cancel_leave(leave=leave, by=by, at=at)


def _check(employment: Employment, hours_per_week: int | None, now: datetime) -> None:
    if not employment.working_days:
        raise ValidationError({"working_days": _("Choose at least one working day.")})
    if hours_per_week is not None and hours_per_week > HOURS_OF_A_DAY * len(employment.working_days):
        raise ValidationError({"hours_per_week": _("These hours do not fit in the working days.")})
    mentor = employment.mentor
    if mentor is not None:
        works = Membership.objects.current(now).filter(agency=employment.agency_id, user=mentor)
        if not works.exists():
            raise ValidationError(
                {"mentor": _("%(name)s does not work with this agency.") % {"name": mentor.name}}
            )
    _refuse_backwards(employment)
    employment.full_clean()


def _refuse_backwards(period: Period) -> None:
    """Before the database is asked for overlaps: it has no range that ends before it begins."""
    if period.ends_on is not None and period.ends_on <= period.starts_on:
        raise ValidationError({"ends_on": _("The end must come after the start.")})


def _set_hours(employment: Employment, hours: int | None, now: datetime) -> dict[str, dict[str, Any]]:
    """The hours a week of the person's places in the agency, which bound what they can be assigned."""
    today = employment.agency.day_of(now)
    rows = Membership.objects.lasting(today).filter(agency=employment.agency_id, user=employment.user_id)
    before = max(rows.values_list("hours_per_week", flat=True), default=0)
    if hours is None or not rows.exclude(hours_per_week=hours).exists():
        return {"before": {}, "after": {}}
    if hours < before:
        user, agency = employment.user, employment.agency
        hours_cut.send(sender=User, agency=agency, user=user, hours=hours, at=now)
    rows.update(hours_per_week=hours)
    return {"before": {"hours_per_week": before}, "after": {"hours_per_week": hours}}


def _plain(employment: Employment, name: str) -> Any:
    return employment.mentor_id if name == "mentor" else getattr(employment, name)


def _days(leave: Leave) -> dict[str, date | None]:
    return {"starts_on": leave.starts_on, "ends_on": leave.ends_on}
