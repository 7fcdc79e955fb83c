"""Every act, from every state: what it refuses changes nothing, and what it does agrees with its log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.choices import DepartmentKind
from accounts.models import Department
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts, asking, joining
from channels_mgmt.escalations.services.clock import auditing
from channels_mgmt.escalations.services.clock.climbing import climb
from channels_mgmt.escalations.services.closed_departments import move_on
from channels_mgmt.escalations.services.items import ask_about
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.put_in_touch import put_in_touch
from channels_mgmt.escalations.services.refusing import not_ours
from channels_mgmt.escalations.services.reopening import reopen
from channels_mgmt.escalations.services.transferring import transfer
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services import sorting
from channels_mgmt.watch.services.logging import log_item
from tests.cast import Cast
from tests.escalations.conftest import logged

Act = Callable[[Cast, Escalation], object]

ASKED_OF_A_STATE = (auditing.other_than_its_log, auditing.without_clock, auditing.running_on)
"""What the auditor asks of a state: that its log tells it, and its clock runs or stands as it should."""


def service(cast: Cast) -> Department:
    return cast.department(DepartmentKind.CUSTOMER_SERVICE)


def sales(cast: Cast) -> Department:
    return cast.department(DepartmentKind.SALES)


def take_the_first_out(cast: Cast, one: Escalation) -> None:
    if one.interaction is None:
        raise ValidationError("nobody of the public asked")
    joining.join(escalation=one, interactions=[logged(cast, "Moi aussi", author="Paul Biyick")], by=cast.cm)
    joining.take_out(escalation=one, interaction=one.interaction, by=cast.cm)


def end_the_interaction(cast: Cast, one: Escalation) -> None:
    if one.interaction is None:
        raise ValidationError("nobody of the public asked")
    sorting.close(interaction=one.interaction, by=cast.cm)


def move_on_from_closed(cast: Cast, one: Escalation) -> None:
    assert one.department
    if not move_on(one.department, by=cast.manager, at=timezone.now()):
        raise ValidationError("it was not with the department")


def climb_on(_cast: Cast, one: Escalation) -> None:
    if not climb(at=one.answer_by + timedelta(days=9), among=Escalation.objects.filter(pk=one.pk)).number:
        raise ValidationError("there was nothing to climb")


ACTS: dict[str, Act] = {
    "acknowledge": lambda cast, one: acts.acknowledge(escalation=one, by=cast.contact),
    "answer": lambda cast, one: acts.answer(escalation=one, by=cast.contact, publishable="Oui"),
    "put in touch": lambda cast, one: put_in_touch(escalation=one, words="Appelée", by=cast.contact),
    "decline": lambda cast, one: not_ours(escalation=one, suggestion=None, why="Non", by=cast.contact),
    "decline to": lambda cast, one: not_ours(
        escalation=one, suggestion=sales(cast), why="Non", by=cast.contact
    ),
    "ask back": lambda cast, one: asking.ask_back(escalation=one, text="Qui ?", by=cast.contact, key=uuid4()),
    "give": lambda cast, one: asking.give_information(escalation=one, text="Awa", by=cast.cm, key=uuid4()),
    "ask further": lambda cast, one: asking.ask_further(escalation=one, text="Et ?", by=cast.cm, key=uuid4()),
    "reopen": lambda cast, one: reopen(escalation=one, why="Encore", by=cast.cm, key=uuid4()),
    "transfer": lambda cast, one: transfer(escalation=one, to=sales(cast), why="À vous", by=cast.cm),
    "to the manager": lambda cast, one: transfer(escalation=one, to=None, why="À vous", by=cast.cm),
    "relay": lambda cast, one: acts.relay(escalation=one, text="Bonjour Awa", by=cast.cm, key=uuid4()),
    "take note": lambda cast, one: acts.take_note(escalation=one, by=cast.cm),
    "close": lambda cast, one: acts.close(escalation=one, by=cast.cm, reason="Fini"),
    "join and take out": take_the_first_out,
    "end the interaction": end_the_interaction,
    "close the department": move_on_from_closed,
    "climb": climb_on,
}

ALWAYS = {"acknowledge", "close"}
"""Done where there is nothing to be done any more, they change nothing."""
ASKED = {
    *ALWAYS, "answer", "ask back", "climb", "close the department", "decline", "decline to", "to the manager",
    "transfer",
}  # fmt: skip
OF_THE_PUBLIC = {"put in touch", "join and take out", "end the interaction"}
WAITS_FOR_US = ASKED - {"ask back", "climb"} | {"give"}

ABOUT_AN_INTERACTION: dict[tuple[str, ...], set[str]] = {
    (): ASKED | OF_THE_PUBLIC,
    ("acknowledge",): ASKED | OF_THE_PUBLIC,
    ("decline",): ASKED | OF_THE_PUBLIC,
    ("ask back",): WAITS_FOR_US | OF_THE_PUBLIC,
    ("ask back", "decline"): WAITS_FOR_US | OF_THE_PUBLIC,
    ("answer",): {*ALWAYS, "ask further", "relay", "join and take out", "end the interaction"},
    ("put in touch",): {*ALWAYS, "ask further", "relay", "reopen", "end the interaction"},
    ("answer", "relay"): {*ALWAYS, "ask further", "reopen", "end the interaction"},
    ("close",): {*ALWAYS, "reopen", "end the interaction"},
}
"""What may be done after what was done before."""
ABOUT_AN_ITEM: dict[tuple[str, ...], set[str]] = {
    ("decline",): ASKED,
    ("answer",): {*ALWAYS, "ask further", "take note"},
    ("answer", "take note"): {*ALWAYS, "reopen", "take note"},
}


def done(cast: Cast, one: Escalation, name: str) -> bool:
    """Whether the act was allowed; it is undone again."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                ACTS[name](cast, Escalation.objects.get(pk=one.pk))
            is_allowed = True
        except ValidationError:
            is_allowed = False
        found = [finding.problem for check in ASKED_OF_A_STATE for finding in check(timezone.now())]
        transaction.set_rollback(True)
    assert not found, f"{name} leaves what the auditor finds: {found}"
    return is_allowed


def allowed_after(cast: Cast, one: Escalation, before: tuple[str, ...]) -> set[str]:
    for name in before:
        ACTS[name](cast, Escalation.objects.get(pk=one.pk))
    return {name for name in ACTS if done(cast, one, name)}


@pytest.mark.parametrize("before", ABOUT_AN_INTERACTION, ids=" ".join)
def test_an_act_on_a_question_of_the_public(cast: Cast, asked: Escalation, before: tuple[str, ...]) -> None:
    assert allowed_after(cast, asked, before) == ABOUT_AN_INTERACTION[before]


def test_an_act_where_there_is_nobody_to_be_told(cast: Cast, complaint: Interaction) -> None:
    service(cast).contacts.update(email="", user=None, phone="+237600000000")
    cast.agency.memberships.filter(user=cast.manager).delete()
    asked = open_escalation(interaction=complaint, question="?", by=cast.cm)
    assert asked.state == State.OPENED
    assert {*ALWAYS, "decline", "answer"} <= allowed_after(cast, asked, ())


@pytest.mark.parametrize("before", ABOUT_AN_ITEM, ids=" ".join)
def test_an_act_on_a_question_about_an_item(cast: Cast, before: tuple[str, ...]) -> None:
    item = log_item(brand=cast.brand, by=cast.cm, title="Une panne à Bonabéri")
    asked = ask_about(item=item, question="?", by=cast.cm, department=service(cast))
    assert allowed_after(cast, asked, before) == ABOUT_AN_ITEM[before]
