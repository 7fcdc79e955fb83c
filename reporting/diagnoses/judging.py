"""The nine diagnoses in their order, and what they come to on a brand's facts."""

from __future__ import annotations

from collections.abc import Mapping

from reporting.diagnoses.rules import (
    deaf,
    dormant,
    overloaded,
    phantom_community,
    self_centred,
    spread_thin,
    uncovered,
    unsupported,
    usurped_post,
)
from reporting.diagnoses.rules.facts import Facts
from reporting.diagnoses.rules.rule import Finding, Rule

RULES: dict[str, Rule] = {
    one.RULE.code: one.RULE
    for one in (
        dormant,
        self_centred,
        spread_thin,
        unsupported,
        overloaded,
        uncovered,
        deaf,
        usurped_post,
        phantom_community,
    )
}


def thresholds_of(rule: Rule, changed: Mapping[str, float]) -> dict[str, float]:
    """What holds of one diagnosis: `changed` has names such as `deaf.share`."""
    return {name: changed.get(f"{rule.code}.{name}", usual) for name, usual in rule.usual.items()}


def judge_all(facts: Facts, changed: Mapping[str, float]) -> list[Finding]:
    found = []
    for rule in RULES.values():
        thresholds = thresholds_of(rule, changed)
        raised, evidence = rule.judge(facts, thresholds)
        found.append(Finding(rule.code, raised, evidence, thresholds))
    return found
