"""Thousands of interactions are decided as one is, and what one rule takes is really all of another."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.conditions import Facts, checks
from channels_mgmt.escalations.services.rules.covering import (
    first_that_takes_all,
    same_conditions,
    takes_all_of,
)
from channels_mgmt.escalations.services.rules.deciding import decider
from channels_mgmt.escalations.services.rules.routing import route

KINDS = ["complaint", "question", "press"]
PURPOSES = ["official", "customer_service", "tech_support", "department"]
WORDS = ["panne", "panne générale", "Devis", "devis gratuit", "c++", "…", "المساعدة"]
TEXTS = [
    "Une PANNE generale !",
    "devis, gratuit",
    "Devis  gratuit",
    "dépannage",
    "",
    "du c++ ?",
    "اريد المساعدة",
]


def some(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


conditions = st.fixed_dictionaries(
    {},
    optional={
        "kinds": some(KINDS),
        "purposes": some(PURPOSES),
        "networks": some(["facebook", "x"]),
        "territories": some(["CM", "FR-57"]),
        "sentiments": some(["negative"]),
        "themes": some(["Réseau", "prix "]),
        "words": some(WORDS),
        "lowest_priority": st.sampled_from([None, 1, 2, 3]),
    },
)
rules = conditions.map(lambda wanted: RoutingRule(name="Essai", **wanted))
facts = st.builds(
    Facts,
    kind=st.sampled_from(["", *KINDS]),
    theme=st.sampled_from(["", "reseau", "Prix"]),
    purpose=st.sampled_from(["", *PURPOSES]),
    network=st.sampled_from(["", "facebook", "x"]),
    territory=st.sampled_from(["", "CM", "FR-57"]),
    sentiment=st.sampled_from(["", "negative"]),
    priority=st.sampled_from([1, 2, 3]),
    text=st.sampled_from(TEXTS),
)


def matches(rule: RoutingRule, given_facts: Facts) -> bool:
    return all(check.met for check in checks(rule, given_facts))


@settings(max_examples=300)
@given(st.lists(rules, max_size=5), facts)
def test_many_are_decided_as_one_is(listed: list[RoutingRule], each: Facts) -> None:
    assert decider(listed)(each) is route(listed, each).rule


@settings(max_examples=400)
@given(rules, rules, facts)
def test_nothing_is_left_of_what_another_rule_takes_all_of(
    earlier: RoutingRule, rule: RoutingRule, each: Facts
) -> None:
    if takes_all_of(earlier, rule) and matches(rule, each):
        assert matches(earlier, each)
    if same_conditions(earlier, rule):
        assert matches(earlier, each) == matches(rule, each)


@settings(max_examples=400)
@given(st.lists(rules, min_size=1, max_size=4), rules, facts)
def test_nothing_is_left_of_what_several_take_together(
    earlier: list[RoutingRule], rule: RoutingRule, each: Facts
) -> None:
    takers = first_that_takes_all(earlier, rule)
    if takers and matches(rule, each):
        assert any(matches(taker, each) for taker in takers)


def test_two_rules_together_leave_nothing_to_a_third() -> None:
    def rule(**wanted: Any) -> RoutingRule:
        return RoutingRule(name="Essai", **wanted)

    one, other = rule(kinds=["complaint"]), rule(kinds=["press", "job"])
    both = rule(kinds=["complaint", "press"], words=["panne"])
    assert first_that_takes_all([one, other], both) == [one, other]
    assert first_that_takes_all([one], both) == []
    assert first_that_takes_all([rule(words=["devis"])], rule(words=["devis gratuit"])) != []
    assert first_that_takes_all([rule(words=["devis gratuit"])], rule(words=["devis"])) == []
