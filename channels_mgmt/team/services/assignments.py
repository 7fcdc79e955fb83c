"""Assignments: made, changed from a day on, corrected and ended, with the access that comes with them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import changes, record
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.services.fitness import (
    refuse_backwards,
    refuse_channel,
    refuse_leave,
    refuse_misfit,
    refuse_overload,
    refuse_twice,
)
from channels_mgmt.team.services.readiness import refuse_unready
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with

TERMS = ("role", "is_lead", "under_supervision", "hours_per_week", "ends_on")
"""What of an assignment can change."""


def assign(
    *,
    brand: Brand,
    user: User,
    role: str,
    by: User | None,
    channel: Channel | None = None,
    is_lead: bool = False,
    under_supervision: bool = False,
    hours_per_week: int = 0,
    starts_on: date | None = None,
    ends_on: date | None = None,
    follows: Assignment | None = None,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Assignment:
    """Gives a person a role on a brand or one of its channels, and the access that comes with it.

    A second post of `key` gives what the first made. Raises ValidationError, in words, for a channel of
    another purpose or of another brand or that is closed, a second lead, more hours than the person works on
    any day of the period, a beginning while they are on leave, and an end before it; and for who may speak
    for the brand under supervision alone (`not_ready`).
    """
    now = at or timezone.now()
    first_day = starts_on or brand.agency.day_of(now)
    made = Assignment(
        brand=brand,
        channel=channel,
        user=user,
        role=role,
        is_lead=is_lead,
        under_supervision=under_supervision,
        hours_per_week=hours_per_week,
        starts_on=first_day,
        ends_on=ends_on,
        follows=follows,
        made_by=by,
        key=key,
    )
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if earlier := made_with(key, Assignment, brand_id=brand.pk):
            return earlier
        _refuse_terms(made, now)
        _refuse_to_person(made)
        made.brand_role = _access_for(made, by, now)
        made.full_clean()
        made.save()
        _tell(made, "assignment.made", by, now)
    return made


def _refuse_terms(made: Assignment, now: datetime) -> None:
    """What the terms themselves forbid, and who is not ready to speak for the brand alone."""
    refuse_channel(made.brand, made.channel, made.role)
    refuse_backwards(made.starts_on, made.ends_on)
    if not made.under_supervision and not _is_as_before(made.follows, made.role):
        refuse_unready(brand=made.brand, user=made.user, role=made.role, at=now)


def _refuse_to_person(made: Assignment) -> None:
    """What else the person holds and when they are away."""
    brand, user, first_day, ends_on = made.brand, made.user, made.starts_on, made.ends_on
    if made.follows is None:
        refuse_leave(brand, user, first_day)
    refuse_twice(brand, user, made.role, made.channel, first_day, ends_on)
    refuse_overload(brand, user, made.hours_per_week, first_day, ends_on)


def _access_for(made: Assignment, by: User | None, now: datetime) -> BrandRole:
    return give_role(
        brand=made.brand,
        user=made.user,
        role=made.role,
        by=by,
        starts_on=made.starts_on,
        ends_on=made.ends_on,
        department=made.channel.department if made.channel else None,
        at=now,
    )


def change_assignment(
    *,
    assignment: Assignment,
    by: User,
    from_day: date | None = None,
    edition: int | None = None,
    at: datetime | None = None,
    **terms: Any,
) -> Assignment:
    """Changes the role, the hours, who leads, supervision or the end, from a day on.

    What held until then stays readable: the assignment ends on `from_day`, today if none is given, and
    another follows it. One that has not begun before that day is corrected; so is one of which only the end
    changes. Raises ChangedMeanwhileError for an edition that is not the last, and ValidationError as
    `assign` does.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = locked(_with_place(), assignment.pk, edition)
        today = held.brand.agency.day_of(now)
        day = max(from_day or today, held.starts_on)
        _refuse_past(held, day, today)
        changed = {name: value for name, value in terms.items() if getattr(held, name) != value}
        if not changed:
            return held
        if set(changed) == {"ends_on"}:
            return _correct(held, changed, by, now)
        if held.starts_on >= day:
            return _correct(held, changed, by, now)
        lasting = {name: getattr(held, name) for name in TERMS} | changed
        end_assignment(assignment=held, by=by, on=day, at=now)
        return assign(
            brand=held.brand,
            user=held.user,
            channel=held.channel,
            by=by,
            starts_on=day,
            follows=held,
            at=now,
            **lasting,
        )


