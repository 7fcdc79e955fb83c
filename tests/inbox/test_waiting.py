"""The waiting episodes of one interaction: the rule, and that intake by sets reckons as single acts do."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.intake import waiting as by_sets
from channels_mgmt.inbox.models import Message
from channels_mgmt.inbox.services.logging import log_message
from channels_mgmt.inbox.services.waiting import episodes_of, in_order, substantive_at
from tests.cast import Cast
from tests.inbox.making import NOON, logged, minutes

MESSAGES = st.lists(
    st.tuples(st.sampled_from(["in", "out", "robot", "holding"]), st.integers(0, 50)), min_size=1, max_size=12
)


def messages_of(turns: list[tuple[str, int]]) -> list[Message]:
    """A thread that begins with a message in; a turn is what it is and the minutes since the last."""
    at, made = NOON, [Message(pk=1, direction=Direction.IN, sent_at=NOON, author="Awa")]
    for number, (what, later) in enumerate(turns, start=2):
        at += timedelta(minutes=later)
        direction = Direction.IN if what == "in" else Direction.OUT
        made.append(
            Message(
                pk=number,
                direction=direction,
                sent_at=at,
                author=f"author {number}",
                automatic=what == "robot",
                holding=what == "holding",
            )
        )
    return in_order(made)


@given(MESSAGES)
def test_episodes_take_turns_and_only_the_last_can_be_open(turns: list[tuple[str, int]]) -> None:
    messages = messages_of(turns)
    episodes = episodes_of(messages)
    assert all(episode.ended_at for episode in episodes[:-1])
    for one, following in pairwise(episodes):
        assert one.opened_at <= one.ended_at <= following.opened_at  # type: ignore[operator]
    answers = [m for m in messages if m.direction == Direction.OUT and not m.automatic]
    assert (episodes[0].ended_at is None) == (not [m for m in answers if m.sent_at >= episodes[0].opened_at])


@given(MESSAGES)
def test_single_acts_reckon_as_intake_does(turns: list[tuple[str, int]]) -> None:
    messages = messages_of(turns)
    is_in = np.array([m.direction == Direction.IN for m in messages])
    flags = [np.array([getattr(m, name) for m in messages]) for name in ("automatic", "holding")]
    every = np.ones(len(messages), dtype=bool)
    told, episodes = by_sets.tell(np.zeros(len(messages), dtype=np.int64), is_in, *flags, every, every)
    mine = episodes_of(messages)
    theirs = [
        (messages[opened].sent_at, messages[ended].sent_at if ended >= 0 else None)
        for opened, ended in zip(episodes.opened, episodes.ended, strict=True)
    ]
    assert [(e.opened_at, e.ended_at) for e in mine] == theirs
    at = int(told.substantive[0])
    assert substantive_at(messages) == (messages[at].sent_at if at >= 0 else None)


def test_a_robot_ends_no_waiting() -> None:
    (episode,) = episodes_of(messages_of([("robot", 1)]))
    assert episode.ended_at is None


@pytest.mark.django_db
def test_a_message_found_late_takes_its_place_in_the_episodes(cast: Cast) -> None:
    interaction = logged(cast)
    for direction, at in (("out", 10), ("in", 20), ("out", 30)):
        log_message(
            interaction=interaction,
            direction=direction,
            text="…",
            by=cast.cm,
            author="x",
            sent_at=NOON + minutes(at),
            at=NOON + minutes(60),
        )
    assert interaction.episodes.count() == 2
    log_message(
        interaction=interaction,
        direction="out",
        text="…",
        by=cast.cm,
        author="early",
        sent_at=NOON + minutes(5),
        at=NOON + minutes(60),
    )
    first = interaction.episodes.order_by("number").first()
    assert first is not None
    assert (first.ended_by, first.ended_at) == ("early", NOON + minutes(5))
    interaction.refresh_from_db()
    assert (interaction.first_response_at, interaction.message_count) == (NOON + minutes(5), 5)
