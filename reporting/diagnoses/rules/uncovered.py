"""Uncovered: evenings and weekends without cover."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import Right
from channels_mgmt.team.rota.cover import UNCOVERED
from reporting.diagnoses.rules.drawing import week_of_hours
from reporting.diagnoses.rules.facts import Facts
from reporting.diagnoses.rules.rule import Evidence, Rule, Source, Table, Threshold, Thresholds, Unit, Verdict
from reporting.diagnoses.rules.words import number, share
from reporting.figures.charts import words

CODE = "uncovered"


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    cover = facts.cover
    if cover is None:
        return None, {"counted": 0, "share": None}
    part = cover.in_gaps / cover.arrivals if cover.in_gaps is not None and cover.arrivals else None
    evidence: Evidence = {
        "counted": cover.counted,
        "share": None if part is None else round(part, 4),
        "share_unseen": round((cover.unseen or 0) / cover.arrivals, 4) if cover.arrivals else None,
        "hours_nobody": round(cover.hours_nobody, 1),
        "hours_alone": round(cover.hours_alone, 1),
        "arrivals_by_hour": [round(one, 3) for one in cover.by_hour],
        "gaps_by_hour": [round(one, 3) for one in cover.gaps],
    }
    if part is None or cover.counted < thresholds["least_arrivals"]:
        return None, evidence
    return part > thresholds["share"], evidence


def told(evidence: Evidence, thresholds: Thresholds) -> list[str]:
    shares = {"share": share(evidence["share"]), "unseen": share(evidence["share_unseen"])}
    if shares["share"] == shares["unseen"]:
        gaps = _("%(share)s of what arrives falls into hours that nobody covers.")
    else:
        gaps = _(
            "%(share)s of what arrives falls into hours that nobody covers or one person alone, %(unseen)s "
            "into hours that nobody covers."
        )
    hours = {
        "nobody": number(round(evidence["hours_nobody"])),
        "alone": number(round(evidence["hours_alone"])),
    }
    return [
        gaps % shares,
        _("In the coming four weeks: %(nobody)s h with nobody, %(alone)s h with one person alone.") % hours,
    ]


def unknown(evidence: Evidence, thresholds: Thresholds) -> str:
    least = round(thresholds["least_arrivals"])
    words = ngettext(
        "Only %(count)d interaction arrived in the last eight weeks; it takes %(least)d to tell.",
        "Only %(count)d interactions arrived in the last eight weeks; it takes %(least)d to tell.",
        evidence["counted"],
    )
    return words % {"count": evidence["counted"], "least": least}


def advice(evidence: Evidence) -> str:
    return _(
        "Put the hours in which most arrives on the rota first, evenings and weekends before all, each with "
        "a backup; approve holding texts in advance for whoever is alone."
    )


def picture(evidence: Evidence, thresholds: Thresholds) -> dict[str, Any] | None:
    arrivals = evidence.get("arrivals_by_hour")
    if not arrivals:
        return None
    hours = [words.hour(hour) for hour in range(24)]
    summary = _("When interactions arrive in a week, and in red the hours in which a gap in the cover lies.")
    return week_of_hours(words.short_days(), hours, arrivals, evidence["gaps_by_hour"], summary)


def table(evidence: Evidence) -> Table:
    arrivals, gaps = evidence.get("arrivals_by_hour") or [], evidence.get("gaps_by_hour") or []
    rows = []
    for day, name in enumerate(words.days() if arrivals else []):
        hours = range(day * 24, day * 24 + 24)
        rows.append(
            [
                name.capitalize(),
                number(sum(arrivals[hour] for hour in hours)),
                number(sum(arrivals[hour] * gaps[hour] for hour in hours)),
                number(sum(gaps[hour] for hour in hours)),
            ]
        )
    columns = [_("Day"), _("Interactions a week"), _("Of them in gaps"), _("Hours of gaps")]
    return Table(columns, rows)


RULE = Rule(
    code=CODE,
    label=gettext_lazy("uncovered"),
    meaning=gettext_lazy("Evenings and weekends are without cover."),
    thresholds=(
        Threshold("share", UNCOVERED, Unit.SHARE, gettext_lazy("Share of arrivals in gaps of the cover")),
        Threshold("least_arrivals", 20, Unit.NUMBER, gettext_lazy("Interactions from which it is told")),
    ),
    judge=judge,
    told=told,
    unknown=unknown,
    advice=advice,
    picture=picture,
    table=table,
    icon="calendar",
    source=Source("team:gaps", Right.TEAM_VIEW),
)
