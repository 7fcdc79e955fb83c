"""The token of a link stands in the outbox no longer than it takes to send it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.choices import NotificationState
from accounts.models import Notification
from accounts.services import delivery
from accounts.services.delivery import UNCLEAR_AFTER, claim, give_up_unclear, send_due
from accounts.services.invitations import invite
from accounts.services.outbox import notify
from tests.cast import Cast

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


@pytest.fixture
def message(cast: Cast) -> Notification:
    invite(agency=cast.agency, name="Nadia", email="nadia@example.com", by=cast.manager, at=NOW)
    return Notification.objects.get(key__startswith="invitation:")


def kept(message: Notification) -> str:
    """Everything that the line of the outbox still says."""
    return str(Notification.objects.filter(pk=message.pk).values().get())


def test_what_was_sent_holds_the_link_and_what_is_kept_does_not(message: Notification) -> None:
    token = message.secret
    assert token
    assert token in message.body
    assert send_due(at=NOW) >= 1
    sent = next(letter for letter in mail.outbox if letter.to == ["nadia@example.com"])
    assert f"/invitations/{token}/" in str(sent.body)
    assert Client().get(f"/invitations/{token}/").status_code in (200, 410)
    message.refresh_from_db()
    assert message.state == NotificationState.SENT
    assert token not in kept(message)
    assert "/invitations/…/" in message.body


def test_it_stays_while_it_may_still_be_sent(message: Notification) -> None:
    claimed = claim(NOW)
    while claimed is not None and claimed.pk != message.pk:
        claimed = claim(NOW)
    assert message.secret in kept(message)


def test_what_ended_unclearly_is_not_sent_again_and_forgets_it(message: Notification) -> None:
    while claim(NOW) is not None:
        pass
    assert give_up_unclear(NOW + UNCLEAR_AFTER + timedelta(seconds=1)) >= 1
    assert Notification.objects.get(pk=message.pk).state == NotificationState.UNKNOWN
    assert message.secret not in kept(message)


def test_refused_for_good_forgets_it_and_refused_for_now_keeps_it(
    message: Notification, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "_is_refusal", lambda *_args: True)
    monkeypatch.setattr(
        delivery, "letter_of", lambda _notification: (_ for _ in ()).throw(ValueError("no such mailbox"))
    )
    at = NOW
    for _attempt in range(len(delivery.RETRY_AFTER)):
        send_due(at=at)
        assert message.secret in kept(message)
        at += timedelta(days=2)
    send_due(at=at)
    assert Notification.objects.get(pk=message.pk).state == NotificationState.REFUSED
    assert message.secret not in kept(message)


def test_other_messages_keep_their_words(cast: Cast) -> None:
    notify(
        key="event:1", agency=cast.agency, email="a@example.com", subject="Une question", body="Que dire ?",
        language="fr", sender_name="Wouri", at=NOW,
    )  # fmt: skip
    send_due(at=NOW)
    assert Notification.objects.get(key="event:1").body == "Que dire ?"
