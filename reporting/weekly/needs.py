from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Right, roles_granting
from accounts.models import User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.desk.board import Need
from channels_mgmt.desk.owed import LISTED, Owed
from cmhub.lib.weeks import Week
from reporting.weekly.choices import Progress, State
from reporting.weekly.models import DecisionAsked, Recommendation, RevisionOffer, WeeklyReport
from reporting.weekly.services.reminders import is_late, waiting

PATIENCE = timedelta(days=7)
"""So long after it was asked for, a decision that nobody gave is the manager's matter too."""


WRITTEN_ON = ("week", "ends_at", "computed_at", "brand__slug", "brand__name")


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
    label = Week.parse(week).label_within()
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
    return Need(brand.pk, words % {"week": Week.parse(week).label_within(), "count": number}, url, "refresh")


NEEDS: dict[str, Callable[[Brand, int, str], Need]] = {
    "to_publish": _publish,
    "not_given": _decide,
    "overdue": _do,
    "changed": _look_again,
}


def open_reports(person: int, at: datetime) -> QuerySet[Any]:
    """The weeks that were computed, for which the words of who is on the brand to write them are missing."""
    roles = BrandRole.objects.current(at).filter(user=person, role__in=roles_granting(Right.REPORT_COMPLETE))
    return waiting(at).filter(state=State.COMPUTED, brand__in=roles.values("brand"))


def reports_owed(user: User, at: datetime) -> list[Owed]:
    asked = open_reports(user.pk, at).filter(brand__in=Brand.objects.granted(user, Right.REPORT_COMPLETE))
    return [
        Owed(
            key=f"report:{one.pk}",
            words=_("Write on %(week)s") % {"week": Week.parse(one.week).label_within()},
            url=reverse("weekly:write", args=[one.brand.slug, one.week]),
            told=_("The figures are there. Without words the report is not published."),
            brand=one.brand.name,
            due=Week.parse(one.week).next.monday,
            late=is_late(one, at),
        )
        for one in asked.select_related("brand").only(*WRITTEN_ON).order_by("ends_at", "pk")[:LISTED]
    ]


def open_recommendations(person: int, _at: datetime) -> QuerySet[Any]:
    return Recommendation.objects.filter(owner=person, progress=Progress.OPEN, brand__archived_at=None)


def recommendations_owed(user: User, at: datetime) -> list[Owed]:
    """The open recommendations that the person is to see to, on brands where they may follow them up."""
    written = Brand.objects.granted(user, Right.REPORT_COMPLETE)
    here = open_recommendations(user.pk, at).filter(brand__in=written).select_related("brand")
    return [
        Owed(
            key=f"recommendation:{one.pk}:{one.edition}",
            words=str(one),
            url=reverse("weekly:follow_up", args=[one.pk]),
            told=_("Recommended in a weekly report"),
            brand=one.brand.name,
            due=one.due_on,
            late=one.is_late(at.date()),
        )
        for one in here.order_by("due_on", "pk")[:LISTED]
    ]
