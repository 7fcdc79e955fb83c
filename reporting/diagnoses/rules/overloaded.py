"""Overloaded: ambitions beyond the means."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Right
from channels_mgmt.strategy.choices import Post
from reporting.diagnoses.rules.drawing import pairs
from reporting.diagnoses.rules.facts import Facts
from reporting.diagnoses.rules.rule import Evidence, Rule, Source, Table, Threshold, Thresholds, Unit, Verdict
from reporting.diagnoses.rules.words import number, share, work
from reporting.diagnoses.staffing import OVERLOADED_ABOVE, Reading

CODE = "overloaded"


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    """By the whole brand; its territories are evidence."""
    readings = [_territory(one, thresholds["ratio"]) for one in facts.staffing]
    evidence: Evidence = {
        "territories": readings,
        "alone": [one["territory"] for one in readings if one["fewer_than_two"]],
        "missing_posts": list(facts.missing_posts),
    }
    return (readings[0]["overloaded"] if readings else None), evidence


def _territory(one: Reading, ratio: float) -> dict[str, Any]:
    return {
        "territory": one.territory,
        "needed_hours": round(one.hours, 2),
        "at_least": not one.is_whole,
        "given_hours": round(one.given, 2),
        "ratio": None if one.ratio is None else round(one.ratio, 4),
        "people": len(one.people),
        "fewer_than_two": one.alone,
        "unstated": len(one.unstated),
        "overloaded": is_overloaded(one, ratio),
    }


def is_overloaded(one: Reading, ratio: float) -> bool | None:
    """As `Reading.is_overloaded` has it, by the ratio of the brand."""
    if one.hours > ratio * one.given:
        return None if one.unstated else True
    return False if one.is_whole else None


def told(evidence: Evidence, thresholds: Thresholds) -> list[str]:
    whole = evidence["territories"][0]
    numbers = {
        "needed": work(whole["needed_hours"]),
        "given": work(whole["given_hours"]),
    }
    if whole["at_least"]:
        said = [_("The work needs at least %(needed)s a week, and %(given)s are given.") % numbers]
    else:
        said = [_("The work needs %(needed)s a week, and %(given)s are given.") % numbers]
    if evidence["alone"]:
        names = ", ".join(evidence["alone"])
        said.append(_("Fewer than two people serve: %(names)s.") % {"names": names})
    return said


def unknown(evidence: Evidence, thresholds: Thresholds) -> str:
    if evidence["territories"] and evidence["territories"][0]["unstated"]:
        return _("The hours of some who are assigned are not stated.")
    return _("Too little is known of what the work takes: cadences are missing, or too few messages came.")


def advice(evidence: Evidence) -> str:
    words = _("Ask less of the team, a network or a few posts a week, or give it the hours that are missing.")
    if not evidence["missing_posts"]:
        return words
    posts = ", ".join(str(Post(post).label) for post in evidence["missing_posts"])
    wanted = _("Posts that the work calls for: %(posts)s.") % {"posts": posts}
    return f"{words} {wanted}"


def picture(evidence: Evidence, thresholds: Thresholds) -> dict[str, Any] | None:
    longest = max(
        (max(one["needed_hours"], one["given_hours"]) for one in evidence["territories"]), default=0
    )
    if not longest:
        return None
    rows = [
        (
            one["territory"] or _("All of the brand"),
            [
                (
                    one["needed_hours"] / longest,
                    "late" if one["overloaded"] else "heat-3",
                    _("%(hours)s needed") % {"hours": work(one["needed_hours"])},
                ),
                (
                    one["given_hours"] / longest,
                    "now",
                    _("%(hours)s given") % {"hours": work(one["given_hours"])},
                ),
            ],
        )
        for one in evidence["territories"]
    ]
    return pairs(rows, _("Hours that the work needs a week, and below them those that are given."))


def table(evidence: Evidence) -> Table:
    rows = [
        [
            one["territory"] or _("All of the brand"),
            work(one["needed_hours"]),
            work(one["given_hours"]),
            share(one["ratio"]),
            number(one["people"]),
        ]
        for one in evidence["territories"]
    ]
    columns = [
        _("Territory"),
        _("Hours needed a week"),
        _("Hours given a week"),
        _("Needed of given"),
        _("People"),
    ]
    return Table(columns, rows)


RULE = Rule(
    code=CODE,
    label=gettext_lazy("overloaded"),
    meaning=gettext_lazy("Its ambitions are beyond its means."),
    thresholds=(
        Threshold(
            "ratio", OVERLOADED_ABOVE, Unit.FACTOR, gettext_lazy("Hours needed, as a multiple of given")
        ),
    ),
    judge=judge,
    told=told,
    unknown=unknown,
    advice=advice,
    picture=picture,
    table=table,
    icon="hourglass",
    source=Source("diagnoses:staffing", Right.STAFFING_VIEW),
)
