"""Answers fit what was said: a reader of the demonstration believes them."""

import re
from collections.abc import Iterator

import pytest

from cmhub.demo import corpus
from cmhub.demo.answers import ASKS_FOR_MORE
from cmhub.demo.cast import cast
from cmhub.demo.plan import Plan, Talk
from cmhub.demo.traffic import build
from cmhub.demo.writing import MONTHS
from cmhub.lib.weeks import Week

COMMON = corpus.read("common.toml")
BARE_NAMES = re.compile(r"\b(de|à|que) (Ministère|Brasserie|ES Aïn)")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return build(last_week=Week.parse("2026-W46"), weeks=4)


def talks(plan: Plan) -> Iterator[Talk]:
    for brand in plan.brands.values():
        yield from brand.talks


def texts_of(talk: Talk, direction: str) -> list[str]:
    return [row.text.lower() for row in talk.rows if row.direction == direction and not row.automatic]


@pytest.mark.parametrize("sector", sorted({brand.sector for brand in cast().brands}))
def test_ready_answers_are_to_something_that_is_said(sector: str) -> None:
    for topic in corpus.sector(sector).topics:
        said = {text for texts in topic.says.values() for text in texts}
        assert set(topic.pairs) <= said


def test_who_has_given_details_is_not_asked_for_them_again(plan: Plan) -> None:
    asked = [text.lower() for text in COMMON["reply"]["info"]]
    seen = 0
    for talk in talks(plan):
        answers = texts_of(talk, "out")
        if len(answers) > 1 and any(text in answers[0].replace("\u00a0", " ") for text in asked):
            seen += 1
            if not talk.department:
                assert not [words for words in ASKS_FOR_MORE if words in answers[1]], talk.rows
    assert seen > 20


def test_only_a_case_of_somebody_is_solved(plan: Plan) -> None:
    solved = {text.lower() for text in COMMON["solved"]["fr"] if len(text) > 12}
    for talk in talks(plan):
        if talk.kind not in ("complaint", "technical_problem", "site_fault", ""):
            assert not solved & set(texts_of(talk, "in")[1:]), talk.rows


def test_a_rant_is_not_passed_on(plan: Plan) -> None:
    shortest = {text for text in COMMON["short"]["negative"] if "{" not in text}
    rants = [talk for talk in talks(plan) if talk.opening.text.strip(" !.").lower() in shortest]

    assert len(rants) > 5
    assert not [talk for talk in rants if talk.department]


def test_a_question_in_darija_is_not_answered_as_a_complaint(plan: Plan) -> None:
    asked = [talk for talk in talks(plan) if talk.variety == "darija" and talk.kind in ("question", "lead")]

    assert asked
    for talk in asked:
        for answer in texts_of(talk, "out")[:1]:
            assert "votre demande, réponse" not in answer, talk.rows


def test_what_is_to_come_lies_ahead(plan: Plan) -> None:
    announced = re.compile(r"(?:jusqu'au|aura lieu le|sera à [\w -]+ le) (\d+)(?:er)? (\w+)")
    ahead = [
        ((MONTHS.index(found[2]) + 1 - row.sent_at.month) * 31 + int(found[1]) - row.sent_at.day) % 372
        for talk in talks(plan)
        for row in talk.rows
        if (found := announced.search(row.text)) and found[2] in MONTHS
    ]

    assert len(ahead) > 5
    assert max(ahead) < 80


def test_names_have_their_article(plan: Plan) -> None:
    said = [row.text for talk in talks(plan) for row in talk.rows if row.direction == "out"]

    assert not [text for text in said if BARE_NAMES.search(text)]
