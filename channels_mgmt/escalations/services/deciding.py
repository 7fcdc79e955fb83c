"""The first rule that matches, for thousands of interactions: what a rule wants is worked out once."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.conditions import ASPECTS, Facts, compared
from cmhub.lib.text import fold

Test = Callable[[Facts], bool]


def decider(rules: Sequence[RoutingRule]) -> Callable[[Facts], RoutingRule | None]:
    """What gives the rule of `routing.route` for facts, without the words for why others were passed over."""
    tested = [(rule, tests_of(rule)) for rule in rules if not (rule.department and rule.department.closed_at)]

    def decide(facts: Facts) -> RoutingRule | None:
        return next((rule for rule, tests in tested if all(test(facts) for test in tests)), None)

    return decide


def tests_of(rule: RoutingRule) -> list[Test]:
    """The rule's conditions, the cheap ones first."""
    tests = [_one_of(aspect.fact, wanted) for aspect in ASPECTS if (wanted := getattr(rule, aspect.listed))]
    if rule.lowest_priority is not None:
        tests.append(_at_least(rule.lowest_priority))
    if rule.words:
        tests.append(_says(rule.words))
    return tests


@lru_cache(maxsize=10_000)
def folded(value: str) -> str:
    """A value as it is compared with those of a list."""
    return fold(value.strip())


def any_word(words: Sequence[str]) -> re.Pattern[str] | None:
    """What finds any of the words where it stands whole; None where none of them can."""
    wanted = [re.escape(word) for word in map(compared, words) if word]
    return re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)") if wanted else None


def _one_of(fact: str, wanted: Sequence[str]) -> Test:
    values = frozenset(map(folded, wanted)) - {""}
    return lambda facts: folded(getattr(facts, fact)) in values


def _at_least(lowest: int) -> Test:
    return lambda facts: facts.priority >= lowest


def _says(words: Sequence[str]) -> Test:
    pattern = any_word(words)
    if pattern is None:
        return lambda facts: False
    return lambda facts: pattern.search(facts.compared_text) is not None
