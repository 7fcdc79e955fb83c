from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import Contact, Department, User
from accounts.services import places
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.creation import give_role


def add_contact(
    *, brand: Brand, department: Department, by: User | None, at: datetime | None = None, **details: Any
) -> Contact:
    """Adds somebody who answers for a department; with a login, also the access to what is asked of it."""
    now = at or timezone.now()
    if department.company_id != brand.company_id:
        raise ValidationError(_("This department belongs to another company."))
    with transaction.atomic():
        contact = places.add_contact(department=department, **details)
        if contact.user is not None:
            _let_in(brand, contact, by, now)
        record(
            verb="contact.added",
            what=contact,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            department=department.pk,
        )
    return contact


def part_with(*, brand: Brand, contact: Contact, by: User, at: datetime | None = None) -> None:
    """The contact is asked no more and loses the access; what they answered keeps their name."""
    now = at or timezone.now()
    with transaction.atomic():
        contact.left_at = now
        contact.save(update_fields=["left_at"])
        today = brand.agency.day_of(now)
        for role in _roles_as_contact(contact):
            if role.starts_on >= today:
                role.delete()
            else:
                role.ends_on = today
                role.save(update_fields=["ends_on"])
        record(verb="contact.left", what=contact, by=by, at=now, agency_id=brand.agency_id, brand_id=brand.pk)


def _roles_as_contact(contact: Contact) -> list[BrandRole]:
    if contact.user is None:
        return []
    return list(
        BrandRole.objects.filter(
            user=contact.user, department=contact.department, role=Role.DEPARTMENT_CONTACT, ends_on=None
        )
    )


def _let_in(brand: Brand, contact: Contact, by: User | None, now: datetime) -> None:
    """Gives the access on every brand of the company, since a department answers for all of them."""
    held = set(
        BrandRole.objects.current(now)
        .filter(user=contact.user, department=contact.department)
        .values_list("brand_id", flat=True)
    )
    for sister in Brand.objects.filter(company=brand.company_id).exclude(pk__in=held):
        give_role(
            brand=sister,
            user=contact.user,  # type: ignore[arg-type]
            role=Role.DEPARTMENT_CONTACT,
            department=contact.department,
            by=by,
            at=now,
        )
