from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from channels_mgmt.inbox.choices import Direction, Source, State
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services import sorting, states
from channels_mgmt.inbox.services.answers import WrittenMeanwhileError, answer_interaction
from channels_mgmt.inbox.services.logging import log_message
from channels_mgmt.inbox.signals import answered
from tests.cast import Cast
from tests.inbox.making import NOON, logged, minutes


def test_an_answer_ends_the_waiting_and_is_credited_to_who_wrote_it(cast: Cast) -> None:
    interaction = logged(cast)
    message = answer_interaction(
        interaction=interaction, text=" Le réseau revient. ", by=cast.cm, at=NOON + minutes(7)
    )
    assert (message.direction, message.source, message.author, message.recorded_by, message.text) == (
        Direction.OUT,
        Source.REPLY,
        cast.cm.name,
        cast.cm,
        "Le réseau revient.",
    )
    interaction.refresh_from_db()
    assert interaction.state == State.ANSWERED
    assert interaction.waiting_since is None
    assert interaction.first_response_at == interaction.substantive_at == NOON + minutes(7)
    assert (interaction.message_count, interaction.holder) == (2, cast.cm)
    episode = interaction.episodes.get()
    assert (episode.opened_at, episode.ended_at, episode.ended_by) == (NOON, NOON + minutes(7), cast.cm.name)


def test_a_holding_reply_stops_the_first_clock_only(cast: Cast) -> None:
    interaction = logged(cast)
    answer_interaction(
        interaction=interaction, text="On demande.", by=cast.cm, at=NOON + minutes(5), holding=True
    )
    interaction.refresh_from_db()
    assert interaction.state == State.IN_PROGRESS
    assert interaction.first_response_at == NOON + minutes(5)
    assert interaction.substantive_at is None
    answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm, at=NOON + minutes(50))
    interaction.refresh_from_db()
    assert (interaction.state, interaction.substantive_at) == (State.ANSWERED, NOON + minutes(50))


def test_a_holding_reply_leaves_what_waits_for_a_department_waiting(cast: Cast) -> None:
    interaction = logged(cast)
    states.move(interaction=interaction, to=State.WAITING_ESCALATED, by=cast.cm)
    answer_interaction(interaction=interaction, text="On demande.", by=cast.cm, holding=True)
    assert interaction.state == State.WAITING_ESCALATED
    answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm)
    assert interaction.state == State.ANSWERED


def test_the_same_form_sent_twice_records_one_reply(cast: Cast) -> None:
    interaction, key = logged(cast), uuid4()
    first = answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm, key=key)
    again = answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm, key=key)
    assert first == again
    assert interaction.messages.filter(direction=Direction.OUT).count() == 1


def test_a_key_of_another_interaction_records_nothing(cast: Cast) -> None:
    one, other, key = logged(cast), logged(cast), uuid4()
    answer_interaction(interaction=one, text="Voilà.", by=cast.cm, key=key)
    with pytest.raises(ValidationError):
        answer_interaction(interaction=other, text="Voilà.", by=cast.cm, key=key)
    assert other.messages.count() == 1


def test_the_second_of_two_people_is_told_and_records_nothing(cast: Cast) -> None:
    interaction = logged(cast)
    stale = Interaction.objects.get(pk=interaction.pk)
    answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm, seen=1)
    with pytest.raises(WrittenMeanwhileError) as told:
        answer_interaction(interaction=stale, text="Moi aussi.", by=cast.junior, seen=1)
    assert cast.cm.name in told.value.messages[0]
    assert stale.messages.count() == 2
    answer_interaction(interaction=stale, text="Moi aussi.", by=cast.junior, seen=2)
    assert stale.messages.count() == 3


@pytest.mark.parametrize("end", [State.CLOSED, State.SET_ASIDE, State.HIDDEN, State.REMOVED])
def test_what_is_over_is_reopened_before_it_is_answered(cast: Cast, end: str) -> None:
    interaction = logged(cast)
    states.move(interaction=interaction, to=end, by=cast.cm)
    with pytest.raises(ValidationError):
        answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm)
    assert interaction.messages.count() == 1
    sorting.reopen(interaction=interaction, by=cast.cm)
    answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm)
    assert interaction.state == State.ANSWERED


@pytest.mark.parametrize("text", ["", " \n ", "a\x00b"])
def test_nothing_or_what_cannot_be_kept_is_refused(cast: Cast, text: str) -> None:
    interaction = logged(cast)
    with pytest.raises(ValidationError):
        answer_interaction(interaction=interaction, text=text, by=cast.cm)
    assert Message.objects.filter(interaction=interaction).count() == 1


def test_rooms_above_hear_of_it_within_the_same_transaction(cast: Cast) -> None:
    interaction = logged(cast)

    def refuse(**_signal: Any) -> None:
        raise RuntimeError

    answered.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm)
    finally:
        answered.disconnect(refuse)
    interaction.refresh_from_db()
    assert (interaction.state, interaction.messages.count()) == (State.NEW, 1)


def test_a_message_of_the_public_that_is_later_than_the_answer_keeps_it_waiting(cast: Cast) -> None:
    interaction = logged(cast)
    log_message(
        interaction=interaction,
        direction="in",
        text="Alors ?",
        by=cast.cm,
        sent_at=NOON + minutes(30),
        at=NOON + minutes(31),
    )
    answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm, at=NOON + minutes(20))
    assert interaction.waiting_since == NOON + minutes(30)
    assert interaction.state == State.IN_PROGRESS
