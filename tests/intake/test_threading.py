"""Threading by columns of numbers: against the rules as worded, and at sizes that punish slow ways."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels_mgmt.inbox.intake import links
from channels_mgmt.inbox.intake.ancestors import NONE, nearest_in_by_author
from channels_mgmt.inbox.intake.groups import place
from channels_mgmt.inbox.intake.waiting import tell
from tests.intake.reference import Said, Thread, one_of_each, threads
from tests.intake.stories import stories


def numbers(names: list[str]) -> np.ndarray:
    known = {"": 0}
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)


def columns_of(known: list[Said]) -> links.Messages:
    idents = numbers([m.id for m in known] + [m.reply for m in known])
    people = numbers([m.author for m in known] + [m.to for m in known])
    return links.Messages(
        is_in=np.array([not m.out for m in known]),
        time=np.array([int(m.at.timestamp() * 1_000_000) for m in known]),
        ident=idents[: len(known)],
        reply=idents[len(known) :],
        author=people[: len(known)],
        conversation=numbers([m.conversation for m in known]),
        addressee=people[len(known) :],
        pinned=np.zeros(len(known), dtype=bool),
    )


def threaded(messages: list[Said]) -> tuple[set[Thread], set[str]]:
    known = sorted(one_of_each(messages).values(), key=lambda m: m.order)
    columns, everything = columns_of(known), np.ones(len(known), dtype=bool)
    nowhere = np.zeros(len(known), dtype=np.int64)
    belongs = place(columns.is_in, columns.pinned, links.link(columns), everything, nowhere).interaction
    automatic = np.array([m.automatic for m in known])
    _told, episodes = tell(belongs, columns.is_in, automatic, ~everything, everything, belongs != 0)
    ids: dict[int, list[str]] = {}
    for said, interaction in zip(known, belongs.tolist(), strict=True):
        ids.setdefault(interaction, []).append(said.id)
    outbound = set(ids.pop(0, []))
    waits: dict[int, list] = {interaction: [] for interaction in ids}
    for interaction, opened, ended in zip(
        episodes.interaction.tolist(), episodes.opened.tolist(), episodes.ended.tolist(), strict=True
    ):
        end = None if ended == NONE else known[ended]
        waits[interaction].append((known[opened].at, end and end.at, end.author if end else ""))
    return {Thread(tuple(ids[one]), tuple(waits[one])) for one in ids}, outbound


@settings(max_examples=400)
@given(story=stories, steps=st.sampled_from([0, 1, 6]))
def test_threads_as_the_rules_say(story: list[Said], steps: int) -> None:
    """However many steps are taken for all at once, and however many by walking."""

    def nearest(*columns: np.ndarray) -> np.ndarray:
        return nearest_in_by_author(*columns, steps=steps)

    with patch.object(links, "nearest_in_by_author", nearest):
        assert threaded(story) == threads(story)


SIZE = 60_000


def chain(authors: np.ndarray, parent: np.ndarray, is_in: np.ndarray) -> links.Messages:
    count = len(parent)
    return links.Messages(
        is_in=is_in,
        time=np.arange(count),
        ident=np.arange(1, count + 1),
        reply=parent + 1,
        author=authors,
        conversation=np.zeros(count, dtype=np.int64),
        addressee=np.zeros(count, dtype=np.int64),
        pinned=np.zeros(count, dtype=bool),
    )


@pytest.mark.parametrize(
    ("people", "groups"), [(1, 1), (2, 2), (SIZE // 2, SIZE // 2), (SIZE, SIZE)], ids=str
)
def test_a_chain_of_replies_takes_its_own_length(people: int, groups: int) -> None:
    """Were each message to walk up to its author's last one, the third would take a billion steps."""
    here = np.arange(SIZE)
    messages = chain(here % people, here - 1, np.ones(SIZE, dtype=bool))
    assert len(np.unique(links.components(links.link(messages)))) == groups


def test_a_circle_of_replies_is_one_interaction_of_each_author() -> None:
    here = np.arange(SIZE)
    messages = chain(here % 1_000, (here - 1) % SIZE, np.ones(SIZE, dtype=bool))
    assert len(np.unique(links.components(links.link(messages)))) == 1_000


def test_a_post_with_many_comments_is_an_interaction_for_each() -> None:
    here = np.arange(SIZE)
    is_in = here > 0
    messages = chain(here % 5_000, np.where(is_in, 0, NONE), is_in)
    assert len(np.unique(links.components(links.link(messages))[1:])) == SIZE - 1


def test_a_chain_of_the_brands_own_messages_leads_to_the_question() -> None:
    here = np.arange(SIZE)
    messages = chain(here * 0, here - 1, here == 0)
    assert set(links.link(messages)[1:].tolist()) == {0}
