"""Hours that people are assigned to a brand for."""

from datetime import datetime

from django.db.models import Sum

from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Assignment


def hours_given(brand: Brand, at: datetime) -> float:
    """Hours a week, by the assignments that hold at an instant; leave is not taken off."""
    held = Assignment.objects.current(at).filter(brand=brand)
    return held.aggregate(hours=Sum("hours_per_week"))["hours"] or 0