def end_assignment(
    *, assignment: Assignment, by: User, on: date, edition: int | None = None, at: datetime | None = None
) -> None:
    """Ends an assignment and its access on a day; one that has not begun by then is taken back whole.

    Raises ChangedMeanwhileError for an edition that is not the last.
    """
    with transaction.atomic():
        held = locked(_with_place(), assignment.pk, edition)
        if on <= held.starts_on:
            _tell(held, "assignment.taken_back", by, at)
            access = held.brand_role
            held.delete()
            access.delete()
            return
        held.ends_on = held.brand_role.ends_on = assignment.ends_on = on
        held.full_clean()
        changed = changes(held, ["ends_on"])
        held.ended_by, held.edition = by, held.edition + 1
        held.save(update_fields=["ends_on", "ended_by", "edition"])
        held.brand_role.save(update_fields=["ends_on"])
        _tell(held, "assignment.ended", by, at, **changed)


def _correct(held: Assignment, changed: Mapping[str, Any], by: User, now: datetime) -> Assignment:
    """Writes over what was not yet history, and records what stood there."""
    for name, value in changed.items():
        setattr(held, name, value)
    if held.channel is not None:
        refuse_misfit(held.channel.purpose, held.role)
    refuse_backwards(held.starts_on, held.ends_on)
    if not held.under_supervision and {"role", "under_supervision"} & changed.keys():
        refuse_unready(brand=held.brand, user=held.user, role=held.role, at=now)
    User.objects.select_for_update(no_key=True).get(pk=held.user_id)
    today = max(held.starts_on, held.brand.agency.day_of(now))
    if "ends_on" in changed and held.ends_on is not None and held.ends_on < today:
        raise ValidationError({"ends_on": _("A day in the past: what somebody held cannot be rewritten.")})
    refuse_overload(held.brand, held.user, held.hours_per_week, today, held.ends_on, besides=held.pk)
    access = held.brand_role
    access.role, access.ends_on = held.role, held.ends_on
    access.full_clean()
    held.full_clean()
    told = changes(held, changed)
    held.edition += 1
    held.save(update_fields=[*changed, "edition"])
    access.save(update_fields=["role", "ends_on"])
    _tell(held, "assignment.changed", by, now, **told)
    return held


def _is_as_before(follows: Assignment | None, role: str) -> bool:
    """Whether what follows an assignment gives nobody more to say than that did."""
    return follows is not None and not follows.under_supervision and follows.role == role


def _with_place() -> Any:
    return Assignment.objects.select_related("brand__agency", "brand_role", "user", "channel__department")


def _refuse_past(held: Assignment, day: date, today: date) -> None:
    if held.ends_on is not None and held.ends_on <= today:
        raise ValidationError(_("This assignment has ended: make another."))
    if day < today:
        raise ValidationError(_("A day in the past: what somebody held cannot be rewritten."))
    if held.ends_on is not None and day >= held.ends_on:
        raise ValidationError(_("The assignment will have ended by that day."))


def _tell(assignment: Assignment, verb: str, by: User | None, at: datetime | None, **details: Any) -> None:
    record(
        verb=verb,
        what=assignment,
        by=by,
        at=at or timezone.now(),
        agency_id=assignment.brand.agency_id,
        brand_id=assignment.brand_id,
        user=assignment.user_id,
        role=assignment.role,
        channel=assignment.channel_id,
        **details,
    )
