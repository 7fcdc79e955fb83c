"""Whether a rule leaves anything to those that come after it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from channels_mgmt.brands.choices import Kind, Purpose
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.conditions import ASPECTS, contains_word
from channels_mgmt.escalations.services.rules.deciding import folded
from channels_mgmt.inbox.choices import Priority

UNKNOWN = ""
Cell = tuple[str, str]
"""A kind and a purpose, either of which may be unknown."""


def takes_all_of(earlier: RoutingRule, rule: RoutingRule, cell: Cell | None = None) -> bool:
    """Whether all that a rule matches, in a cell or anywhere, is matched by an earlier one."""
    for aspect in ASPECTS:
        wanted = _values(earlier, aspect.listed)
        if not wanted:
            continue
        own = _within(cell, aspect.fact) if cell else None
        asked = {own} if own is not None else _values(rule, aspect.listed)
        if not asked or not asked <= wanted:
            return False
    return _says_as_much(earlier.words, rule.words) and _reaches_as_low(earlier, rule)


def first_that_takes_all(earlier: Sequence[RoutingRule], rule: RoutingRule) -> list[RoutingRule]:
    """The rules that together leave nothing to a rule after them: one where one does, none where none do."""
    for each in earlier:
        if takes_all_of(each, rule):
            return [each]
    takers: dict[int, RoutingRule] = {}
    for cell in cells_of(rule):
        taker = next((each for each in earlier if takes_all_of(each, rule, cell)), None)
        if taker is None:
            return []
        takers[id(taker)] = taker
    return list(takers.values())


def cells_of(rule: RoutingRule) -> Iterator[Cell]:
    """The kinds and purposes that a rule matches; of one that names none, those not known as well."""
    kinds = rule.kinds or [*Kind.values, UNKNOWN]
    purposes = rule.purposes or [*Purpose.values, UNKNOWN]
    return product(kinds, purposes)


def same_conditions(one: RoutingRule, other: RoutingRule) -> bool:
    """Whether two rules match the very same."""
    return takes_all_of(one, other) and takes_all_of(other, one)


def _values(rule: RoutingRule, listed: str) -> set[str]:
    return {folded(value) for value in getattr(rule, listed)}


def _within(cell: Cell, fact: str) -> str | None:
    kind, purpose = cell
    return {"kind": kind, "purpose": purpose}.get(fact)


def _says_as_much(earlier: Iterable[str], words: Sequence[str]) -> bool:
    """Whether each text that has one of the words has one of the earlier rule's too: “devis” is in “devis
    gratuit”, not the other way round."""
    wanted = list(earlier)
    return not wanted or (bool(words) and all(contains_word(word, wanted) for word in words))


def _reaches_as_low(earlier: RoutingRule, rule: RoutingRule) -> bool:
    lowest = min(Priority.values)
    return (earlier.lowest_priority or lowest) <= (rule.lowest_priority or lowest)
