"""Two at once, on connections of their own."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import Notification
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.clock.climbing import climb_due
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services.answers import answer_interaction
from tests.at_once import at_once
from tests.escalations.conftest import NOW, logged

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_contacts_who_answer_at_once_the_second_is_told(cast, asked):
    outcomes = at_once(
        lambda: acts.answer(escalation=asked, by=cast.contact, publishable="La mienne"),
        lambda: acts.answer(escalation=asked, by=cast.manager, publishable="L'autre"),
    )
    assert sorted(isinstance(outcome, acts.AnsweredMeanwhileError) for outcome in outcomes) == [False, True]
    asked.refresh_from_db()
    (winner,) = [each for each in outcomes if isinstance(each, Escalation)]
    assert (asked.state, asked.publishable) == (State.ANSWERED, winner.publishable)
    assert asked.events.filter(verb=Verb.ANSWERED).count() == 1


def test_two_sweeps_at_once_take_each_step_once(cast, clock):
    asked = [
        open_escalation(interaction=logged(cast, f"Numéro {n}"), question="?", by=cast.cm) for n in range(8)
    ]
    at = NOW + timedelta(minutes=61)
    clock.move_to(at)
    assert sum(at_once(lambda: climb_due(at), lambda: climb_due(at))) == len(asked)
    for escalation in asked:
        assert escalation.events.filter(verb=Verb.CLIMBED).count() == 1
        assert Notification.objects.filter(thread=f"escalation.{escalation.pk}").count() == 2


def test_one_form_sent_twice_at_once_opens_one(cast, complaint):
    key = uuid4()
    outcomes = at_once(
        *[lambda: open_escalation(interaction=complaint, question="?", by=cast.cm, key=key)] * 2
    )
    assert outcomes[0] == outcomes[1]
    assert Escalation.objects.count() == 1


def test_answering_the_public_and_the_question_at_once_ends_well(cast, asked, complaint):
    """Both lock the interaction and the escalation, in the same order."""
    at_once(
        lambda: acts.answer(escalation=asked, by=cast.contact, publishable="Voilà"),
        lambda: answer_interaction(interaction=complaint, text="Je réponds moi-même", by=cast.cm),
    )
    asked.refresh_from_db()
    assert asked.state in (State.ANSWERED, State.RELAYED)
