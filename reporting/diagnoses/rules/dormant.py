"""Dormant: published for a while, then silence; wakes for two posts and falls asleep again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import Right
from cmhub.lib.moments import date_words
from reporting.diagnoses.rules.drawing import time_line
from reporting.diagnoses.rules.facts import ChannelFacts, Facts
from reporting.diagnoses.rules.rule import Evidence, Rule, Source, Table, Threshold, Thresholds, Unit, Verdict
from reporting.diagnoses.rules.words import number

CODE = "dormant"
DAY = 86_400
SHOWN = timedelta(weeks=26)
"""What the picture shows."""
WAKING = 2
"""So many posts between two silences are a waking and no life."""


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    channels = [_channel(one, facts.at, thresholds) for one in facts.channels]
    verdicts = [one["asleep"] for one in channels]
    raised = True if True in verdicts else False if False in verdicts else None
    return raised, {
        "from": (facts.at - SHOWN).date().isoformat(),
        "until": facts.at.date().isoformat(),
        "since": min((one["since"] for one in channels if one["asleep"]), default=None),
        "channels": channels,
    }


def _channel(one: ChannelFacts, at: datetime, thresholds: Thresholds) -> dict[str, Any]:
    """One account: None where nothing is due on it, or too little was ever published."""
    limit = limit_of(one.cadence, thresholds)
    told: dict[str, Any] = {
        "channel": one.slug,
        "name": one.name,
        "cadence": one.cadence,
        "limit_days": None if limit is None else round(limit, 2),
        "posts": one.posts,
        "last": one.published[-1].date().isoformat() if one.published else None,
        "silent_days": round(days_between(one.published[-1], at), 2) if one.published else None,
        "asleep": None,
        "since": None,
        "wakings": 0,
        "gaps": [],
        "days": [],
    }
    if limit is None:
        return told
    if one.posts < thresholds["least_posts"]:
        return told | {"gaps": [], "days": days_shown(one.published, at)}
    gaps = gaps_of(one.published, at, limit)
    asleep = not one.published or (bool(gaps) and gaps[-1][1] == at)
    since, wakings = sleep_of(one.published, gaps) if asleep else (None, 0)
    return told | {
        "asleep": asleep,
        "since": since.date().isoformat() if since else None,
        "wakings": wakings,
        "gaps": [
            [begin.date().isoformat(), end.date().isoformat()] for begin, end in gaps if end > at - SHOWN
        ],
        "days": days_shown(one.published, at),
    }


def limit_of(cadence: float | None, thresholds: Thresholds) -> float | None:
    """Days of silence that are too many; None where nothing is due."""
    if cadence is None:
        return thresholds["days_without_cadence"]
    return thresholds["intervals"] * 7 / cadence if cadence else None


def days_between(begin: datetime, end: datetime) -> float:
    return (end - begin).total_seconds() / DAY


def days_shown(published: Sequence[datetime], at: datetime) -> list[str]:
    return sorted({one.date().isoformat() for one in published if one > at - SHOWN})


def gaps_of(published: Sequence[datetime], at: datetime, limit: float) -> list[tuple[datetime, datetime]]:
    """The silences that are too long, the one that goes on as far as it goes."""
    return [(one, other) for one, other in pairwise([*published, at]) if days_between(one, other) > limit]


def sleep_of(
    published: Sequence[datetime], gaps: Sequence[tuple[datetime, datetime]]
) -> tuple[datetime | None, int]:
    """Since when it sleeps, and how many times it woke meanwhile for a post or two."""
    if not gaps:
        return None, 0
    since, wakings = gaps[-1][0], 0
    for earlier, later in pairwise(reversed(gaps)):
        awake = sum(1 for one in published if later[1] <= one <= earlier[0])
        if awake > WAKING:
            break
        since, wakings = later[0], wakings + 1
    return since, wakings


def told(evidence: Evidence, thresholds: Thresholds) -> list[str]:
    asleep = [one for one in evidence["channels"] if one["asleep"]]
    if not asleep:
        return [_("Every account that has published keeps publishing.")]
    return [_sentence(one) for one in asleep]


def _sentence(one: dict[str, Any]) -> str:
    if one["since"] is None:
        return _("%(name)s: nothing published for a year.") % {"name": one["name"]}
    words = _("%(name)s: dormant since %(day)s, %(limit)s days of silence being too many.") % {
        "name": one["name"],
        "day": _day(one["since"]),
        "limit": number(one["limit_days"]),
    }
    if not one["wakings"]:
        return words
    woke = ngettext(
        "It woke %(count)d time, for a post or two, and fell asleep again.",
        "It woke %(count)d times, for a post or two, and fell asleep again.",
        one["wakings"],
    )
    return f"{words} {woke % {'count': one['wakings']}}"


def _day(written: str) -> str:
    return date_words(datetime.fromisoformat(written).date())


def unknown(evidence: Evidence, thresholds: Thresholds) -> str:
    least = round(thresholds["least_posts"])
    words = ngettext(
        "No account on which posts are due has published %(count)d yet.",
        "No account on which posts are due has published %(count)d of them yet.",
        least,
    )
    return words % {"count": least}


def advice(evidence: Evidence) -> str:
    return _(
        "Set a cadence that the hours given can keep, plan four weeks ahead, and close or declare dormant "
        "the accounts that nobody will tend."
    )


def picture(evidence: Evidence, thresholds: Thresholds) -> dict[str, Any] | None:
    begin = datetime.fromisoformat(evidence["from"])
    end = datetime.fromisoformat(evidence["until"])
    whole = days_between(begin, end)

    def part(written: str) -> float:
        return min(max(days_between(begin, datetime.fromisoformat(written)) / whole, 0.0), 1.0)

    rows = []
    for one in evidence["channels"]:
        if one["posts"] and one["limit_days"] is not None:
            silences = [(part(first), part(last), "late") for first, last in one["gaps"]]
            days = [(part(day), part(day) + 1 / whole, "now") for day in one["days"]]
            rows.append((_label(one), [*silences, *days]))
    if not rows:
        return None
    summary = _(
        "Posts of the last 26 weeks on each account, green, and the silences that were too long, red."
    )
    return time_line(rows, summary, (begin.date(), end.date()))


def _label(one: dict[str, Any]) -> str:
    if one["cadence"]:
        told = {"name": one["name"], "number": number(one["cadence"])}
        return _("%(name)s · %(number)s a week asked for") % told
    return _("%(name)s · no cadence") % {"name": one["name"]}


def table(evidence: Evidence) -> Table:
    rows = [
        [
            one["name"],
            number(one["cadence"]),
            _day(one["last"]) if one["last"] else "–",
            number(one["silent_days"]),
            number(one["limit_days"]),
            number(len(one["gaps"])),
        ]
        for one in evidence["channels"]
    ]
    columns = [
        _("Channel"),
        _("Posts a week asked for"),
        _("Last post"),
        _("Days of silence"),
        _("Too many from"),
        _("Silences in 26 weeks"),
    ]
    return Table(columns, rows, [f"channel={one['channel']}" for one in evidence["channels"]])


RULE = Rule(
    code=CODE,
    label=gettext_lazy("dormant"),
    meaning=gettext_lazy(
        "It published for a while, then fell silent; it wakes for two posts and falls asleep again."
    ),
    thresholds=(
        Threshold("intervals", 3, Unit.FACTOR, gettext_lazy("Silence, in intervals of the cadence")),
        Threshold(
            "days_without_cadence", 21, Unit.NUMBER, gettext_lazy("Days of silence where there is no cadence")
        ),
        Threshold("least_posts", 4, Unit.NUMBER, gettext_lazy("Posts from which silence is one")),
    ),
    judge=judge,
    told=told,
    unknown=unknown,
    advice=advice,
    picture=picture,
    table=table,
    icon="clock",
    source=Source("publishing:posts", Right.PUBLISHING_VIEW),
)
