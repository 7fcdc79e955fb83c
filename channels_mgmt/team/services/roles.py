"""Roles on a brand: given, changed and ended by a person, with the assignment that one came with."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Department, User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.team.models import Assignment
from channels_mgmt.team.services.assignments import end_assignment


def give_brand_role(
    *,
    brand: Brand,
    user: User,
    role: str,
    by: User,
    starts_on: date | None = None,
    ends_on: date | None = None,
    department: Department | None = None,
    at: datetime | None = None,
) -> BrandRole:
    """Makes a person something on a brand; with a department, its own community manager.

    Raises ValidationError, in words, for a role that they have in that period already.
    """
    now = at or timezone.now()
    first_day = starts_on or brand.agency.day_of(now)
    _refuse_past(brand, first_day, now)
    if department is not None and role not in (Role.COMMUNITY_MANAGER, Role.DEPARTMENT_CONTACT):
        raise ValidationError(
            {"department": _("Only a community manager is attached to a department this way.")}
        )
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        held = BrandRole.objects.filter(brand=brand, user=user, role=role, department=department)
        if held.overlapping(first_day, ends_on).exists():
            raise ValidationError(_("%(name)s has this role in that period already.") % {"name": user.name})
        return give_role(
            brand=brand,
            user=user,
            role=role,
            by=by,
            starts_on=first_day,
            ends_on=ends_on,
            department=department,
            at=now,
        )


def change_end(*, held: BrandRole, ends_on: date | None, by: User, at: datetime | None = None) -> BrandRole:
    """Lets a role, and the assignment that it came with, hold until another day, or for good."""
    now = at or timezone.now()
    with transaction.atomic():
        role = _locked(held)
        _refuse_lapsed(role, now)
        if ends_on is not None:
            _refuse_past(role.brand, ends_on, now)
        before, role.ends_on = role.ends_on, ends_on
        role.full_clean()
        role.save(update_fields=["ends_on"])
        assignment = assignment_of(role)
        if assignment is not None:
            assignment.ends_on = ends_on
            assignment.full_clean()
            assignment.save(update_fields=["ends_on"])
        _tell(role, "role.end_changed", by, now, before={"ends_on": before}, after={"ends_on": ends_on})
    return role


def end_role(*, held: BrandRole, by: User, at: datetime | None = None) -> None:
    """Ends a role today, with its assignment; one that has not begun, or began today, is taken back whole."""
    now = at or timezone.now()
    with transaction.atomic():
        role = _locked(held)
        _refuse_lapsed(role, now)
        today = role.brand.agency.day_of(now)
        begun = role.starts_on < today
        _tell(role, "role.ended" if begun else "role.taken_back", by, now)
        assignment = assignment_of(role)
        if assignment is not None:
            end_assignment(assignment=assignment, by=by, on=today, at=now)
        elif begun:
            role.ends_on = today
            role.save(update_fields=["ends_on"])
        else:
            role.delete()


def assignment_of(role: BrandRole) -> Assignment | None:
    """The assignment with which the role was given, if it was."""
    return Assignment.objects.select_related("brand__agency", "brand_role").filter(brand_role=role).first()


def _locked(held: BrandRole) -> BrandRole:
    rows = BrandRole.objects.select_for_update(of=("self",))
    return rows.select_related("brand__agency", "user").get(pk=held.pk)


def _refuse_lapsed(role: BrandRole, now: datetime) -> None:
    if role.ends_on and role.ends_on <= role.brand.agency.day_of(now):
        raise ValidationError(_("This role has ended: give it anew."))


def _refuse_past(brand: Brand, day: date, now: datetime) -> None:
    if day < brand.agency.day_of(now):
        raise ValidationError(_("A day in the past: what somebody could see until now cannot be rewritten."))


def _tell(role: BrandRole, verb: str, by: User, at: datetime, **more: Any) -> None:
    record(
        verb=verb,
        what=role,
        by=by,
        at=at,
        agency_id=role.brand.agency_id,
        brand_id=role.brand_id,
        user=role.user_id,
        role=role.role,
        starts_on=role.starts_on.isoformat(),
        ends_on=role.ends_on.isoformat() if role.ends_on else None,
        **more,
    )
