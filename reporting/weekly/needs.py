from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.board import Need
from cmhub.lib.weeks import Week
from reporting.weekly.choices import State
from reporting.weekly.models import WeeklyReport


def reports_to_publish(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    """What the manager's board says of reports that their CM has completed."""
    completed = (
        WeeklyReport.objects.visible_to(user)
        .filter(brand__in=list(brands), state=State.COMPLETED)
        .values_list("brand_id", "week")
        .order_by("-week")
    )
    for brand_id, week in completed:
        yield Need(
            brand_id=brand_id,
            words=_("The report of %(week)s waits to be published") % {"week": Week.parse(week).label()},
            url=reverse("weekly:report", args=[brands[brand_id].slug, week]),
            icon="chart",
        )
