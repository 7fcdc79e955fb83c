from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.choices import DepartmentKind
from accounts.models import AuditEntry, Notification
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.owning import OWNED
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.choices import State as InteractionState
from channels_mgmt.inbox.repeats import repeated_run
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.logging import log_message
from tests.escalations.conftest import NOW

LATER = NOW + timedelta(minutes=20)


def told(escalation, verb):
    """What the log keeps of an act, and the working time of the department that it ended."""
    details = escalation.events.get(verb=verb).details
    return details, details.pop(OWNED)["working"]


@pytest.fixture
def answered(cast, asked):
    return acts.answer(
        escalation=asked,
        by=cast.contact,
        publishable="Votre carte est débloquée.",
        internal="Erreur de notre prestataire",
        at=LATER,
    )


def test_acknowledging_stops_that_clock_and_is_told_once(cast, asked):
    acts.acknowledge(escalation=asked, by=cast.contact, at=LATER)
    held = acts.acknowledge(escalation=asked, by=cast.manager, at=LATER + timedelta(minutes=1))
    assert (held.state, held.acknowledged_at) == (State.ACKNOWLEDGED, LATER)
    assert held.next_step_at == datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # warned two working hours before
    (event,) = held.events.filter(verb=Verb.ACKNOWLEDGED)
    assert (event.by, event.to_state) == (cast.contact, State.ACKNOWLEDGED)


def test_an_answer_has_two_parts_and_hands_the_interaction_back(cast, answered, complaint):
    assert (answered.state, answered.answered_at) == (State.ANSWERED, LATER)
    assert (answered.publishable, answered.internal) == (
        "Votre carte est débloquée.",
        "Erreur de notre prestataire",
    )
    assert answered.acknowledged_at == LATER
    assert answered.answered_contact.user == answered.answered_by == cast.contact
    assert answered.next_step_at is None
    complaint.refresh_from_db()
    assert complaint.state == InteractionState.IN_PROGRESS
    assert AuditEntry.objects.filter(verb="escalation.answered", object_id=answered.pk).exists()


def test_whoever_asked_is_told_of_the_answer(cast, answered):
    mail = Notification.objects.get(key=f"escalation:{answered.pk}:answered:{cast.cm.pk}")
    assert (mail.user, mail.thread) == (cast.cm, f"escalation.{answered.pk}")
    assert "Erreur de notre prestataire" not in mail.body


def test_the_interaction_waits_until_all_departments_have_answered(cast, asked, complaint):
    legal = cast.department(DepartmentKind.LEGAL)
    other = open_escalation(interaction=complaint, question="Droit ?", by=cast.cm, department=legal)
    acts.answer(escalation=asked, by=cast.contact, publishable="Oui")
    complaint.refresh_from_db()
    assert complaint.state == InteractionState.WAITING_ESCALATED
    acts.answer(escalation=other, by=cast.manager, internal="Rien à craindre")
    complaint.refresh_from_db()
    assert complaint.state == InteractionState.IN_PROGRESS


def test_a_manager_writes_down_whose_answer_it_is(cast, asked):
    second = asked.department.contacts.get(name="Second Contact")
    held = acts.answer(escalation=asked, by=cast.manager, publishable="Par téléphone : oui", contact=second)
    assert (held.answered_by, held.answered_contact) == (cast.manager, second)
    assert told(held, Verb.ANSWERED) == ({"contact": "Second Contact"}, 0)


def test_an_empty_answer_is_refused(cast, asked):
    with pytest.raises(ValidationError):
        acts.answer(escalation=asked, by=cast.contact, publishable=" ", internal="")
    asked.refresh_from_db()
    assert asked.state == State.NOTIFIED


def test_whoever_answers_second_is_told_and_changes_nothing(cast, answered):
    with pytest.raises(acts.AnsweredMeanwhileError, match="Contact"):
        acts.answer(escalation=answered, by=cast.manager, publishable="Autre chose")
    answered.refresh_from_db()
    assert answered.publishable == "Votre carte est débloquée."
    assert answered.events.filter(verb=Verb.ANSWERED).count() == 1


