"""Who held what, when, and who decided: of a brand, by channel or by person."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import load_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.history import by_channel, by_person, lines_of
from channels_mgmt.team.models import Assignment, Channel, HandOver
from cmhub.lib.htmx import render_page
from cmhub.lib.numbers import id_in
from cmhub.lib.paging import keyset_page
from cmhub.lib.sorting import alphabetical

PERSON = "person"
SHOWN = 60
"""Assignments on a page."""


@requires(Right.TEAM_VIEW)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    brand = load_brand(request, slug)
    user = person_of(request)
    rows: Any = Assignment.objects.visible_to(user).filter(brand=brand)
    acts: Any = HandOver.objects.visible_to(user).filter(brand=brand)
    rows, acts, asked = _narrowed(request, brand, rows, acts)
    page = keyset_page(rows, field="starts_on", cursor=request.GET.get("cursor", ""), size=SHOWN)
    acts = _of_the_same_days(acts, page.rows, whole=not page.next and not page.previous)
    lines = lines_of(page.rows, acts, brand.agency.day_of(timezone.now()))
    reading = request.GET.get("by")
    stories = by_person(lines) if reading == PERSON else by_channel(lines, _("the whole brand"))
    url = reverse("team:history", args=[slug])
    context = {
        "stories": stories,
        "people": User.objects.filter(assignments__brand=brand).distinct().order_by(*alphabetical("name")),
        "channels": Channel.objects.visible_to(user).filter(brand=brand),
        "asked": asked,
        "tabs": [
            {"label": _("By channel"), "url": url, "current": reading != PERSON},
            {"label": _("By person"), "url": f"{url}?by={PERSON}", "current": reading == PERSON},
        ],
        "page": page,
    }
    return render_page(request, "team/history.html", context)


def _narrowed(
    request: HttpRequest, brand: Brand, rows: QuerySet[Any], acts: QuerySet[Any]
) -> tuple[QuerySet[Any], QuerySet[Any], dict[str, str]]:
    """By a channel or a person of the URL; what makes no sense there is left out."""
    asked = {"channel": request.GET.get("channel", ""), "person": request.GET.get("person", "")}
    if asked["channel"]:
        here = {"channel__slug": asked["channel"]}
        rows, acts = rows.filter(**here), acts.filter(**here)
    if person := id_in(asked["person"]):
        rows, acts = rows.filter(user=person), acts.filter(Q(of=person) | Q(to=person))
    related = ("user", "channel", "made_by", "ended_by")
    return (
        rows.select_related(*related),
        acts.select_related("of", "to", "by", "channel", "brand__agency"),
        asked,
    )


def _of_the_same_days(acts: QuerySet[Any], rows: list[Assignment], *, whole: bool) -> QuerySet[Any]:
    """The hand-overs since the oldest line of the page; all of them where the page shows everything."""
    if whole or not rows:
        return acts.order_by("-at")[:SHOWN]
    since, until = rows[-1].starts_on, rows[0].starts_on
    return acts.filter(at__date__gte=since, at__date__lte=until).order_by("-at")[:SHOWN]
