"""Two at once: transfers, answers beside transfers, replies to all; on connections of their own."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.choices import DepartmentKind
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import Carried, Escalation
from channels_mgmt.escalations.services import acts, asking, joining
from channels_mgmt.escalations.services.relaying import relay_to
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Message
from channels_mgmt.inbox.services.answers import answer_interaction
from tests.escalations.conftest import logged
from tests.escalations.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(one):
    return Escalation.objects.get(pk=one.pk)


def test_of_two_transfers_at_once_the_second_is_told(cast, asked):
    legal = cast.department(DepartmentKind.LEGAL)
    first, second = fresh(asked), fresh(asked)
    outcomes = at_once(
        lambda: transfer(escalation=first, to=legal, why="Droit", by=cast.cm),
        lambda: transfer(escalation=second, to=None, why="Au responsable", by=cast.manager),
    )
    assert sorted(isinstance(one, ValidationError) for one in outcomes) == [False, True]
    assert fresh(asked).events.filter(verb=Verb.TRANSFERRED).count() == 1
    assert fresh(asked).leg == 2


def test_an_answer_beside_a_transfer_is_one_or_the_other(cast, asked):
    legal = cast.department(DepartmentKind.LEGAL)
    first, second = fresh(asked), fresh(asked)
    outcomes = at_once(
        lambda: transfer(escalation=first, to=legal, why="Droit", by=cast.cm),
        lambda: acts.answer(escalation=second, by=cast.contact, publishable="Voilà"),
    )
    assert sorted(isinstance(one, ValidationError) for one in outcomes) == [False, True]
    held = fresh(asked)
    moved = held.events.filter(verb=Verb.TRANSFERRED).exists()
    assert (held.state == State.ANSWERED) is not moved


def test_two_who_give_the_information_at_once_give_it_once(cast, asked):
    asking.ask_back(escalation=asked, text="?", by=cast.contact)
    outcomes = at_once(
        lambda: asking.give_information(escalation=asked, text="!", by=cast.cm, key=uuid4()),
        lambda: asking.give_information(escalation=asked, text="?", by=cast.manager, key=uuid4()),
    )
    assert sorted(isinstance(one, ValidationError) for one in outcomes) == [False, True]
    assert asked.events.filter(verb=Verb.INFORMATION_GIVEN).count() == 1


def test_two_who_relay_to_all_at_once_send_each_reply_once(cast, asked):
    others = [logged(cast, f"Numéro {n}", author=f"Abonné {n}") for n in range(3)]
    joining.join(escalation=asked, interactions=others, by=cast.cm)
    acts.answer(escalation=asked, by=cast.contact, publishable="Réparé")
    everybody = {one.pk: "C'est réparé." for one in [asked.interaction, *others]}
    outcomes = at_once(
        lambda: relay_to(escalation=asked, replies=everybody, by=cast.cm, key=uuid4()),
        lambda: relay_to(escalation=asked, replies=everybody, by=cast.manager, key=uuid4()),
    )
    assert all(sorted(one.sent) == sorted(everybody) for one in outcomes)
    assert Message.objects.filter(interaction__in=everybody, direction=Direction.OUT).count() == 4
    assert fresh(asked).state == State.RELAYED


def test_joining_answering_and_replying_at_once_wait_in_no_circle(cast, asked):
    others = [logged(cast, f"Numéro {n}", author=f"Abonné {n}") for n in range(4)]
    joining.join(escalation=asked, interactions=others[:2], by=cast.cm)
    outcomes = at_once(
        lambda: joining.join(escalation=asked, interactions=others[2:], by=cast.cm),
        lambda: acts.answer(escalation=asked, by=cast.contact, publishable="Réparé"),
        lambda: answer_interaction(interaction=others[0], text="Je réponds", by=cast.manager),
        lambda: joining.take_out(escalation=asked, interaction=others[1], by=cast.cm),
    )
    assert not [one for one in outcomes if isinstance(one, ValidationError)]
    held = fresh(asked)
    assert held.state == State.ANSWERED
    assert Carried.objects.there().filter(escalation=held).count() == 4
