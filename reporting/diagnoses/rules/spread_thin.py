"""Spread thin: on every network, alive on none."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import Right
from channels_mgmt.brands.choices import Network
from cmhub.lib.durations import duration_words
from cmhub.lib.numbers import plural_number
from reporting.diagnoses.rules.drawing import pairs
from reporting.diagnoses.rules.facts import WEEKS, ChannelFacts, Facts
from reporting.diagnoses.rules.rule import Evidence, Rule, Source, Table, Threshold, Thresholds, Unit, Verdict
from reporting.diagnoses.rules.words import number, share, work

CODE = "spread_thin"


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    """A channel of which neither can be told could be below or not: only what holds either way is said."""
    channels = [_channel(one, facts, thresholds) for one in facts.channels]
    networks = sorted({one.network for one in facts.channels})
    below = sum(1 for one in channels if one["below"])
    unclear = sum(1 for one in channels if one["below"] is None)
    evidence: Evidence = {
        "networks": networks,
        "below": below,
        "unclear": unclear,
        "people": facts.people,
        "given_hours": round(facts.staffing[0].given, 2) if facts.staffing else None,
        "channels": channels,
    }
    if not channels:
        return None, evidence
    if len(networks) < thresholds["least_networks"]:
        return False, evidence
    wanted = thresholds["share"] * len(channels)
    if below and below >= wanted:
        return True, evidence
    return (None if below + unclear >= wanted else False), evidence


def _channel(one: ChannelFacts, facts: Facts, thresholds: Thresholds) -> dict[str, Any]:
    since = facts.at.timestamp() - WEEKS * 7 * 86_400
    weekly = sum(1 for post in one.published if post.timestamp() >= since) / WEEKS
    answers = (
        one.in_time / one.asked if one.target_minutes and one.asked >= thresholds["least_asked"] else None
    )
    told: dict[str, Any] = {
        "channel": one.slug,
        "name": one.name,
        "network": one.network,
        "cadence": one.cadence,
        "posts_per_week": weekly,
        "target_minutes": one.target_minutes,
        "asked": one.asked,
        "in_time": answers,
        "in_time_asked": facts.strategy.share_in_time if one.target_minutes else None,
        "hours": one.hours,
    }
    verdicts = [_is_below(part, thresholds) for part in _reached(told)]
    return told | {"below": _either(verdicts, nothing_asked=one.cadence == 0)}


def _reached(one: dict[str, Any]) -> tuple[float | None, float | None]:
    """What it reaches of its cadence, and of its answers in time."""
    rhythm = one["posts_per_week"] / one["cadence"] if one["cadence"] else None
    answers = None if one["in_time"] is None else one["in_time"] / (one["in_time_asked"] or 1)
    return rhythm, answers


def _is_below(part: float | None, thresholds: Thresholds) -> bool | None:
    return None if part is None else part < thresholds["part"]


def _either(verdicts: list[bool | None], *, nothing_asked: bool) -> bool | None:
    """True where one is; None where neither the cadence nor the answers can be told."""
    if True in verdicts:
        return True
    return False if False in verdicts or nothing_asked else None


def told(evidence: Evidence, thresholds: Thresholds) -> list[str]:
    networks, channels = len(evidence["networks"]), len(evidence["channels"])
    there = ngettext("%(count)d network", "%(count)d networks", networks) % {"count": networks}
    below = ngettext(
        "%(networks)s, and %(below)d channel of %(count)d below half of its cadence or of its answers in "
        "time.",
        "%(networks)s, and %(below)d channels of %(count)d below half of their cadence or of their "
        "answers in time.",
        evidence["below"],
    ) % {"networks": there, "below": evidence["below"], "count": channels}
    if evidence["given_hours"] is None:
        return [below]
    given = ngettext(
        "%(count)d person gives them %(hours)s a week.",
        "%(count)d people give them %(hours)s a week.",
        evidence["people"],
    ) % {"count": evidence["people"], "hours": work(evidence["given_hours"])}
    return [below, given]


def unknown(evidence: Evidence, thresholds: Thresholds) -> str:
    if not evidence["channels"]:
        return _("The brand has no open channel.")
    count = evidence["unclear"]
    words = ngettext(
        "Of %(count)d channel neither the cadence nor the answers in time can be told: a cadence or a target "
        "is missing, or too few messages came.",
        "Of %(count)d channels neither the cadence nor the answers in time can be told: a cadence or a "
        "target is missing, or too few messages came.",
        count,
    )
    return words % {"count": count}


def advice(evidence: Evidence) -> str:
    return _(
        "Keep the networks where the public is, and close or declare dormant the others: two accounts that "
        "live are worth more than five that sleep. Or give the hours that each one needs."
    )


def picture(evidence: Evidence, thresholds: Thresholds) -> dict[str, Any] | None:
    if not evidence["channels"]:
        return None
    rows = []
    for one in evidence["channels"]:
        told = zip(_reached(one), ("now", "heat-3"), (_rhythm(one), _answers(one)), strict=True)
        rows.append((_label(one), [_bar(part, role, words, thresholds) for part, role, words in told]))
    summary = _(
        "What each channel reaches of its cadence, and below it of its answers in time; in red what is too "
        "little."
    )
    return pairs(rows, summary)


def _bar(part: float | None, role: str, words: str, thresholds: Thresholds) -> tuple[float | None, str, str]:
    if _is_below(part, thresholds):
        return part, "late", _("%(reached)s, too little") % {"reached": words}
    return part, role, words


def _label(one: dict[str, Any]) -> str:
    if one["hours"] is None:
        return one["name"]
    return _("%(name)s · %(hours)s a week") % {"name": one["name"], "hours": work(one["hours"])}


def _rhythm(one: dict[str, Any]) -> str:
    made = number(one["posts_per_week"])
    if one["cadence"] is None:
        return _("%(made)s a week, no cadence") % {"made": made}
    if not one["cadence"]:
        return _("no posts due")
    words = ngettext(
        "%(made)s of %(asked)s post", "%(made)s of %(asked)s posts", plural_number(round(one["cadence"], 1))
    )
    return words % {"made": made, "asked": number(one["cadence"])}


def _answers(one: dict[str, Any]) -> str:
    if one["target_minutes"] is None:
        return _("no answering target")
    if one["in_time"] is None:
        return _("too few messages")
    return _("%(share)s in time") % {"share": share(one["in_time"])}


def table(evidence: Evidence) -> Table:
    rows = [
        [
            one["name"],
            str(Network(one["network"]).label),
            work(one["hours"]),
            _rhythm(one),
            "–" if one["target_minutes"] is None else duration_words(one["target_minutes"] * 60),
            _answers(one),
        ]
        for one in evidence["channels"]
    ]
    columns = [
        _("Channel"),
        _("Network"),
        _("Hours a week of its own"),
        _("Posts a week"),
        _("Answer within"),
        _("Answers in time"),
    ]
    return Table(columns, rows)


RULE = Rule(
    code=CODE,
    label=gettext_lazy("spread thin"),
    meaning=gettext_lazy("It is on every network, and alive on none."),
    thresholds=(
        Threshold("least_networks", 4, Unit.NUMBER, gettext_lazy("Networks from which it is told")),
        Threshold("share", round(1 / 3, 4), Unit.SHARE, gettext_lazy("Share of channels that are below")),
        Threshold("part", 0.5, Unit.SHARE, gettext_lazy("Part of the cadence or target that is too little")),
        Threshold(
            "least_asked", 5, Unit.NUMBER, gettext_lazy("Messages from which a channel's answers count")
        ),
    ),
    judge=judge,
    told=told,
    unknown=unknown,
    advice=advice,
    picture=picture,
    table=table,
    icon="list",
    source=Source("team:board", Right.TEAM_VIEW),
)
