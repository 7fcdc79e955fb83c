"""Who else is told of what: a brand's rules, all of which hold that match."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import DepartmentKind
from accounts.models import Department, User
from accounts.services.audit import changes
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.copying import Ground
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.watch.choices import Nature, Recipients, Topic
from channels_mgmt.watch.models import Item, Rule
from channels_mgmt.watch.services import people
from channels_mgmt.watch.services.people import Person
from cmhub.lib.text import fold

WORD = re.compile(r"\w+")


def rules_of(brand: Brand) -> list[Rule]:
    return list(Rule.objects.filter(brand=brand).select_related("department", "person", "competitor"))


def matches(rule: Rule, item: Item) -> bool:
    """Whether all that the rule asks for holds of the item; what it leaves empty holds of everything."""
    return (
        (not rule.topics or item.topic in rule.topics)
        and (not rule.natures or item.nature in rule.natures)
        and (rule.competitor_id is None or rule.competitor_id == item.competitor_id)
        and (not rule.words or has_any(f"{item.title} {item.text}", rule.words))
    )


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether the text has one of these words or expressions, accents and capitals aside."""
    searched = _spaced(text)
    return any(spaced.strip() and spaced in searched for spaced in map(_spaced, words))


def _spaced(text: str) -> str:
    return f" {' '.join(WORD.findall(fold(text)))} "


def told_at_once(item: Item, at: datetime) -> list[tuple[Person, str]]:
    """Whom the rules name for the item besides the decision-makers, each with the rule that does."""
    return [(person, rule.name) for rule in at_once_for(item) for person in named_by(rule, at)]


def asked_at_once(item: Item) -> dict[Department, str]:
    """The departments that the rules name for the item, each with the first rule that does."""
    found: dict[Department, str] = {}
    for rule in at_once_for(item):
        if rule.department and rule.department.closed_at is None:
            found.setdefault(rule.department, rule.name)
    return found


def at_once_for(item: Item) -> list[Rule]:
    return [rule for rule in rules_of(item.brand) if not rule.weekly and matches(rule, item)]


def named_by(rule: Rule, at: datetime) -> list[Person]:
    """The people whom a rule names, by what they are or by name."""
    ways = {
        Recipients.DECISION_MAKERS: people.decision_makers,
        Recipients.EXECUTIVES: people.executives,
        Recipients.MANAGERS: people.managers,
    }
    found = [person for name in rule.recipients for person in ways[Recipients(name)](rule.brand, at)]
    if rule.person and rule.person.is_active:
        found.append(people.of_user(rule.person, people.Rung.PERSON))
    return people.each_once(found)


def usual_rules(brand: Brand, *, by: User | None = None, at: datetime | None = None) -> list[Rule]:
    """The rules that a new brand begins with, as far as its company has the departments."""
    departments = {
        each.kind: each for each in brand.company.departments.filter(closed_at=None).order_by("-pk")
    }
    with override("fr"):
        wanted: list[tuple[str, str, dict[str, Any]]] = [
            (
                DepartmentKind.MARKETING,
                _("Routine items, once a week"),
                {"natures": [Nature.ROUTINE], "weekly": True},
            ),
            (
                DepartmentKind.LEGAL,
                _("Regulation that matters"),
                {"topics": [Topic.REGULATION], "natures": [Nature.STRATEGIC, Nature.CRISIS_PRONE]},
            ),
            (
                DepartmentKind.COMMUNICATION,
                _("Reputation at risk"),
                {"topics": [Topic.REPUTATION], "natures": [Nature.CRISIS_PRONE]},
            ),
        ]
    made = Rule.objects.bulk_create(
        Rule(brand=brand, name=name, department=departments[kind], **conditions)
        for kind, name, conditions in wanted
        if kind in departments
    )
    for rule in made[:1]:
        names = [each.name for each in made]
        record_of(
            brand,
            what=rule,
            verb="watch_rule.usual_ones_created",
            by=by,
            at=at or timezone.now(),
            names=names,
        )
    return made


def save_rule(
    *, brand: Brand, values: dict[str, Any], by: User, rule: Rule | None = None, at: datetime | None = None
) -> Rule:
    """A new rule, or the one given with other values. Raises ValidationError for one that makes no sense."""
    with transaction.atomic():
        held = Rule.objects.select_for_update(of=("self",)).get(pk=rule.pk) if rule else Rule(brand=brand)
        for name, value in values.items():
            setattr(held, name, value)
        held.full_clean()
        changed = changes(held, values) if rule else {}
        held.save()
        verb = "watch_rule.changed" if rule else "watch_rule.created"
        record_of(brand, what=held, verb=verb, by=by, at=at or timezone.now(), label=held.name, **changed)
    return held


def delete_rule(*, rule: Rule, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        record_of(
            rule.brand,
            what=rule,
            verb="watch_rule.deleted",
            by=by,
            at=at or timezone.now(),
            label=rule.name,
        )
        rule.delete()


def copy_rules(ground: Ground, *, by: User, at: datetime) -> int:
    """Copies to a new brand the rules that name departments alone, each to the one that stands for its own;
    how many. One that rests on words, a competitor or a person stays behind.
    """
    known = set(Rule.objects.filter(brand=ground.brand).values_list("name", flat=True))
    count = 0
    for rule in rules_of(ground.source):
        department = ground.departments.get(rule.department_id or 0)
        rests_on_theirs = rule.words or rule.competitor_id or rule.person_id
        lacks = rule.department_id and (department is None or department.closed_at)
        name = ground.words(rule.name) or ""
        if rests_on_theirs or lacks or not name or name in known:
            continue
        values = {field: getattr(rule, field) for field in ("topics", "natures", "recipients", "weekly")}
        save_rule(brand=ground.brand, values={**values, "name": name, "department": department}, by=by, at=at)
        count += 1
    return count
