"""Sending the mails of the outbox, each at most once.

A line is claimed by a conditional update, sent, and marked. What the mail server clearly refused is tried
again later, at most seven times; while the server is not there at all nothing is lost, however long. What
ended unclearly (no answer after the text was handed over, a worker that died while sending) is marked unknown
and not sent again. Whatever will not be sent again loses the secret of its text: the token of a link opens
its door from the mailbox alone. What will not arrive is told to those who hear
`accounts.signals.undelivered`.
"""

import logging
import smtplib
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.db import IntegrityError, transaction
from django.db.models import F, Func, Value
from django.utils import timezone

from accounts.choices import NotificationState, Topic
from accounts.mail import TellingSmtpBackend
from accounts.models import Notification
from accounts.models.outgoing import UNDELIVERED
from accounts.services.hearing import hearing_of
from accounts.services.letters import letter_of, message_id
from accounts.services.outgoing import (
    INTERRUPTED,
    NOBODY,
    OVER,
    RETRY_AFTER,
    UNCLEAR_AFTER,
    UNREACHED_FOR,
    WORKS_FOR,
    again_after_refusal,
    claim_first,
    in_words,
    put_back,
    still_held,
)
from accounts.signals import undelivered

__all__ = [
    "INTERRUPTED",
    "RETRY_AFTER",
    "UNCLEAR_AFTER",
    "claim",
    "give_up_unclear",
    "message_id",
    "send_due",
]

logger = logging.getLogger(__name__)

DIGEST = "digest"
"""How the keys of digests begin."""


def _without_secret(field: str) -> Func:
    # PostgreSQL leaves a text as it is where there is nothing to replace in it.
    return Func(F(field), F("secret"), Value("…"), function="replace")


WITHOUT_SECRET: dict[str, Any] = {
    "body": _without_secret("body"),
    "link": _without_secret("link"),
    "secret": "",
}


def send_due(*, at: datetime | None = None, limit: int = 200, works_for: float = WORKS_FOR) -> int:
    """Sends what is due, one after the other; returns how many were sent.

    Stops at the first failure to reach the mail server: the rest stays due, without losing an attempt.
    """
    clock: Callable[[], datetime] = timezone.now if at is None else lambda: at
    until = time.monotonic() + works_for
    give_up_unclear(clock())
    connection = _connection()
    sent = 0
    try:
        for _number in range(limit):
            notification = claim(clock()) if time.monotonic() < until else None
            if notification is None:
                break
            if _is_held(notification, clock()):
                continue
            if not _reach(connection, notification, clock()):
                break
            sent += _send(connection, notification, clock())
    finally:
        _close(connection)
    return sent


def claim(now: datetime) -> Notification | None:
    """Takes the message that has been due longest, so that no other worker sends it."""
    return claim_first(Notification.objects.due(now), now)


def _opens_thread(notification: Notification) -> bool:
    """Whether it is the first of its thread that leaves to this address; it stays that."""
    if notification.opens_thread or not notification.thread:
        return notification.opens_thread
    same = Notification.objects.filter(thread=notification.thread, email=notification.email)
    if same.filter(opens_thread=True).exists():
        return False
    try:
        with transaction.atomic():
            Notification.objects.filter(pk=notification.pk).update(opens_thread=True)
    except IntegrityError:  # another worker has just claimed one that is the first now
        return False
    return True


def give_up_unclear(now: datetime) -> int:
    """Marks as unknown what a worker had begun to send and never marked; returns how many."""
    begun = Notification.objects.interrupted(now - UNCLEAR_AFTER)
    return sum(_settle(one, state=NotificationState.UNKNOWN, error=one.error or INTERRUPTED) for one in begun)


def _is_held(notification: Notification, now: datetime) -> bool:
    """Whether it does not leave now: the person's quiet hours hold it back, as they are set now, and it is
    put back; or the person may not log in any more, and it is refused.
    """
    if notification.user_id is None or notification.topic == Topic.ACCOUNT:
        return False
    heard = hearing_of([notification.user_id]).get(notification.user_id)
    if heard is None:
        _settle(notification, state=NotificationState.REFUSED, error=NOBODY)
        return True
    until = heard.held_until(notification.urgency, now)
    if until > now:
        put_back(notification, until=until, error=notification.error)
    return until > now


def _connection() -> BaseEmailBackend:
    connection = get_connection()
    if type(connection) is SmtpBackend:
        return TellingSmtpBackend(timeout=settings.EMAIL_TIMEOUT)
    return connection


def _reach(connection: BaseEmailBackend, notification: Notification, now: datetime) -> bool:
    """Whether the mail server can be talked to. Where not, it cannot have taken the message."""
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("the mail server cannot be reached: %s", error)
        put_back(notification, until=now + UNREACHED_FOR, error=in_words(error))
        _close(connection)
        return False
    return True


def _send(connection: BaseEmailBackend, notification: Notification, now: datetime) -> bool:
    notification.opens_thread = _opens_thread(notification)
    try:
        connection.send_messages([letter_of(notification)])
    except Exception as error:  # noqa: BLE001 - each is told apart below
        if _is_refusal(connection, error):
            _settle(notification, **again_after_refusal(notification, now, in_words(error)))
        else:
            logger.warning("notification %s ended unclearly: %r", notification.pk, error)
            _settle(notification, state=NotificationState.UNKNOWN, error=in_words(error))
        _close(connection)
        return False
    _settle(notification, state=NotificationState.SENT, sent_at=now, error="")
    return True


def _is_refusal(connection: BaseEmailBackend, error: Exception) -> bool:
    """Whether the message was certainly not taken: the server said so, or never had its text."""
    answered = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException)
    return answered or getattr(connection, "handed_over", True) is False


def _settle(notification: Notification, **values: Any) -> bool:
    """Marks what became of it, unless somebody else has meanwhile; whether it did.

    Where one who hears of what will not arrive fails, the mark does not stand either: the line counts as
    interrupted later, and both are tried again. It is not sent again.
    """
    if values["state"] in OVER:
        values |= WITHOUT_SECRET
        if notification.key.startswith(f"{DIGEST}:"):
            values["facts"] = []  # the lines in the product say it
    try:
        with transaction.atomic():
            settled = bool(still_held(notification).update(**values))
            if settled and values["state"] in UNDELIVERED:
                notification.refresh_from_db()
                undelivered.send(Notification, notification=notification, state=notification.state)
    except Exception:
        logger.exception("what became of notification %s could not be told", notification.pk)
        return False
    return settled


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.debug("the mail server was gone before the line was closed")
