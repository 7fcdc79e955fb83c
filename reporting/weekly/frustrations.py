"""The frustrations of personas: how often the themes of each come up, and whether that shrinks."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.publishing.models import Post
from channels_mgmt.strategy.models import Persona
from cmhub.lib.weeks import Week
from reporting.figures import chance
from reporting.weekly.models import FrustrationTheme
from reporting.weekly.objectives import strategy_of_week

WEEKS_BEFORE = 4
FEWEST = 8
"""Interactions of the five weeks together, below which nothing is said of a direction."""


def frustrations_of(brand: Brand, week: Week, *, at: datetime) -> list[dict[str, Any]]:
    """Of each persona that is frustrated by something and has themes for it: the interactions opened in the
    week, `before` as the mean of the four weeks before it, `direction`, None with too few to tell, and
    `posts`, those of the week that serve the persona.
    """
    tied = themes_by_persona(brand)
    strategy = strategy_of_week(brand, week, at=at) if tied else None
    if strategy is None:
        return []
    posts = _posts(brand, week)
    counted = _counted(brand, week, {theme for themes in tied.values() for theme in themes})
    found = []
    for persona in strategy.personas.exclude(frustrations=""):
        if themes := tied.get(str(persona.key)):
            now = sum(counted[theme][0] for theme in themes)
            before = sum(counted[theme][1] for theme in themes)
            found.append({**_told(persona, themes, now, before), "posts": posts.get(persona.key, 0)})
    return found


def themes_by_persona(brand: Brand) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for persona, theme in FrustrationTheme.objects.filter(brand=brand).values_list("persona", "theme"):
        found[str(persona)].append(theme)
    return dict(found)


def _told(persona: Persona, themes: list[str], now: int, before: int) -> dict[str, Any]:
    return {
        "persona": str(persona.key),
        "name": persona.name,
        "frustration": persona.frustrations,
        "themes": themes,
        "count": now,
        "before": before / WEEKS_BEFORE,
        "direction": direction_of(now, before),
    }


def _posts(brand: Brand, week: Week) -> dict[UUID, int]:
    """How many posts of the week serve each persona, by its key."""
    start, end = week.start(brand.time_zone), week.end(brand.time_zone)
    published = Post.objects.published().filter(brand=brand, published_at__gte=start, published_at__lt=end)
    serving = published.exclude(persona=None).order_by().values_list("persona")
    return dict(serving.annotate(Count("pk")))


def _counted(brand: Brand, week: Week, themes: set[str]) -> dict[str, tuple[int, int]]:
    """By theme: interactions opened in the week, and in the four before it together."""
    start, end = week.start(brand.time_zone), week.end(brand.time_zone)
    first = (week - WEEKS_BEFORE).start(brand.time_zone)
    opened = Interaction.objects.filter(
        brand=brand, theme__in=themes, opened_at__gte=first, opened_at__lt=end
    )
    now, earlier = Q(opened_at__gte=start), Q(opened_at__lt=start)
    rows = opened.order_by().values_list("theme")
    counted = rows.annotate(now=Count("pk", filter=now), earlier=Count("pk", filter=earlier))
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found.update({theme: (in_week, before) for theme, in_week, before in counted})
    return found


def direction_of(now: int, before: int) -> str | None:
    """`shrinks` or `grows` where chance explains the change in fewer than one week of a hundred, else
    `stable`: the test by which themes rise and fall.
    """
    if now + before < FEWEST:
        return None
    return {-1: "shrinks", 0: "stable", 1: "grows"}[chance.direction_of(now, before, WEEKS_BEFORE)]
