"""The order of a brand's routing rules: moved one place, or given whole, and never over somebody else's."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import AuditEntry, User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.changing import hold_order, recorded
from cmhub.lib.editions import ChangedMeanwhileError


def order_of(brand: Brand) -> list[int]:
    """The ids of the rules in their order, without the last one, which nobody moves."""
    rules = brand.routing_rules.filter(is_catch_all=False).order_by("position", "pk")
    return list(rules.values_list("pk", flat=True))


def arranged(rules: Iterable[RoutingRule], order: Sequence[int]) -> list[RoutingRule]:
    """The rules as an order puts them: those that it does not name after the one that they followed.

    The last one stays last.
    """
    place = {pk: number for number, pk in enumerate(order)}
    placed: list[tuple[bool, int, int, RoutingRule]] = []
    latest = -1
    for number, rule in enumerate(rules):
        latest = place.get(rule.pk, latest)
        placed.append((rule.is_catch_all, latest, 0 if rule.pk in place else number + 1, rule))
    return [rule for *_key, rule in sorted(placed, key=lambda one: one[:3])]


def reorder(
    *, brand: Brand, order: Sequence[int], seen: Sequence[int], by: User | None, at: datetime | None = None
) -> bool:
    """Puts the rules in this order; False where they are in it already.

    `seen` is the order that the person saw. Raises ChangedMeanwhileError where it is no longer the one there
    is: nothing is written then.
    """
    with transaction.atomic():
        hold_order(brand)
        now = order_of(brand)
        if list(seen) != now or sorted(order) != sorted(now):
            raise ChangedMeanwhileError(brand)
        if list(order) == now:
            return False
        rules = {rule.pk: rule for rule in brand.routing_rules.filter(pk__in=now)}
        for position, pk in enumerate(order, start=1):
            rules[pk].position = position
        RoutingRule.objects.bulk_update(rules.values(), ["position"])
        record(
            verb="routing_rules.reordered",
            what=brand,
            by=by,
            at=at or timezone.now(),
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            before={"rules": [rules[pk].name for pk in now]},
            after={"rules": [rules[pk].name for pk in order]},
        )
    return True


def move_rule(*, rule: RoutingRule, up: bool, by: User | None, at: datetime | None = None) -> bool:
    """Changes places with the rule before or after; False at an end. The catch-all stays last."""
    with transaction.atomic():
        hold_order(rule.brand)
        rules = list(rule.brand.routing_rules.filter(is_catch_all=False).order_by("position", "pk"))
        here = next((n for n, each in enumerate(rules) if each.pk == rule.pk), None)
        there = None if here is None else here + (-1 if up else 1)
        if here is None or there is None or not 0 <= there < len(rules):
            return False
        one, other = rules[here], rules[there]
        one.position, other.position = other.position, one.position
        RoutingRule.objects.bulk_update([one, other], ["position"])
        recorded("routing_rule.moved", one, by, at, position=one.position)
    return True


def last_changed_by(brand: Brand) -> str:
    """The name of who changed the rules last; empty where the record does not say."""
    entries = AuditEntry.objects.filter(brand_id=brand.pk, verb__startswith="routing_rule")
    latest = entries.select_related("by").order_by("-pk").first()
    return latest.by.name if latest and latest.by else ""
