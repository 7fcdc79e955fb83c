"""When a contact is not there, and who answers in their place."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Absence, Contact, User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand


def record_absence(
    *,
    brand: Brand,
    contact: Contact,
    starts_on: date,
    ends_on: date | None,
    deputy: Contact | None,
    by: User | None,
    at: datetime | None = None,
) -> Absence:
    """The contact is away from a day until the day of their return, in the time of their department.

    What is passed on meanwhile goes to the deputy, or without one to the next in line. Raises
    ValidationError, in words, for a return before the departure, days that overlap those of another
    absence, somebody of another company, or a deputy who is the absent person.
    """
    now = at or timezone.now()
    for person in filter(None, (contact, deputy)):
        if person.department.company_id != brand.company_id:
            raise ValidationError(_("This contact belongs to another company."))
        if person.left_at:
            raise ValidationError(_("%(name)s is no longer asked.") % {"name": person.name})
    absence = Absence(
        company=brand.company,
        contact=contact,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        made_by=by,
        made_at=now,
    )
    with transaction.atomic():
        # Two absences of one person are written one after the other: the second is told of the first.
        Contact.objects.select_for_update().get(pk=contact.pk)
        absence.full_clean(exclude=["made_by", "cancelled_by"])
        absence.save()
        _tell("absence.recorded", absence, brand, by, now)
    return absence


def cancel_absence(*, brand: Brand, absence: Absence, by: User, at: datetime | None = None) -> None:
    """The absence does not take place, or ends at once: it stays in the record, and counts no more."""
    now = at or timezone.now()
    with transaction.atomic():
        held = Absence.objects.select_for_update().get(pk=absence.pk, company=brand.company_id)
        if held.cancelled_at:
            return
        held.cancelled_at, held.cancelled_by = now, by
        held.save(update_fields=["cancelled_at", "cancelled_by"])
        _tell("absence.cancelled", held, brand, by, now)


def _tell(verb: str, absence: Absence, brand: Brand, by: User | None, at: datetime) -> None:
    record(
        verb=verb,
        what=absence,
        label=absence.contact.name,
        by=by,
        at=at,
        agency_id=brand.agency_id,
        brand_id=brand.pk,
        starts_on=absence.starts_on.isoformat(),
        ends_on=absence.ends_on.isoformat() if absence.ends_on else None,
        deputy=absence.deputy_id,
    )
