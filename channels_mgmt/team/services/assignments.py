from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Agency, Membership, User
from accounts.services.audit import changes, record
from channels_mgmt.brands.choices import Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.team.choices import HOLDERS
from channels_mgmt.team.models import Assignment, Channel


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
    at: datetime | None = None,
) -> Assignment:
    """Gives a person a role on a brand or one of its channels, and the access that comes with it.

    Raises ValidationError, in words, for a channel of another purpose, of another brand, a second lead,
    or more hours than the person works.
    """
    now = at or timezone.now()
    first_day = starts_on or brand.agency.day_of(now)
    _refuse_misfit(brand, channel, role)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        _refuse_overload(brand, user, hours_per_week, first_day)
        access = give_role(
            brand=brand,
            user=user,
            role=role,
            by=by,
            starts_on=first_day,
            ends_on=ends_on,
            department=channel.department if channel else None,
            at=now,
        )
        assignment = Assignment(
            brand=brand,
            channel=channel,
            user=user,
            brand_role=access,
            role=role,
            is_lead=is_lead,
            under_supervision=under_supervision,
            hours_per_week=hours_per_week,
            starts_on=first_day,
            ends_on=ends_on,
        )
        assignment.full_clean()
        assignment.save()
        _tell(assignment, "assignment.made", by, now)
    return assignment


def end_assignment(*, assignment: Assignment, by: User, on: date, at: datetime | None = None) -> None:
    """Ends an assignment and its access on a day; one that has not begun by then is taken back whole."""
    with transaction.atomic():
        if on <= assignment.starts_on:
            _tell(assignment, "assignment.taken_back", by, at)
            access = assignment.brand_role
            assignment.delete()
            access.delete()
            return
        assignment.ends_on = assignment.brand_role.ends_on = on
        assignment.full_clean()
        changed = changes(assignment, ["ends_on"])
        assignment.save(update_fields=["ends_on"])
        assignment.brand_role.save(update_fields=["ends_on"])
        _tell(assignment, "assignment.ended", by, at, **changed)


def refuse_fewer_hours(*, agency: Agency, user: User, hours: int, day: date) -> None:
    """Raises ValidationError for fewer hours a week than the person is assigned on a day."""
    given = _hours_given(agency.pk, user, day)
    if given > hours:
        raise ValidationError(
            {
                "hours_per_week": _(
                    "%(name)s is assigned for %(given)d h a week: end or shorten assignments first."
                )
                % {"name": user.name, "given": given}
            }
        )


def _hours_given(agency: int, user: User, day: date) -> int:
    here = Assignment.objects.on(day).filter(user=user, brand__agency=agency)
    return here.aggregate(hours=Sum("hours_per_week"))["hours"] or 0


def _refuse_misfit(brand: Brand, channel: Channel | None, role: str) -> None:
    if channel is None:
        return
    if channel.brand_id != brand.pk:
        raise ValidationError({"channel": _("This channel belongs to another brand.")})
    if role not in HOLDERS[channel.purpose]:
        fitting = ", ".join(str(Role(fit).label) for fit in sorted(HOLDERS[channel.purpose]))
        raise ValidationError(
            {
                "role": _("A channel of purpose “%(purpose)s” is held by: %(fitting)s; not by: %(role)s.")
                % {
                    "purpose": Purpose(channel.purpose).label,
                    "fitting": fitting,
                    "role": Role(role).label,
                }
            }
        )


def _refuse_overload(brand: Brand, user: User, hours: int, day: date) -> None:
    works = (
        Membership.objects.on(day)
        .filter(agency=brand.agency_id, user=user)
        .order_by("-hours_per_week")
        .values_list("hours_per_week", flat=True)
        .first()
    )
    given = _hours_given(brand.agency_id, user, day)
    if works is not None and given + hours > works:
        raise ValidationError(
            {
                "hours_per_week": _(
                    "%(name)s works %(works)d h a week and already has %(given)d h: "
                    "%(hours)d h more would be too much."
                )
                % {"name": user.name, "works": works, "given": given, "hours": hours}
            }
        )


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
