"""Two at once, on connections of their own."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Notification
from channels_mgmt.crisis.choices import Verb
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.crisis.services.running import end_crisis
from channels_mgmt.crisis.services.tasks import ask_decision, decide
from channels_mgmt.crisis.services.telling import acknowledge, tell_due
from channels_mgmt.inbox.models import Approval
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from tests.at_once import at_once
from tests.cast import Cast
from tests.crisis.making import logged, opened

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_open_one_at_once_the_second_joins(cast: Cast) -> None:
    interaction = logged(cast)
    outcomes = at_once(
        lambda: opened(cast, interaction=interaction),
        lambda: opened(cast, interaction=interaction, by=cast.service),
    )
    crisis = Crisis.objects.get()
    assert outcomes == [crisis, crisis]
    assert crisis.events.filter(verb=Verb.OPENED).count() == 1
    assert crisis.events.get(verb=Verb.JOINED).by != crisis.opened_by
    assert crisis.suspensions.count() == 1


def test_two_who_acknowledge_at_once_end_the_telling_once(cast: Cast) -> None:
    crisis = opened(cast)
    at_once(
        lambda: acknowledge(crisis=crisis, by=cast.executive),
        lambda: acknowledge(crisis=crisis, by=cast.manager),
        lambda: acknowledge(crisis=crisis, by=cast.executive),
    )
    crisis.refresh_from_db()
    assert crisis.next_telling_at is None
    assert crisis.events.filter(verb=Verb.ACKNOWLEDGED).count() == 2


def test_two_sweeps_at_once_tell_once(cast: Cast) -> None:
    crisis = opened(cast)
    at = crisis.next_telling_at
    assert at is not None
    before = Notification.objects.filter(key__startswith=f"crisis:{crisis.pk}:").count()
    assert sum(at_once(lambda: tell_due(at), lambda: tell_due(at))) == 1
    assert Notification.objects.filter(key__startswith=f"crisis:{crisis.pk}:").count() == 2 * before


def test_the_first_of_two_decisions_stands(cast: Cast) -> None:
    crisis = opened(cast)
    asked = ask_decision(crisis=crisis, question="Fermer ?", answers=["Oui", "Non"], by=cast.manager)
    outcomes = at_once(
        lambda: decide(decision=asked, answer="Oui", by=cast.executive),
        lambda: decide(decision=asked, answer="Non", by=cast.decider),
    )
    assert sorted(isinstance(outcome, ValidationError) for outcome in outcomes) == [False, True]
    asked.refresh_from_db()
    (stands,) = [outcome for outcome in outcomes if not isinstance(outcome, ValidationError)]
    assert asked.answer == stands.answer


def test_an_end_beside_a_reply_loses_neither(cast: Cast) -> None:
    crisis = opened(cast, themes=[])
    interaction = logged(cast)
    outcomes = at_once(
        lambda: reply(interaction=interaction, draft=Draft("Bonjour"), by=cast.cm, key=uuid4()),
        lambda: end_crisis(crisis=crisis, why="Réparé.", by=cast.manager),
    )
    assert not any(isinstance(outcome, ValidationError) for outcome in outcomes)
    waiting = Approval.objects.waiting().filter(interaction=interaction).count()
    assert waiting + interaction.messages.filter(direction="out").count() == 1
