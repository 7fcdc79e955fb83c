"""What the work on a brand is assumed to take, what it may cost, and what people are paid."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Agency, Membership, User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.named_values import NamedValues, set_values, values_set
from channels_mgmt.team.models import Budget, Pay, WorkAssumption


def assumptions_of(brand: Brand) -> NamedValues:
    return values_set(WorkAssumption, brand)


def change_assumptions(*, brand: Brand, **set_anew: Any) -> None:
    """Sets each named assumption; None lets what is measured or usual hold again."""
    set_values(WorkAssumption, brand=brand, verb="assumption.changed", **set_anew)


def set_budget(
    *,
    brand: Brand,
    amount: Decimal | None,
    currency: str,
    starts_on: date,
    by: User,
    at: datetime | None = None,
) -> Budget:
    """What the brand may spend a month from a day on; None for no budget. What was set before stays on file.

    Raises ValidationError in words. The record does not say how much it is.
    """
    budget = Budget(
        brand=brand,
        amount=amount,
        currency=currency,
        starts_on=starts_on,
        set_by=by,
        set_at=at or timezone.now(),
    )
    budget.full_clean()
    with transaction.atomic():
        budget.save()
        record(
            verb="budget.set",
            what=budget,
            by=by,
            at=budget.set_at,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            starts_on=starts_on,
        )
    return budget


def set_pay(
    *,
    agency: Agency,
    person: User,
    amount: Decimal | None,
    currency: str,
    starts_on: date,
    by: User,
    at: datetime | None = None,
) -> Pay:
    """What a person of the agency is paid a month from a day on; None where that is not kept any more.

    Raises ValidationError, in words, for somebody who has never worked there. The record does not say how
    much it is.
    """
    now = at or timezone.now()
    if not Membership.objects.filter(agency=agency, user=person).exists():
        raise ValidationError(
            {"person": _("%(name)s does not work with this agency.") % {"name": person.name}}
        )
    pay = Pay(
        agency=agency,
        person=person,
        amount=amount,
        currency=currency,
        starts_on=starts_on,
        set_by=by,
        set_at=now,
    )
    pay.full_clean()
    with transaction.atomic():
        pay.save()
        record(
            verb="pay.set",
            what=pay,
            by=by,
            at=now,
            agency_id=agency.pk,
            label=person.name,
            starts_on=starts_on,
        )
    return pay


def budget_of(brand: Brand, day: date) -> Budget | None:
    """The budget that holds on a day, if any does."""
    found = Budget.objects.filter(brand=brand).in_force(day, "brand").first()
    return found if found is not None and found.amount is not None else None


def pay_of(agency: Agency, people: Collection[int], day: date) -> dict[int, Pay]:
    """The pay of these people that is kept for a day, by person."""
    rows = Pay.objects.filter(agency=agency, person__in=people).in_force(day, "agency", "person")
    return {row.person_id: row for row in rows if row.amount is not None}
