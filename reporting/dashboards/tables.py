"""What groups of posts earned, in words: tables, charts, and what can be said of hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from channels_mgmt.publishing.choices import PostFormat
from channels_mgmt.strategy.choices import Category
from cmhub.lib.numbers import percent_words
from cmhub.lib.paging import with_query
from cmhub.lib.text import listed
from reporting.dashboards.filters import DAYS, HOURS, NONE, ResultFilters
from reporting.figures.performance import Earned, Group, best, earned
from reporting.metrics.services.earning import EVERYTHING, KINDS

IN_TURN = ("hour", "day")
"""What has an order of its own; of the others the one with most engagements comes first."""
BEST_TOLD = 3
MOST_SHOWN = 30


def sections(
    groups: Mapping[str, list[Group]], filters: ResultFilters, url: str, query: QueryDict
) -> list[dict[str, Any]]:
    """One for each thing that posts have in common and of which there is more than one kind."""
    everything = groups[EVERYTHING][0]
    return [
        section(kind, earned(groups[kind], everything), filters, url, query)
        for kind in KINDS
        if any(group.name for group in groups[kind])
    ]


def section(
    kind: str, found: Sequence[Earned], filters: ResultFilters, url: str, query: QueryDict
) -> dict[str, Any]:
    names = names_of(kind, filters)
    rows: list[dict[str, Any]] = [
        {
            "label": names.get(one.group.name, one.group.name),
            "url": url + with_query(query, **{kind: one.group.name or NONE, "cursor": ""}),
            "group": one.group,
            "interval": one.group.interval(),
            "share_of_posts": one.share_of_posts,
            "share_of_engaged": one.share_of_engaged,
            "stands_out": one.stands_out,
        }
        for one in in_order(kind, found)[:MOST_SHOWN]
    ]
    return {
        "kind": kind,
        "title": TITLES[kind](),
        "rows": rows,
        "left_out": max(len(found) - MOST_SHOWN, 0),
        "chart": chart(kind, rows) if has_chart(kind, rows) else None,
        "words": words(found, names) if kind in IN_TURN else "",
    }


TITLES: dict[str, Any] = {
    "category": lambda: _("By category"),
    "format": lambda: _("By format"),
    "hour": lambda: _("By hour"),
    "day": lambda: _("By day of the week"),
    "campaign": lambda: _("By campaign"),
}


def names_of(kind: str, filters: ResultFilters) -> dict[str, str]:
    """What each group is called; what has no category, format or campaign too."""
    every: dict[str, Mapping[str, Any]] = {
        "category": dict(Category.choices),
        "format": dict(PostFormat.choices),
        "hour": dict(HOURS),
        "day": dict(DAYS),
        "campaign": filters.campaigns,
    }
    named = {name: str(capfirst(str(label))) for name, label in every[kind].items()}
    return named | {"": pgettext("posts", "without any")}


def in_order(kind: str, found: Sequence[Earned]) -> list[Earned]:
    if kind in IN_TURN:
        return sorted(found, key=lambda one: int(one.group.name))
    return sorted(found, key=lambda one: (-one.group.engaged, -one.group.posts, one.group.name))


def has_chart(kind: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """What follows one another is drawn: the names of categories and campaigns are too long to stand under
    bars on a phone, and the table has them.
    """
    return kind in IN_TURN and any(not row["group"].is_few for row in rows)


def chart(kind: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The pooled rate of each group of which enough posts are known; of the others there is a gap."""
    return {
        "id": f"earned-{kind}",
        "kind": "bar",
        "title": _("Pooled engagement rate"),
        "summary": _("Pooled engagement rate of each group; the table has the numbers."),
        "labels": [row["label"] for row in rows],
        "values": [
            None if row["group"].is_few or row["group"].rate is None else 100 * row["group"].rate
            for row in rows
        ],
        "values_label": _("Pooled engagement rate"),
        "unit": "%",
        "decimals": 1,
        "hrefs": [row["url"] for row in rows],
    }


def words(found: Sequence[Earned], names: Mapping[str, str]) -> str:
    """What can be said of the best ones, and no more than that."""
    told = best(found)
    if len(told) < 2:
        return _("Too few posts with figures to say which is best.")
    above = [one for one in told if one.stands_out > 0]
    said = {"listed": listed(in_words(one.group, names) for one in (above or told)[:BEST_TOLD])}
    if above:
        return _("Better than the others by more than chance: %(listed)s.") % said
    return (
        _("None differs from the others by more than chance would. The highest for now: %(listed)s.") % said
    )


def in_words(group: Group, names: Mapping[str, str]) -> str:
    between = group.interval()
    if between is None:
        return names[group.name]
    return ngettext(
        "%(name)s, %(rate)s (between %(low)s and %(high)s, %(n)s post)",
        "%(name)s, %(rate)s (between %(low)s and %(high)s, %(n)s posts)",
        group.rated,
    ) % {
        "name": names[group.name],
        "rate": percent_words(group.rate or 0, 1),
        "low": percent_words(between[0], 1),
        "high": percent_words(between[1], 1),
        "n": group.rated,
    }
