"""Intake beside what people record, decide and close: it changes nothing of theirs, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.dispatch import Signal

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import (
    AdoptionQuestion,
    Interaction,
    InteractionEvent,
    Message,
    WaitingEpisode,
)
from channels_mgmt.inbox.services import adoptions, sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.intake import IntakeSummary, take_in
from channels_mgmt.inbox.services.logging import log_interaction, log_message
from channels_mgmt.inbox.signals import interactions_merged, interactions_taken_in
from channels_mgmt.team.models import Channel
from tests.intake.conftest import NOW
from tests.intake.reference import Said
from tests.intake.stories import START, write_file


@pytest.fixture
def take(official: Channel, tmp_path: Path) -> Any:
    def taken(*messages: Said, at: datetime = NOW) -> IntakeSummary:
        path = write_file(tmp_path / "messages.csv", list(messages))
        return take_in(brand=official.brand, path=path, channel=official, at=at)

    return taken


@contextmanager
def heard(signal: Signal) -> Iterator[list[dict[str, Any]]]:
    calls: list[dict[str, Any]] = []

    def hear(**values: Any) -> None:
        calls.append(values)

    signal.connect(hear)
    try:
        yield calls
    finally:
        signal.disconnect(hear)


def hours(count: float) -> datetime:
    return START + timedelta(hours=count)


def only(brand: Brand) -> Interaction:
    return Interaction.objects.get(brand=brand)


QUESTION = Said("1", False, START, "awa", "Ma ligne est coupée")
REPLY = Said("2", True, hours(1), "bonabo", "Nous regardons", reply="1")
BACK = Said("3", False, hours(2), "awa", "Toujours rien", reply="2")


def test_states_follow_the_messages(brand: Brand, take: Any) -> None:
    states = []
    for message in (QUESTION, REPLY, BACK):
        take(message)
        states.append(only(brand).state)
    assert states == ["new", "answered", "reopened"]
    assert only(brand).reopened == 0


def test_what_somebody_works_on_stays_so_until_it_is_answered(brand: Brand, take: Any, person: User) -> None:
    take(QUESTION)
    sorting.hold(interaction=only(brand), by=person, at=hours(0.5))
    take(Said("9", True, hours(0.6), "bonabo", "Absent", reply="1", automatic=True))
    assert only(brand).state == "in_progress"
    take(REPLY)
    assert (only(brand).state, only(brand).holder) == ("answered", person)


def test_what_is_closed_comes_back_when_the_public_asks_again(brand: Brand, take: Any, person: User) -> None:
    take(QUESTION, REPLY)
    sorting.close(interaction=only(brand), by=person, at=hours(1.5))
    take(Said("8", True, hours(1.7), "bonabo", "Bonne journée", reply="1"))
    assert only(brand).state == "closed"
    take(BACK)
    interaction = only(brand)
    assert (interaction.state, interaction.reopened, interaction.closed_at) == ("reopened", 1, None)
    told = interaction.events.get(verb="reopened")
    assert (told.from_state, told.to_state, told.by) == ("closed", "reopened", None)


def test_what_is_set_aside_stays(brand: Brand, take: Any, person: User) -> None:
    take(QUESTION)
    sorting.set_aside(interaction=only(brand), by=person, reason="spam", at=hours(1))
    take(Said("2", False, hours(2), "awa", "Encore", reply="1"))
    interaction = only(brand)
    assert (interaction.state, interaction.reason, interaction.message_count) == ("set_aside", "spam", 2)


def test_two_that_turn_out_to_be_one_keep_what_both_had(brand: Brand, take: Any, person: User) -> None:
    """The message between them comes last."""
    take(QUESTION)
    first = only(brand)
    take(BACK)
    second = Interaction.objects.get(brand=brand, opened_at=BACK.at)
    sorting.note(interaction=first, by=person, text="sur le premier", at=hours(3))
    sorting.note(interaction=second, by=person, text="sur le second", at=hours(3))
    sorting.classify(interaction=second, by=person, kind="complaint", at=hours(3))
    answer_interaction(interaction=second, text="Voici", by=person, at=hours(4))
    sorting.close(interaction=first, by=person, at=hours(5))
    with heard(interactions_merged) as calls:
        take(REPLY)
    interaction = only(brand)
    assert interaction.pk == first.pk
    assert [call["survivors"] for call in calls] == [{second.pk: first.pk}]
    assert set(interaction.events.filter(verb="note").values_list("note", flat=True)) == {
        "sur le premier",
        "sur le second",
    }
    assert (interaction.state, interaction.kind, interaction.message_count) == ("answered", "complaint", 4)
    assert (interaction.closed_at, interaction.reopened, interaction.holder) == (None, 1, person)
    episodes = WaitingEpisode.objects.filter(interaction=interaction).order_by("number")
    assert list(episodes.values_list("opened_at", "ended_at")) == [
        (QUESTION.at, REPLY.at),
        (BACK.at, hours(4)),
    ]


def test_the_upper_rooms_may_refuse_and_then_nothing_is_done(brand: Brand, take: Any) -> None:
    take(QUESTION)
    take(BACK)

    def refuse(**values: Any) -> None:
        raise RuntimeError

    interactions_merged.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            take(REPLY)
    finally:
        interactions_merged.disconnect(refuse)
    assert Interaction.objects.filter(brand=brand).count() == Message.objects.filter(brand=brand).count() == 2


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


def test_what_a_person_said_of_an_interaction_stays(
    brand: Brand, official: Channel, tmp_path: Path, person: User
) -> None:
    path = tmp_path / "messages.csv"

    def take_labelled(*lines: str) -> None:
        header = "message_id,direction,sent_at,author,text,in_reply_to,kind,theme"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        take_in(brand=brand, path=path, channel=official, at=NOW)

    take_labelled("2,in,2026-03-02T10:00:00Z,awa,b,1,question,frais")
    assert (only(brand).kind, only(brand).theme) == ("question", "frais")
    take_labelled("1,in,2026-03-02T09:00:00Z,awa,a,,réclamation,")
    assert (only(brand).kind, only(brand).theme) == ("complaint", "frais"), "the first by time"
    sorting.classify(interaction=only(brand), by=person, kind="lead", at=NOW)
    take_labelled(
        "0,in,2026-03-02T08:00:00Z,awa,z,,félicitations,réseau",
        "1,in,2026-03-02T09:00:00Z,awa,a,0,réclamation,",
    )
    assert (only(brand).kind, only(brand).theme, only(brand).message_count) == ("lead", "réseau", 3)


def test_old_messages_wake_nobody(brand: Brand, take: Any) -> None:
    at = hours(100)
    with heard(interactions_taken_in) as calls:
        take(
            Said("old", False, hours(51.9), "awa", "vieux"),
            Said("young", False, hours(52), "binta", "neuf"),
            Said("back", False, hours(99), "awa", "relance", reply="old"),
            at=at,
        )
        take(Said("very old", False, hours(1), "chantal", "vieux"), at=at)
    woken = Interaction.objects.filter(pk__in=[pk for call in calls for pk in call["interactions"]])
    assert set(woken.values_list("author", flat=True)) == {"awa", "binta"}


def test_a_message_logged_into_a_thread_stays_there(brand: Brand, take: Any, person: User) -> None:
    take(QUESTION)
    log_message(
        interaction=only(brand), direction="in", text="Allô ?", by=person, sent_at=hours(0.5), at=hours(0.6)
    )
    take(REPLY, Said("7", False, hours(0.5), "binta", "allô ?"))
    interaction = only(brand)
    assert interaction.message_count == 3
    assert set(interaction.messages.values_list("external_id", flat=True)) == {"1", "2", "7"}


def test_moving_events_keeps_them_as_they_were(brand: Brand, take: Any, person: User) -> None:
    take(QUESTION)
    take(BACK)
    second = Interaction.objects.get(brand=brand, opened_at=BACK.at)
    kept = sorting.note(interaction=second, by=person, text="à garder", at=hours(3))
    take(REPLY)
    moved = InteractionEvent.objects.get(pk=kept.pk)
    assert (moved.interaction_id, moved.note, moved.at, moved.by) == (
        only(brand).pk,
        "à garder",
        hours(3),
        person,
    )
