"""Four eyes: what waits for a second person, who that may be, and the way out of who is alone."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import Role
from accounts.models import AuditEntry, Notification, User
from channels_mgmt.inbox.approval_reasons import Wait
from channels_mgmt.inbox.choices import ApprovalState, Reason, State
from channels_mgmt.inbox.models import Approval, Interaction, Message
from channels_mgmt.inbox.services import approvals, sorting
from channels_mgmt.inbox.services.answers import WrittenMeanwhileError
from channels_mgmt.inbox.services.approval_rules import set_rule
from channels_mgmt.inbox.services.approval_sweep import remind_and_climb
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.logging import log_message
from channels_mgmt.inbox.services.replies import reply
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.models import EntryVersion
from channels_mgmt.protocol.services.entries import write_entry
from channels_mgmt.team.services.shifts import add_shift
from tests.cast import Cast, client_of, person
from tests.inbox.making import logged

NOW = timezone.now()


@pytest.fixture
def interaction(cast: Cast) -> Interaction:
    return logged(cast, text="Encore une coupure !")


def entry(cast: Cast, sensitivity: str = Sensitivity.SENSITIVE) -> EntryVersion:
    return write_entry(
        brand=cast.brand,
        by=cast.strategist,
        situation="Coupure",
        answer_fr="Nous sommes désolés.",
        sensitivity=sensitivity,
        department=cast.department("customer_service"),
    )


def asked(interaction: Interaction, by: User, text: str = "Désolés.", **said: Any) -> Approval:
    given = reply(interaction=interaction, draft=Draft(text, **said), by=by, key=uuid4())
    assert isinstance(given, Approval)
    return given


def waiting_mails(kind: str) -> dict[str, list[str]]:
    rows = Notification.objects.filter(key__startswith=f"{kind}:").order_by("email")
    return {kind: [row.email for row in rows]}


def test_who_is_ready_replies_alone(cast: Cast, interaction: Interaction) -> None:
    given = reply(interaction=interaction, draft=Draft("Bonjour."), by=cast.cm, key=uuid4())
    assert isinstance(given, Message)
    assert interaction.state == State.ANSWERED


def test_under_supervision_every_reply_waits(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.junior)
    assert waits.reasons == [Reason.SUPERVISION]
    assert (interaction.state, interaction.messages.count()) == (State.WAITING_APPROVAL, 1)


def statements_of_asking(cast: Cast) -> int:
    anew = logged(cast, text="Encore une coupure !")
    with CaptureQueriesContext(connection) as done:
        asked(anew, cast.junior)
    return len(done)


def test_twenty_are_asked_in_as_many_statements_as_one(cast: Cast) -> None:
    statements_of_asking(cast)
    few = statements_of_asking(cast)
    for number in range(20):
        person(f"manager {number}", cast.agency, Role.MANAGER)
    assert statements_of_asking(cast) == few
    assert Notification.objects.filter(email__startswith="manager.").count() == 20


@pytest.mark.parametrize(
    ("sensitivity", "reasons"),
    [
        (Sensitivity.SENSITIVE, [Reason.SENSITIVE]),
        (Sensitivity.EMBARRASSING, [Reason.EMBARRASSING]),
    ],
)
def test_what_the_protocol_calls_sensitive_waits(
    sensitivity: str, reasons: list[str], cast: Cast, interaction: Interaction
) -> None:
    assert asked(interaction, cast.cm, used=entry(cast, sensitivity)).reasons == reasons


def test_doubt_is_enough(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.cm, in_doubt=True, doubt="Le prix a-t-il changé ?")
    assert (waits.reasons, waits.doubt) == ([Reason.DOUBT], "Le prix a-t-il changé ?")


def test_rooms_above_can_hold_replies(
    cast: Cast, interaction: Interaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(monkeypatch, since=NOW)
    assert asked(interaction, cast.manager).reasons == [Reason.CRISIS]


def hold(monkeypatch: pytest.MonkeyPatch, *, since: datetime) -> None:
    """What a room above does in a crisis that began then."""
    source = [lambda _interaction, _beforehand, _at: [Wait(Reason.CRISIS, since)]]
    monkeypatch.setattr("channels_mgmt.inbox.approval_reasons.sources", source)


def test_what_holds_an_approved_reply_asks_for_it_anew(
    cast: Cast, interaction: Interaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = approvals.approve(approval=asked(interaction, cast.junior), by=cast.manager)
    told = Notification.objects.filter(key__startswith="approval_asked:")
    before = told.count()
    hold(monkeypatch, since=timezone.now())
    later = timezone.now() + timedelta(hours=5)
    assert approvals.publish(approval=waits, by=cast.junior, at=later) == waits
    waits.refresh_from_db()
    assert (waits.state, waits.message, waits.decided_by) == (ApprovalState.ASKED, None, None)
    assert waits.reasons == [Reason.SUPERVISION, Reason.CRISIS]
    assert (waits.asked_at, waits.due_at) == (later, later + timedelta(hours=1))
    interaction.refresh_from_db()
    assert interaction.state == State.WAITING_APPROVAL
    assert told.count() == 2 * before, "who approves is told anew"
    # Approved again, in the knowledge of the crisis, it goes out; one that begins later holds it again.
    approvals.approve(approval=waits, by=cast.manager, at=later + timedelta(minutes=5))
    assert Notification.objects.filter(user=cast.junior, key__startswith="approval_decided:").count() == 2
    hold(monkeypatch, since=later + timedelta(minutes=9))
    at = later + timedelta(minutes=10)
    assert isinstance(approvals.publish(approval=waits, by=cast.junior, at=at), Approval)
    approvals.approve(approval=waits, by=cast.manager, at=at)
    assert isinstance(approvals.publish(approval=waits, by=cast.junior, at=at), Message)


def test_what_is_approved_in_a_crisis_goes_out(
    cast: Cast, interaction: Interaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = asked(interaction, cast.junior)
    hold(monkeypatch, since=NOW)
    approvals.approve(approval=waits, by=cast.manager)
    assert isinstance(approvals.publish(approval=waits, by=cast.junior), Message)


def test_the_author_reads_that_a_crisis_holds_it(
    cast: Cast, interaction: Interaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = approvals.approve(approval=asked(interaction, cast.junior), by=cast.manager)
    hold(monkeypatch, since=timezone.now())
    page = client_of(cast.junior).post(f"/approvals/{waits.pk}/publish/", follow=True)
    (said,) = page.context["messages"]
    assert said.level_tag == "warning"
    assert not Message.objects.filter(direction="out").exists()


@pytest.mark.parametrize("before", [True, False])
def test_nobody_publishes_alone_what_a_crisis_holds(
    before: bool, cast: Cast, interaction: Interaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before:
        hold(monkeypatch, since=NOW)
    waits = asked(interaction, cast.cm, "Nous sommes désolés.", used=entry(cast))
    late, hour = waits.alone_from, timedelta(hours=1)
    add_shift(
        brand=cast.brand, user=cast.cm, kind="primary", starts_at=late - hour, ends_at=late + hour,
        by=cast.manager,
    )  # fmt: skip
    hold(monkeypatch, since=NOW)
    with pytest.raises(ValidationError) as refused:
        approvals.publish_alone(approval=waits, by=cast.cm, at=late)
    assert refused.value.code == "crisis"


def test_the_same_form_asks_once(cast: Cast, interaction: Interaction) -> None:
    key = uuid4()
    first = reply(interaction=interaction, draft=Draft("Un"), by=cast.junior, key=key)
    again = reply(interaction=interaction, draft=Draft("Un"), by=cast.junior, key=key)
    assert first == again
    with pytest.raises(ValidationError, match=r"waits|attend"), transaction.atomic():
        reply(interaction=interaction, draft=Draft("Deux"), by=cast.junior, key=uuid4())


def test_approved_published_and_said_by_whom(cast: Cast, interaction: Interaction) -> None:
    waits = approvals.approve(approval=asked(interaction, cast.junior), by=cast.manager)
    interaction.refresh_from_db()
    assert (waits.state, interaction.state) == (ApprovalState.APPROVED, State.IN_PROGRESS)
    assert interaction.messages.count() == 1, "approved is not yet published"
    message = approvals.publish(approval=waits, by=cast.junior)
    assert approvals.publish(approval=waits, by=cast.junior) == message
    interaction.refresh_from_db()
    assert (interaction.state, message.recorded_by, message.text) == (
        State.ANSWERED,
        cast.junior,
        "Désolés.",
    )
    page = client_of(cast.cm).get(f"/interactions/{interaction.pk}/").text
    assert cast.manager.name in page


def test_who_says_that_it_was_published_stands_in_the_record_and_its_author_has_written_it(
    cast: Cast, interaction: Interaction
) -> None:
    waits = approvals.approve(approval=asked(interaction, cast.junior), by=cast.manager)
    message = approvals.publish(approval=waits, by=cast.cm)
    assert isinstance(message, Message)
    assert (message.recorded_by, message.author) == (cast.junior, cast.junior.name)
    assert interaction.events.get(verb="answered").by == cast.cm
    assert AuditEntry.objects.get(verb="interaction.answered").by == cast.cm


def test_only_its_author_takes_it_back(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.junior)
    client_of(cast.cm).post(f"/approvals/{waits.pk}/withdraw/")
    waits.refresh_from_db()
    assert waits.state == ApprovalState.ASKED
    client_of(cast.junior).post(f"/approvals/{waits.pk}/withdraw/")
    waits.refresh_from_db()
    assert waits.state == ApprovalState.WITHDRAWN


def test_the_approver_may_change_it(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.junior, "Désolé !!")
    changed = approvals.approve(approval=waits, by=cast.manager, text="Nous sommes désolés.")
    assert (changed.state, changed.asked, changed.text) == (
        ApprovalState.CHANGED,
        "Désolé !!",
        "Nous sommes désolés.",
    )
    assert approvals.publish(approval=changed, by=cast.junior).text == "Nous sommes désolés."


def test_sent_back_with_a_reason_and_written_anew(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.junior)
    with pytest.raises(ValidationError):
        approvals.send_back(approval=waits, by=cast.manager, words=" ")
    back = approvals.send_back(approval=waits, by=cast.manager, words="Trop sec.")
    assert (back.state, back.words) == (ApprovalState.SENT_BACK, "Trop sec.")
    with pytest.raises(ValidationError):
        approvals.publish(approval=back, by=cast.junior)
    assert "Trop sec." in client_of(cast.junior).get(f"/interactions/{interaction.pk}/").text
    assert asked(interaction, cast.junior, "Mieux.") != waits


def test_never_by_its_author_nor_by_who_may_not(cast: Cast, interaction: Interaction) -> None:
    own = asked(interaction, cast.manager, in_doubt=True)
    for reader in (cast.manager, cast.cm, cast.service, cast.rival):
        with pytest.raises(ValidationError):
            approvals.approve(approval=own, by=reader)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=own.pk).update(
            state=ApprovalState.APPROVED, decided_by=cast.manager, decided_at=NOW
        )
    assert approvals.approve(approval=own, by=cast.strategist).decided_by == cast.strategist


def test_the_second_to_decide_is_told(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.junior)
    approvals.approve(approval=waits, by=cast.manager)
    with pytest.raises(approvals.DecidedMeanwhileError, match=cast.manager.name):
        approvals.send_back(approval=waits, by=cast.strategist, words="Non")


def test_who_approves_has_read_what_came_meanwhile(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.junior)
    seen = interaction.message_count
    log_message(interaction=interaction, direction="in", text="Et en plus…", by=cast.cm)
    with pytest.raises(WrittenMeanwhileError):
        approvals.approve(approval=waits, by=cast.manager, seen=seen)


def test_an_end_withdraws_it(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.junior)
    sorting.set_aside(interaction=interaction, by=cast.cm, reason="Doublon")
    waits.refresh_from_db()
    assert (waits.state, interaction.state) == (ApprovalState.WITHDRAWN, State.SET_ASIDE)


# --- Who is asked, and when they do not answer --------------------------------------------------------


def test_the_approver_is_asked_then_the_backup_each_once(cast: Cast, interaction: Interaction) -> None:
    rule = {"approver": cast.manager, "backup": cast.strategist, "minutes": 30}
    set_rule(brand=cast.brand, by=cast.manager, **rule)
    waits = asked(interaction, cast.junior)
    assert waits.due_at - waits.asked_at == timedelta(minutes=30)
    assert waiting_mails("approval_asked") == {"approval_asked": [cast.manager.email]}
    for minutes in (10, 15, 20):
        remind_and_climb(waits.asked_at + timedelta(minutes=minutes))
    assert waiting_mails("approval_reminded") == {"approval_reminded": [cast.manager.email]}
    for minutes in (30, 31, 90):
        remind_and_climb(waits.asked_at + timedelta(minutes=minutes))
    assert waiting_mails("approval_climbed") == {"approval_climbed": [cast.strategist.email]}
    assert not any("Désolés" in row.body for row in Notification.objects.all()), "words stay here"
    assert not mail.outbox


def test_without_a_rule_everybody_who_may_is_asked_but_the_author(
    cast: Cast, interaction: Interaction
) -> None:
    asked(interaction, cast.manager, in_doubt=True)
    (told,) = waiting_mails("approval_asked").values()
    assert cast.manager.email not in told
    assert {cast.strategist.email, cast.executive.email} <= set(told)
    assert not {cast.cm.email, cast.contact.email, cast.rival.email} & set(told)


def test_alone_at_a_weekend_with_the_protocols_own_words(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.cm, "Nous sommes désolés.", used=entry(cast))
    late = waits.alone_from
    with pytest.raises(ValidationError) as early:
        approvals.publish_alone(approval=waits, by=cast.cm, at=waits.due_at)
    assert early.value.code == "early"
    with pytest.raises(ValidationError) as off_duty:
        approvals.publish_alone(approval=waits, by=cast.cm, at=late)
    assert off_duty.value.code == "on_call"
    hour = timedelta(hours=1)
    add_shift(
        brand=cast.brand, user=cast.cm, kind="primary", starts_at=late - hour, ends_at=late + hour,
        by=cast.manager,
    )  # fmt: skip
    message = approvals.publish_alone(approval=waits, by=cast.cm, at=late)
    waits.refresh_from_db()
    assert (waits.state, waits.message, message.text) == (
        ApprovalState.ALONE,
        message,
        "Nous sommes désolés.",
    )
    assert "Nous sommes désolés." in client_of(cast.manager).get("/b/wouri/approvals/").text


@pytest.mark.parametrize(("days", "shown"), [(3, True), (8, False)])
def test_what_was_published_alone_is_read_on_monday(
    days: int, shown: bool, cast: Cast, interaction: Interaction
) -> None:
    waits = asked(interaction, cast.cm, "Nous sommes désolés.", used=entry(cast))
    with transaction.atomic():
        Approval.objects.filter(pk=waits.pk).update(
            state=ApprovalState.ALONE, decided_by=cast.cm, decided_at=NOW - timedelta(days=days)
        )
    words = "Publiée sans validation"
    assert (words in client_of(cast.manager).get("/").text) is shown
    assert words not in client_of(cast.cm).get("/").text


def test_own_words_are_never_published_alone(cast: Cast, interaction: Interaction) -> None:
    late = NOW + timedelta(hours=3)
    hour = timedelta(hours=1)
    add_shift(
        brand=cast.brand, user=cast.cm, kind="primary", starts_at=late - hour, ends_at=late + hour,
        by=cast.manager,
    )  # fmt: skip
    for said in ({"in_doubt": True}, {"used": entry(cast), "deviation": "Plus court."}):
        waits = asked(interaction, cast.cm, **said)
        with pytest.raises(ValidationError) as refused:
            approvals.publish_alone(approval=waits, by=cast.cm, at=late)
        assert refused.value.code == "protocol"
        approvals.withdraw(approval=waits, by=cast.cm)


# --- The pages ----------------------------------------------------------------------------------------


def test_from_a_phone_in_two_taps(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.junior)
    manager, junior = client_of(cast.manager), client_of(cast.junior)
    assert f"/approvals/{waits.pk}/" in manager.get("/b/wouri/approvals/").text
    page = manager.get(f"/approvals/{waits.pk}/")
    assert "Désolés." in page.text
    form = {"text": "Désolés.", "seen": interaction.message_count, "approve": "1"}
    assert manager.post(f"/approvals/{waits.pk}/decide/", form).status_code == 303
    waits.refresh_from_db()
    assert waits.state == ApprovalState.APPROVED
    assert junior.post(f"/approvals/{waits.pk}/publish/").status_code == 303
    waits.refresh_from_db()
    assert waits.message is not None


def test_a_refusal_keeps_what_was_typed(cast: Cast, interaction: Interaction) -> None:
    waits = asked(interaction, cast.junior)
    sent = {"text": "Autrement dit.", "words": "", "send_back": "1"}
    answer = client_of(cast.manager).post(f"/approvals/{waits.pk}/decide/", sent)
    assert answer.status_code == 422
    assert "Autrement dit." in answer.text
    assert client_of(cast.cm).post(f"/approvals/{waits.pk}/decide/", sent).status_code == 403
    assert client_of(cast.rival).get(f"/approvals/{waits.pk}/").status_code == 404


def test_a_reply_from_the_page_of_somebody_supervised_waits(cast: Cast, interaction: Interaction) -> None:
    sent = {"text": "Bonjour", "key": uuid4(), "seen": interaction.message_count}
    answer = client_of(cast.junior).post(f"/interactions/{interaction.pk}/answer/", sent)
    assert answer.status_code == 303
    interaction.refresh_from_db()
    assert interaction.state == State.WAITING_APPROVAL
    assert Approval.objects.get(interaction=interaction).asked_by == cast.junior


def test_two_who_set_the_rule_at_once(cast: Cast) -> None:
    client = client_of(cast.manager)
    sent = {"approver": cast.manager.pk, "backup": cast.strategist.pk, "minutes": 45, "edition": 0}
    assert client.post("/b/wouri/approvals/rule/", sent).status_code == 303
    again = client.post("/b/wouri/approvals/rule/", sent | {"minutes": 20})
    assert (again.status_code, 'value="20"' in again.text) == (422, True)
    own = sent | {"backup": cast.manager.pk, "edition": 1}
    assert client.post("/b/wouri/approvals/rule/", own).status_code == 422
    assert client_of(cast.cm).get("/b/wouri/approvals/rule/").status_code == 403


def test_it_stands_on_the_home_of_who_has_the_next_step(cast: Cast, interaction: Interaction) -> None:
    def waits_for() -> set[str]:
        names = ("manager", "strategist", "executive", "cm", "junior", "service", "rival")
        homes = {name: client_of(cast.people[name]).get("/").context.get("waiting") for name in names}
        return {
            name
            for name, waiting in homes.items()
            if waiting and any(item.because == "reply" for item in waiting.items)
        }

    first = asked(interaction, cast.junior)
    assert waits_for() == {"manager", "strategist", "executive"}
    approvals.send_back(approval=first, by=cast.manager, words="Trop sec.")
    assert waits_for() == {"junior"}
    second = asked(interaction, cast.junior, "Mieux.")
    assert waits_for() == {"manager", "strategist", "executive"}
    approvals.approve(approval=second, by=cast.executive)
    assert waits_for() == {"junior"}
    approvals.publish(approval=second, by=cast.junior)
    assert waits_for() == set()


def test_what_came_back_is_mended_and_not_typed_anew(cast: Cast, interaction: Interaction) -> None:
    approvals.send_back(
        approval=asked(interaction, cast.junior, "Brouillon"), by=cast.manager, words="Plus doux"
    )
    page = f"/interactions/{interaction.pk}/"
    assert client_of(cast.junior).get(page).context["answer_form"].initial == {"text": "Brouillon"}
    assert client_of(cast.service).get(page).context["answer_form"].initial == {}


def test_while_a_reply_waits_no_other_is_offered(cast: Cast, interaction: Interaction) -> None:
    asked(interaction, cast.junior)
    assert 'id="answer"' not in client_of(cast.junior).get(f"/interactions/{interaction.pk}/").text


def test_it_is_said_before_that_what_is_sensitive_waits(cast: Cast, interaction: Interaction) -> None:
    version = entry(cast)
    page = client_of(cast.cm).get(f"/interactions/{interaction.pk}/?use={version.pk}").text
    assert "L’envoyer en validation" in page
    assert "La préparer pour la copier" not in page
