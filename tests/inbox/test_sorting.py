from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services import sorting
from tests.cast import Cast
from tests.inbox.making import logged


def test_classifying_changes_what_is_given_and_tells_what_it_was(cast: Cast) -> None:
    interaction = logged(cast, kind="question", sentiment="neutral")
    sorting.classify(interaction=interaction, by=cast.cm, kind="complaint", theme="  le   réseau ")
    interaction.refresh_from_db()
    assert (interaction.kind, interaction.theme, interaction.sentiment) == (
        "complaint",
        "le réseau",
        "neutral",
    )
    event = interaction.events.get(verb="classified")
    assert event.details["changed"] == {"kind": ["question", "complaint"], "theme": ["", "le réseau"]}
    sorting.classify(interaction=interaction, by=cast.cm, kind="complaint")
    assert interaction.events.filter(verb="classified").count() == 1


def test_what_is_confirmed_as_abuse_needs_no_answer(cast: Cast) -> None:
    interaction = logged(cast)
    assert interaction in Interaction.objects.to_answer()
    sorting.classify(interaction=interaction, by=cast.cm, kind="abuse")
    assert interaction not in Interaction.objects.to_answer()


def test_taking_begins_the_work_and_the_second_is_told_who_was_first(cast: Cast) -> None:
    interaction = logged(cast)
    late = Interaction.objects.get(pk=interaction.pk)
    sorting.hold(interaction=interaction, by=cast.cm)
    assert (interaction.holder, interaction.state) == (cast.cm, State.IN_PROGRESS)
    with pytest.raises(ValidationError) as told:
        sorting.hold(interaction=late, by=cast.junior)
    assert cast.cm.name in told.value.messages[0]
    sorting.hold(interaction=late, by=cast.junior, instead_of=cast.cm)
    assert late.holder == cast.junior
    sorting.release(interaction=late, by=cast.junior)
    interaction.refresh_from_db()
    assert interaction.holder is None


def test_setting_aside_wants_a_reason(cast: Cast) -> None:
    interaction = logged(cast)
    with pytest.raises(ValidationError):
        sorting.set_aside(interaction=interaction, by=cast.cm, reason="  ")
    assert interaction.state == State.NEW
    sorting.set_aside(interaction=interaction, by=cast.cm, reason="Spam")
    interaction.refresh_from_db()
    assert (interaction.state, interaction.reason, interaction.needs_answer) == (
        State.SET_ASIDE,
        "Spam",
        False,
    )
    sorting.reopen(interaction=interaction, by=cast.cm)
    interaction.refresh_from_db()
    assert (interaction.reason, interaction.needs_answer) == ("", True)


def test_a_note_sent_twice_is_one_and_stays_in_the_house(cast: Cast) -> None:
    interaction, key = logged(cast), uuid4()
    first = sorting.note(interaction=interaction, by=cast.cm, text="À rappeler", key=key)
    assert sorting.note(interaction=interaction, by=cast.cm, text="À rappeler", key=key) == first
    assert interaction.events.filter(verb="note").count() == 1
    assert interaction.messages.count() == 1
