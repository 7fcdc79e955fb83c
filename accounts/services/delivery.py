"""Sending the outbox, each message at most once.

A line is claimed by a conditional update, sent, and marked. What the mail server clearly refused, or
never had, is tried again later. What ended unclearly (no answer after the text was handed over, a worker
that died while sending) is marked unknown and not sent again. Whatever will not be sent again loses the
secret of its text: the token of a link opens its door from the mailbox alone.
"""

import hashlib
import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.db import transaction
from django.db.models import F, Func, Value
from django.utils import timezone

from accounts.choices import NotificationState
from accounts.mail import TellingSmtpBackend
from accounts.models import Notification

logger = logging.getLogger(__name__)

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""Waits after each refusal; the refusal after the last one is final."""

UNCLEAR_AFTER = timedelta(minutes=10)
"""Longer than any attempt lasts: what has been claimed for so long was interrupted."""

INTERRUPTED = "interrupted while sending"

OVER = {NotificationState.SENT, NotificationState.REFUSED, NotificationState.UNKNOWN}
"""Nothing of these is sent again."""

# PostgreSQL leaves a text as it is where there is nothing to replace in it.
WITHOUT_SECRET: dict[str, Any] = {
    "body": Func(F("body"), F("secret"), Value("…"), function="replace"),
    "secret": "",
}


def send_due(*, at: datetime | None = None, limit: int = 200) -> int:
    """Sends what is due, one after the other; returns how many were sent.

    Stops at the first failure to reach the mail server: the rest stays due, without losing an attempt.
    """
    clock: Callable[[], datetime] = timezone.now if at is None else lambda: at
    give_up_unclear(clock())
    connection = _connection()
    sent = 0
    try:
        for _number in range(limit):
            notification = claim(clock())
            if notification is None or not _reach(connection, notification, clock()):
                break
            sent += _send(connection, notification, clock())
    finally:
        _close(connection)
    return sent


def claim(now: datetime) -> Notification | None:
    """Takes the message that has been due longest, so that no other worker sends it."""
    with transaction.atomic():
        notification = (
            Notification.objects.due(now)
            .order_by("next_attempt_at")
            .select_for_update(skip_locked=True)
            .first()
        )
        if notification is not None:
            notification.state = NotificationState.SENDING
            notification.claimed_at = now
            notification.attempts += 1
            notification.save(update_fields=["state", "claimed_at", "attempts"])
    return notification


def give_up_unclear(now: datetime) -> int:
    """Marks as unknown what a worker had begun to send and never marked; returns how many."""
    begun = Notification.objects.filter(state=NotificationState.SENDING, claimed_at__lt=now - UNCLEAR_AFTER)
    return begun.update(state=NotificationState.UNKNOWN, error=INTERRUPTED, **WITHOUT_SECRET)


def message_id(key: str) -> str:
    """The Message-ID of an event told to a person: the same however often it is sent."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{digest}@{_mail_domain()}>"


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
        _refused(notification, now, error)
        _close(connection)
        return False
    return True


def _send(connection: BaseEmailBackend, notification: Notification, now: datetime) -> bool:
    try:
        connection.send_messages([_message(notification)])
    except Exception as error:
        if _is_refusal(connection, error):
            _refused(notification, now, error)
        else:
            logger.warning("notification %s ended unclearly: %r", notification.pk, error)
            _settle(notification, state=NotificationState.UNKNOWN, error=_in_words(error))
        _close(connection)
        return False
    _settle(notification, state=NotificationState.SENT, sent_at=now, error="")
    return True


def _is_refusal(connection: BaseEmailBackend, error: Exception) -> bool:
    """Whether the message was certainly not taken: the server said so, or never had its text."""
    answered = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException)
    return answered or getattr(connection, "handed_over", True) is False


def _message(notification: Notification) -> EmailMessage:
    headers = {"Message-ID": message_id(notification.key), "Auto-Submitted": "auto-generated"}
    if notification.thread:
        headers["References"] = headers["In-Reply-To"] = f"<{notification.thread}@{_mail_domain()}>"
    return EmailMessage(
        subject=notification.subject,
        body=notification.body,
        from_email=formataddr((notification.sender_name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[notification.email],
        headers=headers,
    )


def _mail_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def _refused(notification: Notification, now: datetime, error: Exception) -> None:
    tries = notification.attempts
    if tries > len(RETRY_AFTER):
        _settle(notification, state=NotificationState.REFUSED, error=_in_words(error))
        return
    _settle(
        notification,
        state=NotificationState.PENDING,
        next_attempt_at=now + RETRY_AFTER[tries - 1],
        error=_in_words(error),
    )


def _settle(notification: Notification, **values: object) -> None:
    """Marks what became of it, unless somebody else has meanwhile."""
    if values["state"] in OVER:
        values |= WITHOUT_SECRET
    Notification.objects.filter(
        pk=notification.pk, state=NotificationState.SENDING, attempts=notification.attempts
    ).update(**values)


def _in_words(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:1000].replace("\x00", "")


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.debug("the mail server was gone before the line was closed")
