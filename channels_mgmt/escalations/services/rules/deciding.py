"""The first rule that matches, for thousands of interactions: what a rule wants is worked out once."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.conditions import ASPECTS, Facts, compared
from cmhub.lib.text import fold

Test = Callable[[Facts], bool]
Wanted = tuple[RoutingRule, re.Pattern[str] | None]
"""A rule with what must be found in the text; None where it asks for no words."""

SORTED_BY = ("kind", "theme", "purpose", "network", "territory", "sentiment", "priority")
"""Everything but the text: few values, which thousands of interactions have in common."""


def decider(rules: Sequence[RoutingRule]) -> Callable[[Facts], RoutingRule | None]:
    """What gives the rule of `routing.route` for facts, without the words for why others were passed over.

    For what is alike but for its text the rules are gone through once: after that only words are looked for.
    """
    tested = [(rule, tests_of(rule)) for rule in rules if not (rule.department and rule.department.closed_at)]
    sort_of = attrgetter(*SORTED_BY)
    known: dict[tuple[object, ...], list[Wanted]] = {}

    def decide(facts: Facts) -> RoutingRule | None:
        sort = sort_of(facts)
        left = known.get(sort)
        if left is None:
            left = known[sort] = list(_left_to_words(tested, facts))
        for rule, pattern in left:
            if pattern is None or pattern.search(facts.compared_text):
                return rule
        return None

    return decide


def _left_to_words(
    tested: Sequence[tuple[RoutingRule, list[Test]]], facts: Facts
) -> Iterator[tuple[RoutingRule, re.Pattern[str] | None]]:
    """The rules that match but for the words they ask for, up to the first that asks for none."""
    for rule, tests in tested:
        if not all(test(facts) for test in tests):
            continue
        if not rule.words:
            yield rule, None
            return
        if pattern := any_word(rule.words):
            yield rule, pattern


def tests_of(rule: RoutingRule) -> list[Test]:
    """The rule's conditions but for its words."""
    tests = [_one_of(aspect.fact, wanted) for aspect in ASPECTS if (wanted := getattr(rule, aspect.listed))]
    if rule.lowest_priority is not None:
        tests.append(_at_least(rule.lowest_priority))
    return tests


@lru_cache(maxsize=10_000)
def folded(value: str) -> str:
    """A value as it is compared with those of a list."""
    return fold(value.strip())


@lru_cache(maxsize=2_000)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    wanted = [re.escape(word) for word in map(compared, words) if word]
    return re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)") if wanted else None


def any_word(words: Sequence[str]) -> re.Pattern[str] | None:
    """What finds any of the words where it stands whole; None where none of them can."""
    return _pattern(tuple(words))


def _one_of(fact: str, wanted: Sequence[str]) -> Test:
    values = frozenset(map(folded, wanted)) - {""}
    return lambda facts: folded(getattr(facts, fact)) in values


def _at_least(lowest: int) -> Test:
    return lambda facts: facts.priority >= lowest
