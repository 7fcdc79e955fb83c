"""What the calendar of a brand shows, drawn up from its URL."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.calendar import notes, rhythm
from channels_mgmt.publishing.calendar.cells import cards_of, cells_of, undated, weeks_of
from channels_mgmt.publishing.calendar.filters import PLANNED, Choices, Filters, of_brand
from channels_mgmt.publishing.calendar.marks import by_day, marks_between, places_of
from channels_mgmt.publishing.calendar.spans import LABELS, LIST, Span
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.holds import holds_on
from channels_mgmt.publishing.models import Idea, MarkedDay, Post
from cmhub.lib.paging import with_query

IN_TRAY = 20
CAMPAIGNS_OFFERED = 50


def states() -> Choices:
    """Those of posts that a calendar shows, and all that are to come in one."""
    kept = [(str(value), label) for value, label in PostState.choices if value != PostState.DROPPED]
    return [(PLANNED, _("to come")), *kept]


def page_of(brand: Brand, query: QueryDict, *, viewer: User, now: datetime) -> dict[str, Any]:
    """The context of `publishing/calendar/page.html`."""
    today = timezone.localdate(now)
    span = Span.asked(query.get("view", ""), query.get("day", ""), today)
    channels = list(brand.channels.open())
    filters = Filters(query, of_brand(channels, brand.campaigns.all()[:CAMPAIGNS_OFFERED], states()))
    cadences = rhythm.cadences_of(brand, channels, now)
    lights = rhythm.lights_of(brand, span)
    holes = rhythm.holes(channels, cadences, lights, span, today)
    marks = marks_between(
        span.first,
        span.last,
        agency=brand.agency_id,
        places=places_of(brand.territories.all()),
        said=MarkedDay.objects.visible_to(viewer).of(brand),
    )
    holds = holds_on(brand, now)
    told = notes.Told(brand, span, today, now, channels, lights)
    said = notes.notes_of(told, holes=holes, marks=marks, holds=holds, viewer=viewer)
    posts = filters.apply(Post.objects.visible_to(viewer).filter(brand=brand))
    cards = cards_of(posts, span, zone=brand.time_zone, now=now)
    cells = cells_of(span, cards, by_day(marks), said, today)
    return {
        "span": span,
        "weeks": weeks_of(cells) if span.view != LIST else [cells],
        "filters": filters,
        "holds": holds,
        "rhythms": rhythm.rhythms(channels, cadences, lights, span),
        "holes": [{"first": hole.first.isoformat(), "words": notes.hole_words(hole)} for hole in holes],
        "is_empty": not cards,
        **ways(query, span, filters, reverse("publishing:list", args=[brand.slug])),
        **tray_of(brand, viewer),
    }


def ways(query: QueryDict, span: Span, filters: Filters, url: str) -> dict[str, Any]:
    """Where one goes from here: the other views, the days before and after, the page without filters."""

    def to(**changes: str) -> str:
        return url + with_query(query, **changes)

    return {
        "url": url,
        "tabs": [
            {"label": label, "url": to(view=view, day=span.day.isoformat()), "current": view == span.view}
            for view, label in LABELS.items()
        ],
        "before_url": to(day=span.before.isoformat()),
        "after_url": to(day=span.after.isoformat()),
        "today_url": to(day=""),
        "day_url": to(view=LIST, day=""),
        "chips": filters.chips(),
        "clear_url": filters.clear_url(),
    }


def tray_of(brand: Brand, viewer: User) -> dict[str, Any]:
    """What waits for a day: ideas, and posts without one."""
    ideas = Idea.objects.visible_to(viewer).open().filter(brand=brand).select_related("made_by")
    without = Post.objects.visible_to(viewer).planned().filter(brand=brand, planned_at=None)
    return {
        "ideas": ideas.order_by("-made_at")[:IN_TRAY],
        "undated": undated(without.select_related("channel").order_by("-made_at")[:IN_TRAY]),
    }
