"""To which departments people are attached, by their roles on brands."""

from datetime import datetime

from accounts.models import Agency
from channels_mgmt.brands.models import BrandRole


def departments_by_person(agency: Agency, at: datetime) -> dict[int, list[str]]:
    """Of the people of an agency, by their ids, the departments that they answer or work for then."""
    held = BrandRole.objects.current(at).filter(brand__agency=agency, department__isnull=False)
    found: dict[int, list[str]] = {}
    for person, name in held.order_by("department__name").values_list("user", "department__name").distinct():
        found.setdefault(person, []).append(name)
    return found
