from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from channels_mgmt.inbox.choices import Source, State
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.logging import log_message
from tests.cast import Cast
from tests.inbox.making import NOON, logged, minutes


def test_what_is_logged_waits_from_when_it_was_written(cast: Cast) -> None:
    interaction = logged(cast, author=" @Awa.Fotso ", kind="complaint", url="https://example.com/1")
    assert (interaction.author, interaction.author_key) == ("@Awa.Fotso", "awa.fotso")
    assert (interaction.state, interaction.source) == (State.NEW, Source.HAND)
    assert interaction.waiting_since == interaction.opened_at == NOON
    message = interaction.messages.get()
    assert (message.source, message.recorded_by, message.url) == (
        Source.HAND,
        cast.cm,
        "https://example.com/1",
    )
    assert interaction.episodes.get().opened_at == NOON


def test_a_log_entry_posted_twice_is_one(cast: Cast) -> None:
    key = uuid4()
    assert logged(cast, key=key) == logged(cast, key=key)
    assert Interaction.objects.count() == 1


def test_a_key_of_another_brand_logs_nothing(cast: Cast) -> None:
    key = uuid4()
    logged(cast, key=key)
    with pytest.raises(ValidationError):
        logged(cast, key=key, brand=cast.other_brand, channel=cast.other_brand.channels.first())
    assert Interaction.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"author": " "},
        {"text": "a\x00b"},
        {"at": NOON.replace(year=1970)},
    ],
)
def test_what_makes_no_sense_is_refused_with_nothing_half_done(cast: Cast, wrong: dict) -> None:
    with pytest.raises(ValidationError):
        logged(cast, **wrong)
    assert not Interaction.objects.exists()


def test_a_channel_of_another_brand_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        logged(cast, channel=cast.other_brand.channels.first())
    assert not Interaction.objects.exists()


def test_a_further_message_reopens_what_was_answered_and_what_was_closed(cast: Cast) -> None:
    interaction = logged(cast)
    answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm, at=NOON + minutes(5))
    log_message(interaction=interaction, direction="in", text="Non.", by=cast.cm, sent_at=NOON + minutes(9))
    assert (interaction.state, interaction.reopened) == (State.REOPENED, 0)
    assert interaction.waiting_since == NOON + minutes(9)
    sorting.close(interaction=interaction, by=cast.cm)
    log_message(
        interaction=interaction, direction="in", text="Toujours rien.", by=cast.cm, sent_at=NOON + minutes(20)
    )
    interaction.refresh_from_db()
    assert (interaction.state, interaction.reopened, interaction.closed_at) == (State.REOPENED, 1, None)


def test_what_was_closed_answered_comes_back_and_is_counted(cast: Cast) -> None:
    interaction = logged(cast)
    answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm, at=NOON + minutes(5))
    sorting.close(interaction=interaction, by=cast.cm, at=NOON + minutes(6))
    log_message(interaction=interaction, direction="in", text="Non.", by=cast.cm, sent_at=NOON + minutes(9))
    interaction.refresh_from_db()
    assert (interaction.state, interaction.reopened, interaction.closed_at) == (State.REOPENED, 1, None)
    assert interaction.episodes.count() == 2


def test_what_was_set_aside_stays_aside(cast: Cast) -> None:
    interaction = logged(cast)
    sorting.set_aside(interaction=interaction, by=cast.cm, reason="Spam")
    log_message(
        interaction=interaction, direction="in", text="Achetez", by=cast.cm, sent_at=NOON + minutes(9)
    )
    assert interaction.state == State.SET_ASIDE


def test_a_reply_seen_on_the_network_counts_for_who_wrote_it(cast: Cast) -> None:
    interaction = logged(cast)
    log_message(
        interaction=interaction,
        direction="out",
        author="Junior",
        text="Voilà.",
        by=cast.cm,
        sent_at=NOON + minutes(4),
    )
    assert interaction.state == State.ANSWERED
    assert interaction.first_response_at == NOON + minutes(4)
    assert interaction.episodes.get().ended_by == "Junior"


def test_what_was_sent_before_the_reply_that_settled_it_reopens_nothing(cast: Cast) -> None:
    interaction = logged(cast)
    answer_interaction(interaction=interaction, text="Voilà.", by=cast.cm, at=NOON + minutes(5))
    sorting.close(interaction=interaction, by=cast.cm, at=NOON + minutes(6))
    log_message(interaction=interaction, direction="in", text="Allô ?", by=cast.cm, sent_at=NOON + minutes(2))
    assert interaction.state == State.CLOSED


def test_an_answer_after_a_holding_reply_settles_it(cast: Cast) -> None:
    interaction = logged(cast)
    for text, holding, at in (("Un instant.", True, 3), ("Voilà.", False, 9)):
        log_message(
            interaction=interaction,
            direction="out",
            text=text,
            by=cast.cm,
            holding=holding,
            sent_at=NOON + minutes(at),
        )
    assert interaction.state == State.ANSWERED
    assert interaction.substantive_at == NOON + minutes(9)
