"""Everybody of the cast, and nobody, follows all links and sends all forms with what nobody should send."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from random import Random

import pytest
import time_machine

from tests.access.fuzzing.cast import BY_LINK, NOBODY, seeds, visitor
from tests.access.fuzzing.sending import of_a_form, of_an_address
from tests.access.fuzzing.visiting import Visitor
from tests.access.test_walk import PEOPLE
from tests.access.things import NOW, Things
from tests.cast import Cast
from tests.platform.test_web_security import in_production

__all__ = ["in_production"]

SEED = int(os.environ.get("CMHUB_FUZZ_SEED", "20261123"))

SAMPLED = 6
"""Pages of which the forms and parameters are tried in the sample."""

pytestmark = pytest.mark.usefixtures("answers_alone", "in_production")

Record = Callable[[str, object], None]


def fuzz(who: Visitor, draw: Random, *, singles: int, tried: int) -> None:
    """`tried` are so many forms at least: of who has few, each is tried several times."""
    forms, queries = who.forms(), list(who.queries())
    who.counts["forms"] = len(forms)
    for form in forms * max(1, tried // max(len(forms), 1)):
        for asked in of_a_form(form, draw, singles):
            who.ask(asked)
    for path, names in queries:
        for asked in of_an_address(path, names, draw):
            who.ask(asked)


def told(who: Visitor) -> str:
    return "\n".join([f"{len(who.findings)} findings with the seed {SEED}", *who.findings[:60]])


def note(who: Visitor, record_property: Record) -> None:
    record_property("findings of the crawl", len(who.findings))
    for what, number in who.counts.items():
        record_property(f"{what} of the crawl as {who.name}", number)


@pytest.mark.faults
@pytest.mark.parametrize("name", [NOBODY, BY_LINK, *PEOPLE])
def test_nothing_breaks_leaks_or_becomes_markup(
    name: str, cast: Cast, furnished: dict[str, Things], record_property: Record
) -> None:
    with time_machine.travel(NOW + timedelta(hours=2), tick=True) if name == BY_LINK else nullcontext():
        who = visitor(name, cast)
        who.crawl(seeds(who, furnished), most=2)
        fuzz(who, Random(f"{SEED} {name}"), singles=3, tried=60)
    note(who, record_property)
    assert not who.findings, told(who)
    assert who.counts["requests"] > 100


def test_a_sample_of_it(cast: Cast, furnished: dict[str, Things], record_property: Record) -> None:
    """A few pages and forms, drawn anew for each seed: the whole is run by `make faults`."""
    draw = Random(f"{SEED} sample")
    who = visitor("cm", cast)
    for url in draw.sample(seeds(who, furnished), 3 * SAMPLED):
        who.open(url)
    who.pages = dict(draw.sample(sorted(who.pages.items()), min(SAMPLED, len(who.pages))))
    fuzz(who, draw, singles=1, tried=10)
    note(who, record_property)
    assert not who.findings, told(who)
