"""What touches an interaction and its escalations locks the interaction first: nobody waits in a circle."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from django.db import connection, transaction

from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import AnswerLink, Escalation
from channels_mgmt.escalations.services import acts, links
from channels_mgmt.escalations.services.history import hold
from channels_mgmt.escalations.services.merging import follow_merge
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.relaying import relay_to
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.intake import take_in
from channels_mgmt.inbox.services.logging import log_message
from tests.cast import Cast
from tests.escalations.conftest import NOW, logged
from tests.intake.reference import Said
from tests.intake.stories import write_file
from tests.waiting import PATIENCE, lock_is_waited_for

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[Cast, Escalation], object]
ACTS: dict[str, Act] = {
    "acknowledge": lambda cast, asked: acts.acknowledge(escalation=asked, by=cast.contact),
    "answer": lambda cast, asked: acts.answer(escalation=asked, by=cast.contact, publishable="Voilà"),
    "close": lambda cast, asked: acts.close(escalation=asked, by=cast.cm, reason="Réglé"),
    "answer the public": lambda cast, asked: answer_interaction(
        interaction=asked.interaction, text="Voilà", by=cast.cm
    ),
    "log an answer": lambda cast, asked: log_message(
        interaction=asked.interaction, direction="out", text="Voilà", by=cast.cm
    ),
    "end the interaction": lambda cast, asked: sorting.close(interaction=asked.interaction, by=cast.cm),
}


def elsewhere(act: Callable[[], object]) -> object:
    try:
        return act()
    finally:
        connection.close()


def wait_for_the_lock(doing: Future[object]) -> None:
    """Until somebody waits for a lock; the clock stands still here, hence no deadline."""
    pause = Event()
    for _look in range(PATIENCE * 50):
        if lock_is_waited_for("locktype <> 'relation'"):
            return
        assert not doing.done(), "it did not ask for the interaction first"
        pause.wait(0.02)
    pytest.fail("nobody waited")


def while_the_interaction_is_held(
    interaction: Interaction, asked: Escalation, act: Callable[[], object]
) -> None:
    """Somebody holds the interaction and then wants the escalation: whoever waits must not have it."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Interaction.objects.select_for_update(of=("self",)).get(pk=interaction.pk)
            doing = pool.submit(elsewhere, act)
            wait_for_the_lock(doing)
            Escalation.objects.select_for_update(of=("self",), nowait=True).get(pk=asked.pk)
        doing.result(PATIENCE)


@pytest.mark.parametrize("name", ACTS)
def test_acts_lock_the_interaction_before_the_escalation(cast: Cast, asked: Escalation, name: str) -> None:
    while_the_interaction_is_held(asked.interaction, asked, lambda: ACTS[name](cast, asked))


def test_relaying_locks_the_interaction_before_the_escalation(cast: Cast, asked: Escalation) -> None:
    acts.answer(escalation=asked, by=cast.contact, publishable="Voilà")
    while_the_interaction_is_held(
        asked.interaction, asked, lambda: acts.relay(escalation=asked, by=cast.cm, text="Voilà", key=uuid4())
    )


def message(number: int, *, out: bool = False, reply: str = "") -> Said:
    at = NOW - timedelta(hours=9 - number)
    return Said(str(number), out, at, "wouri" if out else "awa", f"message {number}", reply=reply)


def test_a_file_that_makes_two_interactions_one_locks_them_before_their_escalations(
    cast: Cast, tmp_path: Path
) -> None:
    def take(said: Said) -> None:
        path = write_file(tmp_path / f"{said.id}.csv", [said])
        take_in(brand=cast.brand, path=path, channel=cast.official, at=NOW)

    take(message(1))
    take(message(3, reply="2"))
    first, second = Interaction.objects.order_by("opened_at")
    asked = open_escalation(interaction=second, question="?", by=cast.cm)
    while_the_interaction_is_held(second, asked, lambda: take(message(2, out=True, reply="1")))
    asked.refresh_from_db()
    assert (asked.interaction, asked.state) == (first, State.NOTIFIED)
    assert acts.acknowledge(escalation=asked, by=cast.contact).interaction == first


