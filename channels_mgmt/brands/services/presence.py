"""Departments of which nobody would get what is passed on, counted for many brands at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import Absence, Contact, Department
from channels_mgmt.brands.models import Brand


def without_anybody(brands: Iterable[Brand], at: datetime) -> dict[int, int]:
    """How many departments of each brand, by its id, have contacts of whom none gets a message today.

    Neither somebody who is there with an address, nor a deputy of somebody who is not. Departments in which
    nobody is named are not counted: what is passed on to them goes to the agency's manager, as decided.
    """
    company_of = {brand.pk: brand.company_id for brand in brands}
    here = Contact.objects.filter(department=OuterRef("pk"), left_at=None)
    away = Absence.objects.standing().current(at).filter(contact=OuterRef("pk"))
    stands_in = (
        Absence.objects.standing()
        .current(at)
        .filter(contact__department=OuterRef("pk"), contact__left_at=None, deputy__isnull=False)
        .with_deputies(at)
        .filter(reached("deputy__"), deputy_away=False)
    )
    alone = (
        Department.objects.filter(company__in=set(company_of.values()), closed_at=None)
        .filter(Exists(here))
        .exclude(Exists(here.filter(reached()).exclude(Exists(away))))
        .exclude(Exists(stands_in))
    )
    counted = dict(alone.order_by().values_list("company").annotate(count=Count("pk")))
    return {pk: counted[company] for pk, company in company_of.items() if company in counted}


def reached(path: str = "") -> Q:
    """Whether a contact has an address, their own or that of their login."""
    return ~Q(**{f"{path}email": ""}) | Q(**{f"{path}user__is_active": True})