def test_relaying_answers_the_public_once(cast, answered, complaint):
    key = uuid4()
    at = LATER + timedelta(minutes=5)
    for _post in range(2):
        held = acts.relay(escalation=answered, text="Bonjour Awa, c'est fait.", by=cast.cm, at=at, key=key)
    assert (held.state, held.relayed_at) == (State.RELAYED, at)
    (reply,) = complaint.messages.filter(direction=Direction.OUT)
    assert (reply.text, reply.recorded_by, reply.holding) == ("Bonjour Awa, c'est fait.", cast.cm, False)
    complaint.refresh_from_db()
    assert complaint.state == InteractionState.ANSWERED
    assert held.events.filter(verb=Verb.RELAYED).count() == 1


def test_nothing_is_relayed_before_the_department_has_answered(cast, asked, complaint):
    with pytest.raises(ValidationError):
        acts.relay(escalation=asked, text="Bonjour", by=cast.cm, key=uuid4())
    assert not complaint.messages.filter(direction=Direction.OUT).exists()


def test_an_answer_from_the_inbox_relays_a_holding_reply_does_not(cast, answered, complaint):
    answer_interaction(interaction=complaint, text="Nous regardons", by=cast.cm, holding=True)
    answered.refresh_from_db()
    assert answered.state == State.ANSWERED
    answer_interaction(interaction=complaint, text="C'est débloqué", by=cast.cm, at=LATER)
    answered.refresh_from_db()
    assert answered.state == State.RELAYED


def test_closing_before_the_end_needs_a_reason(cast, asked, complaint):
    with pytest.raises(ValidationError):
        acts.close(escalation=asked, by=cast.cm)
    held = acts.close(escalation=asked, by=cast.cm, reason="Awa a trouvé seule", at=LATER)
    assert (held.state, held.closed_at, held.next_step_at) == (State.CLOSED, LATER, None)
    assert told(held, Verb.CLOSED) == ({"reason": "Awa a trouvé seule"}, 20 * 60)
    complaint.refresh_from_db()
    assert complaint.state == InteractionState.IN_PROGRESS


def test_what_is_relayed_closes_without_a_word(cast, answered):
    acts.relay(escalation=answered, text="Voilà.", by=cast.cm, at=LATER, key=uuid4())
    assert acts.close(escalation=answered, by=cast.cm).state == State.CLOSED


def test_a_late_answer_after_the_end_is_refused_in_words(cast, asked):
    acts.close(escalation=asked, by=cast.cm, reason="Plus utile")
    with pytest.raises(acts.AnsweredMeanwhileError):
        acts.answer(escalation=asked, by=cast.contact, publishable="Trop tard")
    assert acts.acknowledge(escalation=asked, by=cast.contact).state == State.CLOSED


@pytest.mark.parametrize(
    ("draft", "internal", "found"),
    [
        (
            "Chère Awa, notre prestataire a COUPÉ la ligne par erreur, pardon.",
            "Le prestataire a coupé la ligne par erreur hier soir.",
            "prestataire a COUPÉ la ligne par erreur",
        ),
        ("Votre carte est débloquée.", "Le prestataire a coupé la ligne par erreur.", ""),
        ("Il a coupé la ligne par mégarde", "On a coupé la ligne par erreur, rien de plus", ""),
        ("Nous avons licencié Paul hier.", "Licencié Paul hier", "licencié Paul hier"),
        ("", "", ""),
    ],
)
def test_a_draft_that_repeats_the_internal_part_is_found(draft, internal, found):
    assert repeated_run(draft, internal) == found


def test_a_message_sent_before_the_answer_relays_nothing(cast, answered, complaint):
    before = answered.answered_at - timedelta(minutes=10)
    log_message(
        interaction=complaint, direction="out", text="Nous cherchons", by=cast.cm, sent_at=before, at=LATER
    )
    answered.refresh_from_db()
    assert answered.state == State.ANSWERED


def test_who_relays_second_is_told_and_keeps_the_text(cast, answered):
    key = uuid4()
    acts.relay(escalation=answered, text="Voilà.", by=cast.cm, at=LATER, key=key)
    assert (
        acts.relay(escalation=answered, text="Voilà.", by=cast.cm, at=LATER, key=key).state == State.RELAYED
    )
    with pytest.raises(ValidationError, match="entre-temps"):
        acts.relay(escalation=answered, text="Autre", by=cast.junior, at=LATER, key=uuid4())
    assert not answered.interaction.messages.filter(text="Autre").exists()


def test_what_is_over_is_asked_of_nobody_any_more(cast, asked, complaint):
    sorting.set_aside(interaction=complaint, by=cast.cm, reason="Doublon", at=LATER)
    asked.refresh_from_db()
    assert (asked.state, asked.next_step_at) == (State.CLOSED, None)