def test_who_finds_the_escalation_at_another_interaction_holds_nothing_of_it_while_waiting(
    cast: Cast, asked: Escalation
) -> None:
    survivor, held, may_go = logged(cast, "Plus ancien"), Event(), Event()

    def hold_survivor() -> None:
        with transaction.atomic():
            # Without its key: the escalation that comes to it refers to that.
            Interaction.objects.select_for_update(of=("self",), no_key=True).get(pk=survivor.pk)
            held.set()
            may_go.wait(PATIENCE)

    with ThreadPoolExecutor(2) as pool:
        try:
            with transaction.atomic():
                Interaction.objects.select_for_update(of=("self",)).get(pk=asked.interaction_id)
                doing = pool.submit(elsewhere, lambda: acts.acknowledge(escalation=asked, by=cast.contact))
                wait_for_the_lock(doing)
                Escalation.objects.filter(pk=asked.pk).update(interaction=survivor)
                holding = pool.submit(elsewhere, hold_survivor)
                assert held.wait(PATIENCE)
            wait_for_the_lock(doing)
            with transaction.atomic():
                Escalation.objects.select_for_update(of=("self",), nowait=True).get(pk=asked.pk)
        finally:
            may_go.set()
        holding.result(PATIENCE)
        acknowledged = doing.result(PATIENCE)
    assert isinstance(acknowledged, Escalation)
    assert (acknowledged.interaction, acknowledged.state) == (survivor, State.ACKNOWLEDGED)


LINKED: dict[str, Callable[[AnswerLink], object]] = {
    "revoke": lambda link: links.revoke(link=link, by=None),
    "open": links.note_opening,
}


@pytest.mark.parametrize("name", LINKED)
def test_who_has_a_link_in_hand_does_not_wait_for_an_act(cast: Cast, asked: Escalation, name: str) -> None:
    """An act holds the escalation and then wants its links; they are held by whoever writes into its log."""
    link = AnswerLink.objects.get(contact__user=cast.contact)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        held = hold(asked)
        pool.submit(elsewhere, lambda: LINKED[name](link)).result(PATIENCE)
        assert links.link_for(held, held.chain[0], at=NOW)


@pytest.fixture
def twice_asked(cast: Cast, asked: Escalation) -> tuple[Escalation, Escalation]:
    """Two departments are asked about one interaction; the one that was asked first is written down later."""
    other = open_escalation(
        interaction=asked.interaction,
        question="Et vous ?",
        by=cast.cm,
        department=cast.department("sales"),
        at=NOW - timedelta(hours=1),
    )
    return asked, other


def while_the_first_is_held(first: Escalation, second: Escalation, act: Callable[[], object]) -> None:
    """Whoever wants both has neither of them while they wait for the first."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Escalation.objects.select_for_update(of=("self",)).get(pk=first.pk)
            doing = pool.submit(elsewhere, act)
            wait_for_the_lock(doing)
            Escalation.objects.select_for_update(of=("self",), nowait=True).get(pk=second.pk)
        doing.result(PATIENCE)


def test_relaying_locks_all_that_carry_it_in_one_order(
    cast: Cast, twice_asked: tuple[Escalation, Escalation]
) -> None:
    first, second = twice_asked
    acts.answer(escalation=first, by=cast.contact, publishable="Voilà")
    acts.answer(escalation=second, by=cast.manager, publishable="Voilà")
    replies = {first.interaction_id: "Voilà"}
    while_the_first_is_held(
        first, second, lambda: relay_to(escalation=second, replies=replies, by=cast.cm, key=uuid4())
    )
    second.refresh_from_db()
    assert second.state == State.RELAYED


def test_merging_locks_all_that_carry_them_in_the_same_order(
    cast: Cast, twice_asked: tuple[Escalation, Escalation]
) -> None:
    first, second = twice_asked
    survivor = logged(cast, "Plus ancien")
    survivors = {first.interaction_id: survivor.pk}
    while_the_first_is_held(
        first, second, lambda: follow_merge(brand=cast.brand, survivors=survivors, at=NOW)
    )
    second.refresh_from_db()
    assert second.interaction == survivor
