from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Agency, AuditEntry, User
from channels_mgmt.brands.services.creation import create_brand
from channels_mgmt.inbox.choices import PASSAGES, State
from channels_mgmt.inbox.models import Interaction, InteractionEvent, Message, WaitingEpisode
from channels_mgmt.inbox.services import states
from channels_mgmt.inbox.services.logging import log_interaction
from tests.cast import Cast
from tests.inbox.making import NOON, logged, minutes


@pytest.fixture
def interaction(db: None) -> Interaction:
    agency = Agency.objects.create(slug="une-agence", name="Une agence")
    brand = create_brand(agency=agency, name="B", slug="b", countries=["CM"], by=None, at=NOON)
    author = User.objects.create_user("a@example.com", name="A")
    channel = brand.channels.get()
    return log_interaction(
        brand=brand, channel=channel, author="Awa", text="…", by=author, sent_at=NOON, at=NOON
    )


def put(interaction: Interaction, state: str) -> None:
    closed_at = NOON if state == State.CLOSED else None
    Interaction.objects.filter(pk=interaction.pk).update(state=state, closed_at=closed_at)


@pytest.mark.parametrize("start", State.values)
def test_every_passage_is_made_or_refused_as_the_table_says(interaction: Interaction, start: str) -> None:
    for end in State.values:
        put(interaction, start)
        told = interaction.events.count()
        allowed = start == end or end in PASSAGES[start]
        with nullcontext() if allowed else pytest.raises(ValidationError):
            states.move(interaction=interaction, to=end, by=None, at=NOON + minutes(5))
        interaction.refresh_from_db()
        assert interaction.state == (end if allowed else start)
        passed = allowed and start != end
        assert interaction.events.count() == told + passed
        if passed:
            event = interaction.events.latest("pk")
            assert (event.from_state, event.to_state, event.at) == (start, end, NOON + minutes(5))


def test_closing_sets_the_closing_time_and_reopening_takes_it_away_and_counts(cast: Cast) -> None:
    interaction = logged(cast)
    states.move(interaction=interaction, to=State.CLOSED, by=cast.cm, at=NOON + minutes(5), verb="closed")
    assert interaction.closed_at == NOON + minutes(5)
    states.move(interaction=interaction, to=State.REOPENED, by=cast.cm, at=NOON + minutes(9), verb="reopened")
    interaction.refresh_from_db()
    assert (interaction.closed_at, interaction.reopened) == (None, 1)
    verbs = AuditEntry.objects.filter(object_id=interaction.pk, object_type="inbox.interaction")
    assert {"interaction.closed", "interaction.reopened"} <= set(verbs.values_list("verb", flat=True))


def test_a_passage_on_an_instance_that_is_out_of_date_starts_from_what_is_true(cast: Cast) -> None:
    interaction = logged(cast)
    stale = Interaction.objects.get(pk=interaction.pk)
    states.move(interaction=interaction, to=State.CLOSED, by=cast.cm)
    with pytest.raises(ValidationError):
        states.move(interaction=stale, to=State.ANSWERED, by=cast.cm)
    assert stale.state == State.CLOSED


def test_an_act_on_what_has_become_part_of_another_interaction_is_refused_in_words(cast: Cast) -> None:
    absorbed = logged(cast)
    WaitingEpisode.objects.filter(interaction=absorbed).delete()
    InteractionEvent.objects.filter(interaction=absorbed).update(interaction=logged(cast))
    Message.objects.filter(interaction=absorbed).delete()
    Interaction.objects.filter(pk=absorbed.pk).delete()
    with pytest.raises(ValidationError, match="réunie à une autre"):
        states.move(interaction=absorbed, to=State.IN_PROGRESS, by=cast.cm)
