"""The routing rules of a template: their conditions, order and deadlines, for a new brand's departments."""

from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import User
from channels_mgmt.brands.services.copying import Ground, Taken
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.changing import (
    CATCH_ALL_POSITION,
    create_rule,
    ensure_catch_all,
)
from channels_mgmt.escalations.services.rules.conditions import ASPECTS, label
from channels_mgmt.escalations.services.rules.territories import code_of

DEADLINES = ("acknowledge_minutes", "answer_minutes", "around_the_clock", "wakes_at_night", "warn_minutes")
LISTED = ("kinds", "purposes", "networks", "territories", "sentiments")


def copy_rules(ground: Ground, *, by: User, at: datetime) -> list[Taken]:
    """Copies each rule to the department that stands for its own, and the deadlines of the last one.

    A rule loses none of its conditions, for it would then take what others are for: one that rests on words
    or themes goes along whole or not at all. Nor does one whose department the new company lacks, or which
    rests on a territory in which the new brand is not.
    """
    count = left_out = 0
    for rule in RoutingRule.objects.filter(brand=ground.source).select_related("department"):
        if rule.is_catch_all:
            _copy_last(rule, ground, by, at)
        elif _copied(rule, ground, by, at):
            count += 1
        else:
            left_out += 1
    words = ngettext("%(count)d routing rule", "%(count)d routing rules", count) % {"count": count}
    reason = ngettext(
        "%(count)d routing rule rests on words that were not copied, or on a department or a territory "
        "that is not there",
        "%(count)d routing rules rest on words that were not copied, or on a department or a territory "
        "that is not there",
        left_out,
    )
    return [Taken(words, reason % {"count": left_out} if left_out else "")]


def _copied(rule: RoutingRule, ground: Ground, by: User, at: datetime) -> bool:
    department = ground.departments.get(rule.department_id or 0)
    if department is None or department.closed_at:
        return False
    worded = {name: [ground.words(word) for word in getattr(rule, name)] for name in ("words", "themes")}
    if not all(word for words in worded.values() for word in words):
        return False
    if not set(rule.territories) <= {code_of(territory) for territory in ground.territories}:
        return False
    values = {name: getattr(rule, name) for name in (*LISTED, *DEADLINES, "lowest_priority", "automatic")}
    name = ground.words(rule.name) or _name_of(rule)
    create_rule(
        brand=ground.brand,
        values={**values, **worded, "name": name, "department": department},
        by=by,
        as_it_is=True,
        at=at,
    )
    return True


def _copy_last(rule: RoutingRule, ground: Ground, by: User, at: datetime) -> None:
    """The deadlines of the rule that matches all, and its department; the rule itself is there already."""
    last = ensure_catch_all(ground.brand, by=by, at=at)
    last.position = CATCH_ALL_POSITION
    last.department = ground.departments.get(rule.department_id or 0)
    for name in DEADLINES:
        setattr(last, name, getattr(rule, name))
    last.full_clean()
    last.save()


def _name_of(rule: RoutingRule) -> str:
    """The rule by its conditions, in French as the usual rules are."""
    with override("fr"):
        said = [
            capfirst(str(label(aspect, code)))
            for aspect in ASPECTS
            for code in getattr(rule, aspect.listed)
            if aspect.labels
        ]
        return ", ".join(said)[:120] or _("Rule")
