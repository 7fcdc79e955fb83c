"""Unsupported: no validated strategy, or objectives without measure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import Right
from channels_mgmt.strategy.metrics import metrics
from cmhub.lib.moments import date_words
from reporting.diagnoses.rules.facts import Facts
from reporting.diagnoses.rules.rule import Evidence, Rule, Source, Table, Threshold, Thresholds, Unit, Verdict

CODE = "unsupported"


def judge(facts: Facts, thresholds: Thresholds) -> Verdict:
    """It is always known whether a strategy is there."""
    strategy = facts.strategy
    without = [one.name for one in strategy.objectives if not one.is_measured]
    missing = []
    if strategy.version is None:
        missing.append("strategy")
    elif len(strategy.objectives) < thresholds["least_objectives"]:
        missing.append("objectives")
    if without:
        missing.append("measure")
    return bool(missing), {
        "missing": missing,
        "version": strategy.version,
        "validated_on": strategy.validated_on,
        "objectives": [{"metric": one.name, "measured": one.is_measured} for one in strategy.objectives],
        "without_measure": without,
        "without_cadence": [one.slug for one in facts.channels if one.cadence is None],
        "without_target": [one.slug for one in facts.channels if one.target_minutes is None],
    }


def told(evidence: Evidence, thresholds: Thresholds) -> list[str]:
    said = []
    if "strategy" in evidence["missing"]:
        said.append(_("No strategy has been validated."))
    elif evidence["validated_on"]:
        day = date_words(date.fromisoformat(evidence["validated_on"]))
        told = {"version": evidence["version"], "day": day}
        said.append(_("Version %(version)s of the strategy was validated on %(day)s.") % told)
    if "objectives" in evidence["missing"]:
        count = len(evidence["objectives"])
        words = ngettext("It has %(count)d objective.", "It has %(count)d objectives.", count)
        said.append(words % {"count": count} if count else _("It has no objective."))
    if evidence["without_measure"]:
        names = ", ".join(evidence["without_measure"])
        said.append(_("No value was ever entered for: %(names)s.") % {"names": names})
    return said


def unknown(evidence: Evidence, thresholds: Thresholds) -> str:
    return ""


def advice(evidence: Evidence) -> str:
    if "strategy" in evidence["missing"]:
        return _(
            "Write the strategy with the company, and have its executive or head of marketing validate it: "
            "without it nobody can say whether the work succeeds."
        )
    if "objectives" in evidence["missing"]:
        return _("Set with the company what the work is to move, from where to where, and by when.")
    return _("Enter a first value for each objective that has none, and say who enters the next ones.")


def picture(evidence: Evidence, thresholds: Thresholds) -> dict[str, Any] | None:
    return None


def table(evidence: Evidence) -> Table:
    there, absent = _("there"), _("missing")
    rows = [[_("Validated strategy"), there if evidence["version"] else absent]]
    rows += [
        [
            _("Measure of “%(name)s”") % {"name": metric_name(one["metric"])},
            there if one["measured"] else absent,
        ]
        for one in evidence["objectives"]
    ]
    if not evidence["objectives"]:
        rows.append([_("Objectives"), absent])
    rows += [[_("Cadence of %(name)s") % {"name": name}, absent] for name in evidence["without_cadence"]]
    rows += [
        [_("Answering target of %(name)s") % {"name": name}, absent] for name in evidence["without_target"]
    ]
    return Table([_("What a brand needs"), _("State")], rows)


def metric_name(code: str) -> str:
    """A figure of the product by its label; one of the brand's own has its name for a code."""
    return str(metrics[code].label) if code in metrics else code


RULE = Rule(
    code=CODE,
    label=gettext_lazy("unsupported"),
    meaning=gettext_lazy("It has no validated strategy, or objectives without measure."),
    thresholds=(Threshold("least_objectives", 1, Unit.NUMBER, gettext_lazy("Objectives that it takes")),),
    judge=judge,
    told=told,
    unknown=unknown,
    advice=advice,
    picture=picture,
    table=table,
    icon="target",
    source=Source("strategy:strategy", Right.STRATEGY_VIEW),
)
