"""Deaf: departments do not answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import Right
from reporting.diagnoses.rules.drawing import pairs
from reporting.diagnoses.rules.facts import Facts
from reporting.diagnoses.rules.rule import Evidence, Rule, Source, Table, Threshold, Thresholds, Unit, Verdict
from reporting.diagnoses.rules.words import number, share

CODE = "deaf"


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    opened = sum(one.opened for one in facts.departments)
    late = sum(one.late for one in facts.departments)
    part = late / opened if opened else None
    evidence: Evidence = {
        "escalations": opened,
        "late": late,
        "never_answered": sum(one.never for one in facts.departments),
        "share": part,
        "departments": [
            {
                "department": one.slug,
                "name": one.name,
                "escalations": one.opened,
                "late": one.late,
                "never_answered": one.never,
                "share": one.late / one.opened if one.opened else None,
            }
            for one in sorted(facts.departments, key=lambda one: (-one.late, -one.opened, one.name))
        ],
    }
    if part is None or opened < thresholds["least_escalations"]:
        return None, evidence
    return part >= thresholds["share"], evidence


def told(evidence: Evidence, thresholds: Thresholds) -> list[str]:
    words = ngettext(
        "%(late)s of %(count)d escalation of the last eight weeks was late at one of its deadlines.",
        "%(late)s of the %(count)d escalations of the last eight weeks were late at one of their deadlines.",
        evidence["escalations"],
    )
    said = [words % {"late": share(evidence["share"]), "count": evidence["escalations"]}]
    if never := evidence["never_answered"]:
        unanswered = ngettext(
            "%(count)d is overdue and still without an answer.",
            "%(count)d are overdue and still without an answer.",
            never,
        )
        said.append(unanswered % {"count": never})
    return said


def unknown(evidence: Evidence, thresholds: Thresholds) -> str:
    least = round(thresholds["least_escalations"])
    words = ngettext(
        "Only %(count)d escalation in the last eight weeks; it takes %(least)d to tell.",
        "Only %(count)d escalations in the last eight weeks; it takes %(least)d to tell.",
        evidence["escalations"],
    )
    return words % {"count": evidence["escalations"], "least": least}


def advice(evidence: Evidence) -> str:
    words = _(
        "Show these figures to the head of each department, agree on deadlines that it can keep, and check "
        "that its contacts and their stand-ins can be reached."
    )
    worst = next((one for one in evidence["departments"] if one["late"]), None)
    if worst is None:
        return words
    first = _("Begin with: %(name)s.") % {"name": _named(worst)}
    return f"{words} {first}"


def picture(evidence: Evidence, thresholds: Thresholds) -> dict[str, Any] | None:
    if not evidence["departments"]:
        return None
    longest = max(one["escalations"] for one in evidence["departments"])
    rows = [
        (
            _named(one),
            [
                (one["escalations"] / longest, "heat-3", _passed_on(one["escalations"])),
                (one["late"] / longest, "late", _late(one["late"])),
            ],
        )
        for one in evidence["departments"]
    ]
    return pairs(rows, _("Escalations to each department, and below them those that were late."))


def _named(one: dict[str, Any]) -> str:
    """What goes to no department goes to the manager."""
    return one["name"] or _("The manager")


def _passed_on(count: int) -> str:
    return ngettext("%(count)d passed on", "%(count)d passed on", count) % {"count": count}


def _late(count: int) -> str:
    return ngettext("%(count)d late", "%(count)d late", count) % {"count": count}


def table(evidence: Evidence) -> Table:
    rows = [
        [
            _named(one),
            number(one["escalations"]),
            number(one["late"]),
            share(one["share"]),
            number(one["never_answered"]),
        ]
        for one in evidence["departments"]
    ]
    columns = [_("Department"), _("Escalations"), _("Late"), _("Share late"), _("Overdue without answer")]
    found = [f"state=all&department={one['department']}" for one in evidence["departments"]]
    return Table(columns, rows, found)


RULE = Rule(
    code=CODE,
    label=gettext_lazy("deaf"),
    meaning=gettext_lazy("Its departments do not answer."),
    thresholds=(
        Threshold("share", 0.3, Unit.SHARE, gettext_lazy("Share of escalations that are late")),
        Threshold("least_escalations", 10, Unit.NUMBER, gettext_lazy("Escalations from which it is told")),
    ),
    judge=judge,
    told=told,
    unknown=unknown,
    advice=advice,
    picture=picture,
    table=table,
    icon="alarm",
    source=Source("escalations:list", Right.ESCALATION_VIEW, "state=all"),
)
