from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.board import Need
from channels_mgmt.desk.owed import LISTED, Owed
from cmhub.lib.weeks import Week
from reporting.weekly.choices import Progress, State
from reporting.weekly.models import DecisionAsked, Recommendation, WeeklyReport

PATIENCE = timedelta(days=7)
"""So long after it was asked for, a decision that nobody gave is the manager's matter too."""


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


def what_reports_leave(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    """Decisions that the executive was asked for and has not given, recommendations that are overdue."""
    published = WeeklyReport.objects.published().filter(brand=OuterRef("brand"), week=OuterRef("week"))
    waiting = DecisionAsked.objects.filter(
        Exists(published.filter(published_at__lt=at - PATIENCE)), brand__in=list(brands), answer=""
    )
    for pk, number, week in _by_brand(waiting):
        words = ngettext(
            "%(count)d decision that was asked for is not answered",
            "%(count)d decisions that were asked for are not answered",
            number,
        )
        url = reverse("weekly:report", args=[brands[pk].slug, week])
        yield Need(pk, words % {"count": number}, f"{url}#decisions", "hourglass", 2)
    late = Recommendation.objects.filter(
        Q(due_on__lt=at.date()), brand__in=list(brands), progress=Progress.OPEN
    )
    for pk, number, week in _by_brand(late):
        words = ngettext("%(count)d overdue recommendation", "%(count)d overdue recommendations", number)
        url = reverse("weekly:report", args=[brands[pk].slug, week])
        yield Need(pk, words % {"count": number}, f"{url}#learned", "alarm", 2, late=True)


def _by_brand(rows: Any) -> Iterable[tuple[int, int, str]]:
    """Of each brand how many there are, and the latest week of any."""
    return rows.order_by().values_list("brand").annotate(Count("pk"), Max("week"))


def recommendations_owed(user: User, at: datetime) -> list[Owed]:
    """The open recommendations that the person is to see to, on brands whose reports they work on still."""
    open_ones = Recommendation.objects.visible_to(user).filter(owner=user, progress=Progress.OPEN)
    here = open_ones.filter(brand__archived_at=None).select_related("brand")
    return [
        Owed(
            key=f"recommendation:{one.pk}:{one.edition}",
            words=str(one),
            url=reverse("weekly:follow_up", args=[one.pk]),
            brand=one.brand.name,
            due=one.due_on,
            late=one.is_late(at.date()),
        )
        for one in here.order_by("due_on", "pk")[:LISTED]
    ]
