"""What intake makes of an interaction's state, beside what people make of it."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import (
    Interaction,
)
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.signals import interactions_taken_in
from tests.intake.exchange import BACK, QUESTION, REPLY, heard, hours, only
from tests.intake.reference import Said


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
