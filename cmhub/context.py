"""What every page's shell shows: the brand, where one can go, and whether background work goes on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right, agency_roles, may_in_agency, person_of
from channels_mgmt.brands.access import own_reach
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.white_label import is_of_the_client
from channels_mgmt.crisis.services.current import now_running
from channels_mgmt.desk.setup import ON_THE_PATH
from channels_mgmt.team.services.oncall import on_call
from cmhub.heartbeat import degradation
from cmhub.lib.kept import kept

SWITCHED_BETWEEN = 50
"""The switch at the top offers no more brands; the home page lists them all."""


@dataclass(frozen=True)
class Place:
    label: Any
    url_name: str
    icon: str
    right: Right


PLACES = (
    Place(pgettext_lazy("navigation", "Overview"), "desk:brand", "home", Right.BRAND_VIEW),
    Place(_("Inbox"), "inbox:list", "inbox", Right.INBOX_VIEW),
    Place(_("Escalations"), "escalations:list", "escalate", Right.ESCALATION_VIEW),
    Place(pgettext_lazy("navigation", "Knowledge"), "desk:knowledge", "bulb", Right.BRAND_VIEW),
    Place(pgettext_lazy("navigation", "Watch"), "watch:list", "eye", Right.WATCH_VIEW),
    Place(_("Reports"), "weekly:list", "chart", Right.REPORT_VIEW),
    Place(_("Strategy"), "strategy:strategy", "flag", Right.STRATEGY_VIEW),
    Place(_("Publications"), "publishing:list", "news", Right.PUBLISHING_VIEW),
    Place(_("Team"), "team:board", "users", Right.TEAM_VIEW),
    Place(_("Directory"), "brands:directory", "phone", Right.DIRECTORY_VIEW),
    Place(_("Routing"), "escalations:routing", "target", Right.ROUTING_MANAGE),
    Place(_("Settings"), "brands:settings", "settings", Right.BRAND_MANAGE),
)
"""The pages of a brand, in the order of the navigation, each with the right that opens it."""

SECTIONS = {
    "inbox:list": (
        Place(_("Inbox"), "inbox:list", "inbox", Right.INBOX_VIEW),
        Place(_("Approvals"), "inbox:approvals", "checks", Right.INBOX_VIEW),
        Place(_("Moderation"), "inbox:moderation", "shield", Right.INBOX_VIEW),
        Place(_("Told to write elsewhere"), "inbox:directions", "arrow-right", Right.INBOX_VIEW),
    ),
    "watch:list": (
        Place(pgettext_lazy("watch", "Items"), "watch:list", "eye", Right.WATCH_VIEW),
        Place(_("To sort"), "watch:to_sort", "news", Right.WATCH_VIEW),
        Place(_("Competitors"), "watch:competitors", "trend-up", Right.WATCH_VIEW),
        Place(_("Surges"), "crisis:surges", "trend-up", Right.CRISIS_VIEW),
        Place(_("Crises"), "crisis:list", "siren", Right.CRISIS_VIEW),
        Place(_("Sources and rules"), "watch:settings", "settings", Right.WATCH_VIEW),
    ),
    "escalations:list": (
        Place(_("Escalations"), "escalations:list", "escalate", Right.ESCALATION_VIEW),
        Place(_("Late now"), "escalations:late", "alarm", Right.ESCALATION_OPEN),
        Place(_("Who answers what"), "escalations:matrix", "list", Right.ESCALATION_OPEN),
        Place(_("Routing rules"), "escalations:routing", "target", Right.ESCALATION_OPEN),
    ),
    "strategy:strategy": (
        Place(_("Strategy"), "strategy:strategy", "flag", Right.STRATEGY_VIEW),
        Place(_("Scope charter"), "strategy:charter", "list", Right.STRATEGY_VIEW),
        Place(_("Response protocol"), "protocol:list", "message", Right.PROTOCOL_VIEW),
        Place(_("Briefings"), "strategy:briefings", "news", Right.STRATEGY_VIEW),
    ),
    "publishing:list": (
        Place(
            pgettext_lazy("publications", "Calendar"), "publishing:list", "calendar", Right.PUBLISHING_VIEW
        ),
        Place(pgettext_lazy("publications", "Posts"), "publishing:posts", "news", Right.PUBLISHING_VIEW),
        Place(_("Campaigns"), "publishing:campaigns", "flag", Right.PUBLISHING_VIEW),
        Place(pgettext_lazy("publishing", "Tests"), "publishing:experiments", "bulb", Right.PUBLISHING_VIEW),
        Place(_("Results"), "dashboards:results", "chart", Right.PUBLISHING_VIEW),
        Place(pgettext_lazy("navigation", "Figures"), "metrics:overview", "chart", Right.PUBLISHING_VIEW),
        Place(_("Communities"), "publishing:communities", "messages", Right.PUBLISHING_VIEW),
        Place(_("Ambassadors"), "publishing:ambassadors", "star", Right.PUBLISHING_VIEW),
        Place(pgettext_lazy("navigation", "Events"), "publishing:events", "handshake", Right.PUBLISHING_VIEW),
    ),
    "weekly:list": (
        Place(_("Reports"), "weekly:list", "chart", Right.REPORT_VIEW),
        Place(_("Diagnoses"), "diagnoses:diagnoses", "alert", Right.REPORT_VIEW),
        Place(_("Over time"), "dashboards:trends", "trend-up", Right.REPORT_VIEW),
        Place(pgettext_lazy("navigation", "Year"), "dashboards:year", "calendar", Right.REPORT_VIEW),
        Place(_("Time line"), "annotations:timeline", "flag", Right.REPORT_VIEW),
    ),
    "crisis:list": (
        Place(_("Crises"), "crisis:list", "siren", Right.CRISIS_VIEW),
        Place(_("Surges"), "crisis:surges", "trend-up", Right.CRISIS_VIEW),
    ),
    "team:board": (
        Place(_("Who holds what"), "team:board", "users", Right.TEAM_VIEW),
        Place(_("Readiness"), "team:readiness", "checks", Right.TEAM_VIEW),
        Place(_("Rota"), "team:rota", "calendar", Right.TEAM_VIEW),
        Place(_("Skills"), "team:skills", "star", Right.TEAM_NEEDS),
        Place(pgettext_lazy("team", "History"), "team:history", "clock", Right.TEAM_VIEW),
        Place(_("Time by duty"), "team:time", "clock", Right.TIME_LOG),
        Place(_("Staffing"), "diagnoses:staffing", "chart", Right.STAFFING_VIEW),
        Place(_("Budget and pay"), "team:means", "lock", Right.MEANS_MANAGE),
        Place(_("Who can see this brand"), "team:access", "eye", Right.TEAM_VIEW),
    ),
}
"""The pages beside one another behind an entry of the navigation, shown as tabs on each of them."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the page's frame shows, each where there is such: `access`, `brand`, `nav`, `on_call`,
    `running_crises`, `brand_choices`, `bell_count`, `log_url`, `degraded`, and where one's own account is
    looked after."""
    if getattr(request, "user", None) is None or not request.user.is_authenticated:
        return {}
    context: dict[str, Any] = {
        "degraded": SimpleLazyObject(degradation),
        "brand_choices": SimpleLazyObject(lambda: _brand_choices(request)),
        "settings_url": reverse("mfa_index"),
        "bell_count": person_of(request).unread_notices,
    }
    access = getattr(request, "access", None)
    if access is None:
        context["log_url"] = getattr(request, "log_url", None)  # on the pages that know whether one logs
        return context | {"nav": [*_nav_of_agency(request), *_nav_of_only_brand(request)]}
    slug = access.brand.slug
    context |= {
        "access": access,
        "brand": access.brand,
        "brand_url": reverse("desk:brand", args=[slug]) if access.may(Right.BRAND_VIEW) else None,
        "nav": _nav_of_brand(request, access),
        "section_tabs": _tabs(request, access),
    }
    context["setup_url"] = _back_to_setup(request, slug)
    if access.may(Right.TEAM_VIEW):
        context["on_call"] = SimpleLazyObject(lambda: on_call(access.brand, timezone.now()))
    if access.may(Right.CRISIS_VIEW):
        drills = not is_of_the_client(access.roles)
        context["running_crises"] = SimpleLazyObject(lambda: now_running().of(access.brand.pk, drills=drills))
    if access.may(Right.WATCH_LOG) and request.path.startswith(reverse("watch:list", args=[slug])):
        context |= {"log_url": reverse("watch:log", args=[slug]), "log_label": _("Log what you have seen")}
    elif access.may(Right.INBOX_WRITE):
        context["log_url"] = reverse("inbox:log", args=[slug])
    return context


def _back_to_setup(request: HttpRequest, slug: str) -> str:
    """The guided path of the brand, on the pages to which it led; empty for who is not walking it."""
    url = reverse("desk:setup", args=[slug])
    on_a_page_of_it = request.path.startswith(url) and request.path != url
    walking = request.COOKIES.get(ON_THE_PATH) == slug and request.path not in (
        url,
        reverse("desk:brand", args=[slug]),
    )
    return url if on_a_page_of_it or walking else ""


def _entry(request: HttpRequest, place: Place, slug: str) -> dict[str, Any]:
    url = reverse(place.url_name, args=[slug])
    here = request.path == url if place.url_name == "desk:brand" else request.path.startswith(url)
    return {"label": place.label, "url": url, "icon": place.icon, "current": here}


def _nav_of_brand(request: HttpRequest, access: Any) -> list[dict[str, Any]]:
    return [_entry(request, place, access.brand.slug) for place in PLACES if access.may(place.right)]


def _nav_of_only_brand(request: HttpRequest) -> list[dict[str, Any]]:
    """The pages of the brand of who has a role on one alone, on a page that has asked for that."""
    if not hasattr(request, "own_reach") or agency_roles(request):
        return []
    accesses = own_reach(request).accesses
    return _nav_of_brand(request, accesses[0]) if len(accesses) == 1 else []


def _tabs(request: HttpRequest, access: Any) -> list[dict[str, Any]]:
    """The tabs of the section that the page is one of; none elsewhere, on deeper pages too.

    A page that is drawn in the place of another, such as an order that is being tried, says so in `shown_as`.
    """
    here = getattr(request, "shown_as", request.path)
    for places in SECTIONS.values():
        tabs = [
            {"label": place.label, "url": url, "current": here == url}
            for place in places
            if access.may(place.right)
            for url in [reverse(place.url_name, args=[access.brand.slug])]
        ]
        if len(tabs) > 1 and any(tab["current"] for tab in tabs):
            return tabs
    return []


def _nav_of_agency(request: HttpRequest) -> list[dict[str, Any]]:
    """Where one can go from pages that are of no one brand."""
    places = [(pgettext_lazy("navigation", "My day"), reverse("desk:home"), "home")]
    if may_in_agency(request, Right.AGENCY_MANAGE):
        places.append((_("Late now"), reverse("escalations:all_late"), "alarm"))
        places.append((_("Team"), reverse("team:house"), "list"))
        places.append((_("People"), reverse("people:list"), "users"))
        places.append((_("Cover"), reverse("team:all_gaps"), "calendar"))
        places.append((_("All brands"), reverse("dashboards:house"), "table"))
    if may_in_agency(request, Right.REPORT_VIEW):
        places.append((_("Over time"), reverse("dashboards:portfolio"), "trend-up"))
    if may_in_agency(request, Right.PUBLISHING_VIEW):
        places.append((pgettext_lazy("publications", "Calendar"), reverse("publishing:all"), "news"))
    if may_in_agency(request, Right.STAFFING_VIEW):
        places.append((_("Staffing"), reverse("diagnoses:all_staffing"), "chart"))
        places.append((_("Diagnoses"), reverse("diagnoses:all_diagnoses"), "alert"))
    if may_in_agency(request, Right.AGENCY_MANAGE):
        places.append((pgettext_lazy("navigation", "House"), reverse("house:settings"), "building"))
        places.append((pgettext_lazy("audit", "Record"), reverse("desk:record"), "list"))
    counted = getattr(request, "counted", {})  # by the page, of what it shows
    return [
        {
            "label": label,
            "url": url,
            "icon": icon,
            "current": request.path == url,
            "count": counted.get(url),
            "count_label": _("to do"),
        }
        for label, url, icon in places
    ]


def _brand_choices(request: HttpRequest) -> list[dict[str, Any]]:
    """The first brands that the person may see, for the switch at the top; the home page lists them all."""
    current = getattr(request, "access", None)
    return [
        {
            "label": brand.name,
            "url": reverse("desk:brand", args=[brand.slug]),
            "current": current is not None and current.brand.pk == brand.pk,
        }
        for brand in _brands_seen(request)
    ]


def _brands_seen(request: HttpRequest) -> list[Brand]:
    """The first brands that the person may see; on a page that has asked for them, those of their own."""
    if hasattr(request, "own_reach") and not agency_roles(request):
        return own_reach(request).brands[:SWITCHED_BETWEEN]
    return brands_seen(person=person_of(request).pk, at=timezone.now())


@kept
def brands_seen(person: int, at: datetime) -> QuerySet[Brand]:
    """The first brands that the person may see."""
    seen = Brand.objects.seen_by(person, at).filter(archived_at=None)
    return seen.only("slug", "name")[:SWITCHED_BETWEEN]
