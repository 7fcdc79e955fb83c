"""What a page shows of a made-up interaction that was tried against the rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.forms.rules import TryForm
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.routing import Plan, as_sentence, plan_for
from cmhub.lib.working_time import explain


@dataclass(frozen=True)
class Tried:
    """Where it would go, why, why not elsewhere, and why its deadlines fall when they fall."""

    plan: Plan
    why: str
    passed_over: list[tuple[str, str]]
    acknowledge: str
    answer: str


def text_trial(brand: Brand, form: TryForm, rules: Sequence[RoutingRule] | None = None) -> Tried:
    """By the saved rules, or by others that are being tried."""
    plan = plan_for(brand, form.facts(), rules=rules)
    return Tried(
        plan,
        as_sentence(plan.why),
        [(each.rule.name, as_sentence(each.why)) for each in plan.route.passed_over],
        explain(plan.calendar, plan.asked_at, plan.acknowledge_minutes),
        explain(plan.calendar, plan.asked_at, plan.answer_minutes),
    )
