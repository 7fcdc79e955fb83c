"""Roles for whole agencies: given, changed and ended; somebody can always set up brands and people."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, roles_granting
from accounts.choices import AGENCY_ROLES, Role
from accounts.models import Agency, Membership, User
from accounts.services.audit import record
from cmhub.lib.editions import locked


def give_agency_role(
    *,
    agency: Agency,
    user: User,
    role: str,
    by: User,
    starts_on: date | None = None,
    ends_on: date | None = None,
    at: datetime | None = None,
) -> Membership:
    """Makes a person administrator, manager or strategist of the agency, from a day until another.

    Raises ValidationError, in words, for somebody who is no member, or who has the role in that period.
    """
    now = at or timezone.now()
    today = agency.day_of(now)
    first_day = starts_on or today
    _refuse_past(first_day, today)
    if role not in AGENCY_ROLES:
        raise ValidationError({"role": _("This role is given on a brand, not on the whole agency.")})
    with transaction.atomic():
        _lock(agency)
        place = Membership.objects.current(now).filter(agency=agency, user=user).order_by("-hours_per_week")
        member = place.first()
        if member is None:
            raise ValidationError(_("%(name)s does not work with this agency.") % {"name": user.name})
        held = Membership.objects.filter(agency=agency, user=user, role=role)
        if held.overlapping(first_day, ends_on).exists():
            raise ValidationError(_("%(name)s has this role in that period already.") % {"name": user.name})
        membership = Membership(
            agency=agency,
            user=user,
            role=role,
            hours_per_week=member.hours_per_week,
            starts_on=first_day,
            ends_on=ends_on,
        )
        membership.full_clean()
        membership.save()
        _tell(membership, "role.given", by, now)
    return membership


def change_end(
    *, membership: Membership, ends_on: date | None, by: User, at: datetime | None = None
) -> Membership:
    """Lets a role for the agency, or somebody's place in it, hold until another day, or for good.

    With a place end, on that day, the roles that the person has brand by brand.
    """
    now = at or timezone.now()
    with transaction.atomic():
        membership = _held(membership)
        _refuse_lapsed(membership, now)
        if ends_on is not None:
            _refuse_past(ends_on, membership.agency.day_of(now))
            _refuse_last(membership, ends_on)
        before, membership.ends_on = membership.ends_on, ends_on
        membership.full_clean()
        membership.save(update_fields=["ends_on"])
        if ends_on is not None and membership.role:
            _keep_place(membership)
        _tell(membership, "role.end_changed", by, now, before={"ends_on": before}, after={"ends_on": ends_on})
    return membership


def end_agency_role(*, membership: Membership, by: User, at: datetime | None = None) -> None:
    """Ends a role today, and takes back one that has not begun; the person stays in the house."""
    now = at or timezone.now()
    with transaction.atomic():
        _end(_held(membership), by, now)


def _end(membership: Membership, by: User, now: datetime) -> None:
    if not membership.role:
        raise ValidationError(
            _(
                "To end today all that %(name)s is here, record that they leave: "
                "their open work is handed over."
            )
            % {"name": membership.user.name}
        )
    today = membership.agency.day_of(now)
    _refuse_lapsed(membership, now)
    _refuse_last(membership, today)
    if membership.starts_on >= today:
        _tell(membership, "role.taken_back", by, now)
        _keep_place(membership, today)
        membership.delete()
        return
    membership.ends_on = today
    membership.save(update_fields=["ends_on"])
    _keep_place(membership)
    _tell(membership, "role.ended", by, now)


def _held(membership: Membership) -> Membership:
    """The row as it stands, kept from others until the transaction ends."""
    _lock(membership.agency)
    return locked(Membership.objects.select_related("agency", "user"), membership.pk)


def _lock(agency: Agency) -> None:
    """Two people who end each other's role at once wait for each other."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def _refuse_past(day: date, today: date) -> None:
    if day < today:
        raise ValidationError(_("A day in the past: what somebody could see until now cannot be rewritten."))


def _refuse_lapsed(membership: Membership, now: datetime) -> None:
    if membership.ends_on and membership.ends_on <= membership.agency.day_of(now):
        raise ValidationError(_("This role has ended: give it anew."))


def _refuse_last(membership: Membership, day: date) -> None:
    """An administrator leaves another one behind, a manager somebody who may manage the agency."""
    if membership.role == Role.ADMINISTRATOR:
        enough = [Role.ADMINISTRATOR.value]
    elif membership.role in roles_granting(Right.AGENCY_MANAGE):
        enough = roles_granting(Right.AGENCY_MANAGE)
    else:
        return
    others = Membership.objects.filter(
        agency=membership.agency_id, role__in=enough, starts_on__lte=day, ends_on=None, user__is_active=True
    )
    if not others.exclude(pk=membership.pk).exists():
        raise ValidationError(
            _(
                "%(name)s is the last %(role)s of %(agency)s, which nobody could manage any more. "
                "Give somebody else the role first, without an end."
            )
            % {
                "name": membership.user.name,
                "role": Role(membership.role).label,
                "agency": membership.agency.name,
            }
        )


def _keep_place(membership: Membership, day: date | None = None) -> None:
    """Who loses a role for the agency still works there: what they are on brands goes on."""
    last = day or membership.ends_on
    others = Membership.objects.filter(agency=membership.agency_id, user=membership.user_id)
    if last is None or others.exclude(pk=membership.pk).filter(ends_on=None).exists():
        return
    Membership.objects.create(
        agency_id=membership.agency_id,
        user_id=membership.user_id,
        hours_per_week=membership.hours_per_week,
        starts_on=last,
    )


def _tell(membership: Membership, verb: str, by: User, at: datetime, **details: Any) -> None:
    record(
        verb=verb,
        what=membership,
        by=by,
        at=at,
        agency_id=membership.agency_id,
        user=membership.user_id,
        role=membership.role,
        starts_on=membership.starts_on.isoformat(),
        ends_on=membership.ends_on.isoformat() if membership.ends_on else None,
        **details,
    )
