from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.board import Need
from cmhub.lib.weeks import Week
from reporting.diagnoses.services.staffing import overloaded_needs

WEIGHT = 8


def overloaded(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    """What the manager's board says of teams that are not enough, as kept with the last weekly reports."""
    for brand, week in overloaded_needs(user, brands):
        yield Need(
            brand_id=brand,
            words=_("Overloaded in %(week)s") % {"week": Week.parse(week).short_label()},
            url=reverse("diagnoses:staffing", args=[brands[brand].slug]),
            icon="alert",
            weight=WEIGHT,
        )
