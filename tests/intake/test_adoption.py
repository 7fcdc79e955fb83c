"""A line that brings what somebody recorded already: one message, and the person keeps the credit."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import (
    AdoptionQuestion,
    Interaction,
    Message,
    WaitingEpisode,
)
from channels_mgmt.inbox.services import adoptions
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.team.models import Channel
from tests.intake.exchange import BACK, QUESTION, REPLY, hours, only
from tests.intake.reference import Said
from tests.intake.stories import START


def test_a_recorded_message_adopts_the_line_and_the_person_keeps_the_credit(
    brand: Brand, take: Any, person: User, official: Channel
) -> None:
    take(QUESTION)
    reply = answer_interaction(interaction=only(brand), text="Nous  REGARDONS", by=person, at=hours(1.2))
    assert (take(REPLY).taken, take(REPLY).known) == (0, 1)
    reply.refresh_from_db()
    assert (reply.external_id, reply.sent_at, reply.recorded_by) == ("2", REPLY.at, person)
    assert Message.objects.filter(brand=brand).count() == 2
    assert WaitingEpisode.objects.get(interaction__brand=brand).ended_by == person.name
    take(BACK)
    assert only(brand).message_count == 3


@pytest.mark.parametrize(
    "line",
    [
        Said("2", True, hours(2), "bonabo", "Nous regardons", reply="1"),
        Said("2", False, hours(1), "awa", "Nous regardons", reply="1"),
        Said("2", True, hours(1), "bonabo", "Nous regarderons", reply="1"),
    ],
    ids=["too late", "another direction", "another text"],
)
def test_what_does_not_fit_is_not_adopted(brand: Brand, take: Any, person: User, line: Said) -> None:
    take(QUESTION)
    answer_interaction(interaction=only(brand), text="Nous regardons", by=person, at=hours(1.2))
    assert take(line).taken == 1


def test_a_logged_interaction_is_continued_by_the_file(
    brand: Brand, take: Any, person: User, official: Channel
) -> None:
    logged = log_interaction(
        brand=brand, channel=official, author="Awa N.", text="Ma ligne est coupée", by=person,
        kind="complaint", sent_at=hours(0.1), at=hours(0.1),
    )  # fmt: skip
    summary = take(QUESTION, REPLY, BACK)
    assert (summary.taken, summary.known) == (2, 1)
    interaction = only(brand)
    assert (interaction.pk, interaction.kind, interaction.message_count) == (logged.pk, "complaint", 3)


def test_with_several_candidates_a_person_is_asked(
    brand: Brand, take: Any, person: User, official: Channel
) -> None:
    for name in ("Awa", "Binta"):
        log_interaction(
            brand=brand,
            channel=official,
            author=name,
            text="Ma ligne est coupée",
            by=person,
            sent_at=START,
            at=START,
        )
    summary = take(QUESTION, Said("2", True, hours(1), "bonabo", "Voici", reply="1"))
    assert (summary.taken, summary.asked) == (2, 1)
    question = AdoptionQuestion.objects.open().get(brand=brand)
    recorded = question.candidates.get(author="Binta")
    assert question.candidates.count() == 2
    adoptions.decide(question=question, adopted=recorded, by=person, at=hours(5))
    recorded.refresh_from_db()
    assert (recorded.external_id, recorded.author, recorded.recorded_by) == ("1", "awa", person)
    assert Message.objects.filter(brand=brand).count() == 3
    assert recorded.interaction
    assert (recorded.interaction.state, recorded.interaction.message_count) == ("answered", 2)
    assert Interaction.objects.filter(brand=brand).count() == 2
    assert not AdoptionQuestion.objects.open().filter(brand=brand).exists()
    assert take(QUESTION).known == 1


def test_a_decision_is_taken_once_and_may_be_that_they_are_two(
    brand: Brand, take: Any, person: User, official: Channel
) -> None:
    for name in ("Awa", "Binta"):
        log_interaction(
            brand=brand, channel=official, author=name, text="Merci", by=person, sent_at=START, at=START
        )
    take(Said("1", False, START, "chantal", "merci"))
    question = AdoptionQuestion.objects.get(brand=brand)
    adoptions.decide(question=question, adopted=None, by=person, at=hours(5))
    adoptions.decide(question=question, adopted=question.candidates.first(), by=person, at=hours(6))
    assert Message.objects.filter(brand=brand).count() == 3


def test_a_candidate_that_was_matched_meanwhile_is_refused(
    brand: Brand, take: Any, person: User, official: Channel
) -> None:
    log_interaction(
        brand=brand, channel=official, author="Awa", text="Merci", by=person, sent_at=START, at=START
    )
    summary = take(Said("1", False, START, "awa", "merci"), Said("2", False, START, "binta", "merci"))
    assert summary.asked == 2
    one, other = AdoptionQuestion.objects.filter(brand=brand)
    recorded = one.candidates.get()
    adoptions.decide(question=one, adopted=recorded, by=person, at=hours(5))
    with pytest.raises(ValidationError):
        adoptions.decide(question=other, adopted=recorded, by=person, at=hours(6))
