from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet, Value
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.board import Need
from channels_mgmt.desk.owed import LISTED, Owed
from cmhub.lib.weeks import Week
from reporting.weekly.choices import Progress, State
from reporting.weekly.models import DecisionAsked, Recommendation, RevisionOffer, WeeklyReport

PATIENCE = timedelta(days=7)
"""So long after it was asked for, a decision that nobody gave is the manager's matter too."""


def reports_and_what_they_leave(user: User, brands: dict[int, Brand], at: datetime) -> Iterable[Need]:
    """What the manager's board says of reports, in one query: those that their CM has completed, decisions
    that the executive was asked for and has not given, recommendations that are overdue, published weeks of
    which something came in later.
    """
    parts = [
        _to_publish(user).annotate(kind=Value("to_publish")),
        _not_given(at).annotate(kind=Value("not_given")),
        _overdue(at).annotate(kind=Value("overdue")),
        _changed(user).annotate(kind=Value("changed")),
    ]
    told = [
        part.filter(brand__in=list(brands))
        .order_by()
        .values("kind", "brand_id")
        .annotate(number=Count("pk"), latest=Max("week"))
        .values_list("kind", "brand_id", "number", "latest")
        for part in parts
    ]
    for kind, brand_id, number, week in told[0].union(*told[1:], all=True).order_by("latest", "kind"):
        yield NEEDS[kind](brands[brand_id], number, week)


def _to_publish(user: User) -> QuerySet[Any]:
    return WeeklyReport.objects.visible_to(user).filter(state=State.COMPLETED)


def _not_given(at: datetime) -> QuerySet[Any]:
    return DecisionAsked.objects.filter(asked_at__lt=at - PATIENCE, answer="")


def _overdue(at: datetime) -> QuerySet[Any]:
    return Recommendation.objects.filter(due_on__lt=at.date(), progress=Progress.OPEN)


def _changed(user: User) -> QuerySet[Any]:
    return WeeklyReport.objects.filter(offers__in=RevisionOffer.objects.visible_to(user).standing())


def _publish(brand: Brand, number: int, week: str) -> Need:
    label = Week.parse(week).label()
    words = ngettext(
        "The report of %(week)s waits to be published",
        "%(count)d reports wait to be published, the last that of %(week)s",
        number,
    )
    url = reverse("weekly:report", args=[brand.slug, week])
    return Need(brand.pk, words % {"week": label, "count": number}, url, "chart")


def _decide(brand: Brand, number: int, week: str) -> Need:
    words = ngettext(
        "%(count)d decision that was asked for is not answered",
        "%(count)d decisions that were asked for are not answered",
        number,
    )
    url = reverse("weekly:report", args=[brand.slug, week])
    return Need(brand.pk, words % {"count": number}, f"{url}#decisions", "hourglass", 2)


def _do(brand: Brand, number: int, week: str) -> Need:
    words = ngettext("%(count)d overdue recommendation", "%(count)d overdue recommendations", number)
    url = reverse("weekly:report", args=[brand.slug, week])
    return Need(brand.pk, words % {"count": number}, f"{url}#learned", "alarm", 2, late=True)


def _look_again(brand: Brand, number: int, week: str) -> Need:
    words = ngettext(
        "Figures of %(week)s came in after its report",
        "Figures of %(count)d weeks came in after their reports, the last %(week)s",
        number,
    )
    url = reverse("weekly:changes", args=[brand.slug, week])
    return Need(brand.pk, words % {"week": Week.parse(week).label(), "count": number}, url, "refresh")


NEEDS: dict[str, Callable[[Brand, int, str], Need]] = {
    "to_publish": _publish,
    "not_given": _decide,
    "overdue": _do,
    "changed": _look_again,
}


def open_recommendations(person: int) -> QuerySet[Any]:
    return Recommendation.objects.filter(owner=person, progress=Progress.OPEN, brand__archived_at=None)


def recommendations_owed(user: User, at: datetime) -> list[Owed]:
    """The open recommendations that the person is to see to, on brands where they may follow them up."""
    written = Brand.objects.granted(user, Right.REPORT_COMPLETE)
    here = open_recommendations(user.pk).filter(brand__in=written).select_related("brand")
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
