"""Interactions that turn out to be one: what both had is kept."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import (
    Interaction,
    InteractionEvent,
    Message,
    WaitingEpisode,
)
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.signals import interactions_merged
from tests.intake.exchange import BACK, QUESTION, REPLY, heard, hours, only


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
