"""Changing a brand's routing rules: their order, their conditions, and the last one that matches all."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import DepartmentKind
from accounts.models import Department, User
from accounts.services.audit import changes, record
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.conditions import ASPECTS
from channels_mgmt.escalations.services.rules.routing import (
    ACKNOWLEDGE_MINUTES,
    ANSWER_MINUTES,
    refuse_department,
)
from channels_mgmt.escalations.services.rules.troubles import cannot_match, contradicted

CATCH_ALL_POSITION = 0
"""The catch-all comes last whatever its position; the others are counted from 1."""

USUAL_DEPARTMENT = {
    Kind.CRISIS_SIGNAL: DepartmentKind.MANAGEMENT,
    Kind.COMPLAINT: DepartmentKind.CUSTOMER_SERVICE,
    Kind.TECHNICAL_PROBLEM: DepartmentKind.TECHNICAL,
    Kind.SITE_FAULT: DepartmentKind.IT,
    Kind.LEAD: DepartmentKind.SALES,
    Kind.PRESS: DepartmentKind.COMMUNICATION,
    Kind.PARTNERSHIP: DepartmentKind.MARKETING,
    Kind.SUGGESTION: DepartmentKind.MARKETING,
    Kind.JOB: DepartmentKind.HR,
    Kind.DESIGN: DepartmentKind.DESIGN,
}
"""Where each kind goes unless the brand decides otherwise. Questions and praise are the community
manager's, abuse is moderated, and the rest goes to the manager."""

DECIDING = {*(aspect.listed for aspect in ASPECTS), "words", "lowest_priority", "department_id"}
"""What of a rule says where what goes."""

CRISIS_MINUTES: dict[str, Any] = {
    "acknowledge_minutes": 15,
    "answer_minutes": 60,
    "around_the_clock": True,
    "wakes_at_night": True,
    "automatic": True,
}


def default_rules(brand: Brand, *, by: User | None = None, at: datetime | None = None) -> list[RoutingRule]:
    """The usual rule of each kind that no rule names yet and whose department the company has."""
    departments = {
        each.kind: each for each in brand.company.departments.filter(closed_at=None).order_by("-pk")
    }
    with transaction.atomic():
        hold_order(brand)
        ruled = {kind for kinds in brand.routing_rules.values_list("kinds", flat=True) for kind in kinds}
        wanted = [
            kind for kind, usual in USUAL_DEPARTMENT.items() if usual in departments and kind not in ruled
        ]
        first = _last_position(brand) + 1
        made = RoutingRule.objects.bulk_create(
            _usual_rule(brand, kind, departments[USUAL_DEPARTMENT[kind]], position)
            for position, kind in enumerate(wanted, start=first)
        )
        for rule in made[:1]:
            recorded("routing_rule.usual_ones_created", rule, by, at, names=[each.name for each in made])
    return made


def _usual_rule(brand: Brand, kind: Kind, department: Department, position: int) -> RoutingRule:
    with override("fr"):
        name = str(capfirst(kind.label))
    crisis = CRISIS_MINUTES if kind == Kind.CRISIS_SIGNAL else {}
    return RoutingRule(
        brand=brand, kinds=[kind.value], name=name, department=department, position=position, **crisis
    )


def ensure_catch_all(brand: Brand, *, by: User | None = None, at: datetime | None = None) -> RoutingRule:
    """The brand's last rule, made if absent: what nothing else matches goes to the agency's manager."""
    with override("fr"):
        name = _("Everything else")
    rule, created = RoutingRule.objects.get_or_create(
        brand=brand,
        is_catch_all=True,
        defaults={
            "name": name,
            "position": CATCH_ALL_POSITION,
            "acknowledge_minutes": ACKNOWLEDGE_MINUTES,
            "answer_minutes": ANSWER_MINUTES,
        },
    )
    if created:
        recorded("routing_rule.created", rule, by, at)
    return rule


def create_rule(
    *,
    brand: Brand,
    values: dict[str, Any],
    by: User | None,
    before: RoutingRule | None = None,
    as_it_is: bool = False,
    at: datetime | None = None,
) -> RoutingRule:
    """Adds a rule before another one, else at the end, before the catch-all.

    Raises ValidationError for one that makes no sense, or cannot be meant beside the others; one that is
    taken from elsewhere `as_it_is` is not held against the others.
    """
    with transaction.atomic():
        hold_order(brand)
        rule = RoutingRule(brand=brand, position=_last_position(brand) + 1, **values)
        rule.full_clean()
        if not as_it_is:
            refuse_nonsense(rule)
        if before is not None and not before.is_catch_all:
            rule.position = RoutingRule.objects.get(pk=before.pk, brand=brand).position
            following = RoutingRule.objects.filter(
                brand=brand, is_catch_all=False, position__gte=rule.position
            )
            following.update(position=F("position") + 1)
        rule.save()
        recorded("routing_rule.created", rule, by, at)
    return rule


def change_rule(
    *, rule: RoutingRule, values: dict[str, Any], by: User | None, at: datetime | None = None
) -> RoutingRule:
    """Changes a rule; of the catch-all only the name, the department and the deadlines."""
    with transaction.atomic():
        rule = RoutingRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
        for name, value in values.items():
            setattr(rule, name, value)
        rule.full_clean()
        changed = changes(rule, values)
        if not (rule.is_catch_all or DECIDING.isdisjoint(changed["after"])):
            refuse_nonsense(rule)
        rule.save()
        recorded("routing_rule.changed", rule, by, at, **changed)
    return rule


def delete_rule(*, rule: RoutingRule, by: User | None, at: datetime | None = None) -> bool:
    """Removes a rule; False for the catch-all, which stays."""
    if rule.is_catch_all:
        return False
    with transaction.atomic():
        recorded("routing_rule.deleted", rule, by, at)
        rule.delete()
    return True


def refuse_nonsense(rule: RoutingRule) -> None:
    """Raises ValidationError, in words, for what cannot be meant: conditions that nothing meets, those of
    another rule over again, and a department that is not of the company, or asked no more.
    """
    if why := cannot_match(rule):
        raise ValidationError({"words": why})
    department = rule.department
    if department:
        refuse_department(rule.brand, department)
    other = contradicted(rule, rule.brand.routing_rules.select_related("department"))
    if other is None:
        return
    details = {"rule": other.name, "department": other.department.name if other.department else ""}
    if other.department_id == rule.department_id:
        raise ValidationError(
            _("The rule “%(rule)s” wants the same and sends it there already: change that one.") % details
        )
    raise ValidationError(
        _(
            "The rule “%(rule)s” wants the same and sends it to %(department)s: one of the two would never "
            "be read. Change that one, or add a condition here."
        )
        % details
    )


def hold_order(brand: Brand) -> None:
    """One change of the order at a time."""
    Brand.objects.select_for_update(of=("self",), no_key=True).get(pk=brand.pk)


def _last_position(brand: Brand) -> int:
    return brand.routing_rules.aggregate(last=Max("position"))["last"] or CATCH_ALL_POSITION


def recorded(verb: str, rule: RoutingRule, by: User | None, at: datetime | None, **details: Any) -> None:
    record(
        verb=verb,
        what=rule,
        by=by,
        at=at or timezone.now(),
        agency_id=rule.brand.agency_id,
        brand_id=rule.brand_id,
        label=rule.name,
        **details,
    )
