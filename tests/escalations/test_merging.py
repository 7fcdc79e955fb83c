from datetime import timedelta

from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.signals import interactions_merged
from tests.escalations.conftest import NOW, logged


def merge(cast, absorbed, survivor):
    interactions_merged.send(Interaction, brand=cast.brand, survivors={absorbed.pk: survivor.pk}, at=NOW)


def test_an_escalation_follows_its_interaction(cast, asked, complaint):
    survivor = logged(cast, "Plus ancien")
    merge(cast, complaint, survivor)
    asked.refresh_from_db()
    assert (asked.interaction, asked.state) == (survivor, State.NOTIFIED)
    complaint.refresh_from_db()
    assert not complaint.escalations.exists()


def test_of_two_questions_to_one_department_the_earlier_stands(cast, asked, complaint):
    survivor = logged(cast, "Plus ancien")
    later = open_escalation(
        interaction=survivor, question="La même", by=cast.cm, at=NOW + timedelta(minutes=5)
    )
    merge(cast, complaint, survivor)
    asked.refresh_from_db()
    later.refresh_from_db()
    assert (asked.interaction, asked.state) == (survivor, State.NOTIFIED)
    assert (later.state, later.next_step_at) == (State.CLOSED, None)
    assert later.close_reason
    assert later.events.filter(verb=Verb.CLOSED).count() == 1


def test_several_absorbed_at_once_keep_the_earliest(cast, complaint):
    others = [logged(cast, f"Numéro {n}") for n in range(3)]
    survivor, *absorbed = others
    asked = [
        open_escalation(interaction=each, question="?", by=cast.cm, at=NOW - timedelta(minutes=n))
        for n, each in enumerate(others)
    ]
    interactions_merged.send(
        Interaction, brand=cast.brand, survivors={each.pk: survivor.pk for each in absorbed}, at=NOW
    )
    states = []
    for escalation in asked:
        escalation.refresh_from_db()
        states.append((escalation.interaction_id, escalation.state))
    assert states == [
        (survivor.pk, State.CLOSED),
        (survivor.pk, State.CLOSED),
        (survivor.pk, State.NOTIFIED),
    ]
