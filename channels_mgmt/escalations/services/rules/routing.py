"""Where an interaction belongs, why, and by when the department is to acknowledge and to answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Department, User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation, RoutingRule
from channels_mgmt.escalations.services.beginning import interaction_of
from channels_mgmt.escalations.services.clock.calendars import calendar_for
from channels_mgmt.escalations.services.reasons import How, Reason
from channels_mgmt.escalations.services.rules.conditions import Check, Facts, all_of, checks
from channels_mgmt.escalations.services.rules.territories import codes_of
from channels_mgmt.inbox.choices import Direction, Priority
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.watch.choices import Nature
from channels_mgmt.watch.models import Item
from cmhub.lib.working_time import Calendar, add_working_time

ACKNOWLEDGE_MINUTES = 60
ANSWER_MINUTES = 480


@dataclass(frozen=True)
class PassedOver:
    rule: RoutingRule
    why: str


@dataclass(frozen=True)
class Route:
    """The first rule that matches, why it does, and why those before it do not."""

    rule: RoutingRule | None
    reason: Reason
    passed_over: tuple[PassedOver, ...]

    @property
    def why(self) -> str:
        return self.reason.words


@dataclass(frozen=True)
class Plan:
    """What passing on would do: to which department (None: the agency's manager) and by when."""

    route: Route
    rule: RoutingRule | None
    department: Department | None
    reason: Reason
    calendar: Calendar
    asked_at: datetime
    acknowledge_minutes: int
    answer_minutes: int
    around_the_clock: bool
    may_wake: bool = False
    warn_minutes: int | None = None

    @property
    def why(self) -> str:
        return self.reason.words

    @property
    def frozen(self) -> dict[str, Any]:
        """What an escalation keeps of it, by the names of its fields, whatever becomes of the rule."""
        return {
            "department": self.department,
            "rule": self.rule,
            "why": self.reason.as_facts(),
            "acknowledge_minutes": self.acknowledge_minutes,
            "answer_minutes": self.answer_minutes,
            "around_the_clock": self.around_the_clock,
            "may_wake": self.may_wake,
            "warn_minutes": self.warn_minutes,
        }

    @property
    def acknowledge_by(self) -> datetime:
        return add_working_time(self.calendar, self.asked_at, self.acknowledge_minutes)

    @property
    def answer_by(self) -> datetime:
        return add_working_time(self.calendar, self.asked_at, self.answer_minutes)


def rules_of(brand: Brand) -> list[RoutingRule]:
    """The brand's rules in order, the catch-all last."""
    return list(brand.routing_rules.select_related("department").order_by("is_catch_all", "position", "pk"))


def facts_of(interaction: Interaction) -> Facts:
    """What routing knows of an interaction: its text is all that the public wrote in it."""
    return facts_of_many([interaction])[interaction.pk]


def facts_of_item(item: Item) -> Facts:
    """What routing knows of something that was seen: what is crisis-prone is a signal of a crisis, and the
    topic is its theme, by the name that it has in French.
    """
    is_crisis = item.nature == Nature.CRISIS_PRONE
    with override("fr"):
        theme = str(item.get_topic_display())
    return Facts(
        kind=Kind.CRISIS_SIGNAL if is_crisis else "",
        theme=theme,
        network=item.network,
        priority=Priority.URGENT if is_crisis else Priority.NORMAL,
        text=f"{item.title}\n{item.text}",
        is_crisis=is_crisis,
    )


def facts_about(escalation: Escalation) -> Facts:
    """The facts of what an escalation carries."""
    if escalation.item:
        return facts_of_item(escalation.item)
    return facts_of(interaction_of(escalation))


def facts_of_many(interactions: Iterable[Interaction]) -> dict[int, Facts]:
    """The facts of each, in one query for the texts and one for the territories; `channel` should be loaded
    with them.
    """
    listed = list(interactions)
    territories = codes_of({each.channel_id: each.channel for each in listed}.values())
    texts: dict[int, list[str]] = {each.pk: [] for each in listed}
    written = Message.objects.filter(interaction__in=texts, direction=Direction.IN).order_by("sent_at", "pk")
    for interaction_id, text in written.values_list("interaction_id", "text"):
        texts[interaction_id].append(text)
    return {
        each.pk: Facts(
            kind=each.kind,
            theme=each.theme,
            purpose=each.channel.purpose,
            network=each.channel.network,
            territory=territories[each.channel_id],
            sentiment=each.sentiment,
            priority=each.priority,
            text="\n".join(texts[each.pk]),
        )
        for each in listed
    }


def route(rules: Sequence[RoutingRule], facts: Facts) -> Route:
    """The first rule that matches wins. A rule whose department has closed is passed over."""
    passed_over: list[PassedOver] = []
    for rule in rules:
        found = checks(rule, facts)
        failed = [check.why for check in found if not check.met]
        if rule.department and rule.department.closed_at:
            failed = [_("the department “%(name)s” has closed") % {"name": rule.department.name}]
        if not failed:
            return Route(rule, _reason(rule, found), tuple(passed_over))
        passed_over.append(PassedOver(rule, all_of(failed)))
    return Route(None, Reason(How.NOTHING_MATCHED, to_manager=True), tuple(passed_over))


def plan_for(
    brand: Brand,
    facts: Facts,
    *,
    at: datetime | None = None,
    rule: RoutingRule | None = None,
    department: Department | None = None,
    to_manager: bool = False,
    chosen_by: User | None = None,
    rules: Sequence[RoutingRule] | None = None,
) -> Plan:
    """Where the facts lead, or what a person chose instead: a rule, a department, or the agency's manager.

    By the brand's saved rules, or by others that are being tried.
    A department chosen by a person is given the deadlines of the first rule that names it. Raises
    ValidationError for a department of another company or one that has closed.
    """
    rules = rules_of(brand) if rules is None else rules
    routed = route(rules, facts)
    applied, reason = routed.rule, routed.reason
    if rule is not None and rule != routed.rule:
        applied, reason = rule, Reason(How.RULE_CHOSEN, rule=rule.name)
    target = applied.department if applied else None
    if department is not None and department != target:
        refuse_department(brand, department)
        target = department
        applied = next((each for each in rules if each.department_id == department.pk), None)
        reason = Reason(How.BY_HAND, by=chosen_by.name if chosen_by else "", to_manager=target is None)
    if to_manager and target is not None:
        target, applied = None, next((each for each in rules if each.is_catch_all), None)
        reason = Reason(How.BY_HAND, by=chosen_by.name if chosen_by else "", to_manager=target is None)
    around_the_clock = facts.is_crisis or bool(applied and applied.around_the_clock)
    now = at or timezone.now()
    return Plan(
        route=routed,
        rule=applied,
        department=target,
        reason=reason,
        calendar=calendar_for(brand, target, at=now, around_the_clock=around_the_clock),
        asked_at=now,
        acknowledge_minutes=applied.acknowledge_minutes if applied else ACKNOWLEDGE_MINUTES,
        answer_minutes=applied.answer_minutes if applied else ANSWER_MINUTES,
        around_the_clock=around_the_clock,
        may_wake=facts.is_crisis or bool(applied and applied.may_wake),
        warn_minutes=applied.warn_minutes if applied else None,
    )


def explain(brand: Brand, facts: Facts, at: datetime | None = None) -> dict[str, Any]:
    """Where the facts lead and why, in the active language; instants in ISO 8601 with the brand's offset.

    `department` is its short name, None for the agency's manager; `passed_over` are the rules before
    the one that matched, in order.
    """
    plan = plan_for(brand, facts, at=at)
    zone = ZoneInfo(brand.time_zone)
    return {
        "rule": plan.rule.name if plan.rule else None,
        "department": plan.department.slug if plan.department else None,
        "why": plan.why,
        "acknowledge_by": plan.acknowledge_by.astimezone(zone).isoformat(),
        "answer_by": plan.answer_by.astimezone(zone).isoformat(),
        "passed_over": [{"rule": each.rule.name, "why": each.why} for each in plan.route.passed_over],
    }


def as_sentence(why: str) -> str:
    """A reason as it stands at the beginning of a line."""
    return str(capfirst(why))


def _reason(rule: RoutingRule, met: Sequence[Check]) -> Reason:
    how = How.CATCH_ALL if rule.is_catch_all else How.MATCHED
    return Reason(how, rule=rule.name, to_manager=rule.department is None, checks=tuple(met))


def refuse_department(brand: Brand, department: Department) -> None:
    if department.company_id != brand.company_id:
        raise ValidationError(_("This department belongs to another company."))
    if department.closed_at:
        raise ValidationError(_("The department “%(name)s” has closed.") % {"name": department.name})
