"""Who can be named as a decision-maker of a brand."""

from datetime import datetime

from accounts.models import Contact, User
from channels_mgmt.brands.models import Brand, BrandRole
from cmhub.lib.sorting import alphabetical


def people_who_decide(brand: Brand, at: datetime) -> list[tuple[str, str]]:
    """The brand's people and its company's contacts, as choices: `user:ID` or `contact:ID`, and a name."""
    roles = BrandRole.objects.current(at).filter(brand=brand)
    people = User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by(*alphabetical("name"))
    contacts = (
        Contact.objects.filter(department__company=brand.company_id, department__closed_at=None, left_at=None)
        .exclude(user__in=roles.values("user"))
        .order_by(*alphabetical("name"))
        .values_list("pk", "name", "department__name")
    )
    return [
        *((f"user:{pk}", name) for pk, name in people.values_list("pk", "name")),
        *((f"contact:{pk}", f"{name} · {department}") for pk, name, department in contacts),
    ]
