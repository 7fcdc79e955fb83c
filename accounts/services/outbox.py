"""Notifications leave through a table: written with the act, sent by a worker, each at most once.

A line is claimed by a conditional update, sent, and marked. What the mail server clearly refused is
tried again later; what ended unclearly (no answer after the data, a worker that died while sending) is
marked unknown and not sent again.
"""

import logging
import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from accounts.choices import NotificationState
from accounts.models import Agency, Notification, User
from cmhub.lib.enqueue import enqueue

logger = logging.getLogger(__name__)

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
UNCLEAR_AFTER = timedelta(minutes=10)


def notify(
    *,
    key: str,
    agency: Agency,
    email: str,
    subject: str,
    body: str,
    language: str,
    sender_name: str,
    at: datetime,
    user: User | None = None,
    thread: str = "",
) -> Notification | None:
    """Puts one message in the outbox; None when this key is there already."""
    notification, created = Notification.objects.get_or_create(
        key=key,
        defaults={
            "agency": agency,
            "user": user,
            "email": email,
            "sender_name": sender_name,
            "language": language,
            "subject": subject.replace("\n", " ")[:250],
            "body": body,
            "thread": thread,
            "created_at": at,
            "next_attempt_at": at,
        },
    )
    if not created:
        return None
    from accounts.tasks import send_outbox

    enqueue(send_outbox)
    return notification


def send_due(*, at: datetime | None = None, limit: int = 200) -> int:
    """Sends what is due, one after the other; returns how many were sent."""
    now = at or timezone.now()
    _give_up_unclear(now)
    sent = 0
    for notification in _claim_each(now, limit):
        sent += _send(notification, now)
    return sent


def _claim_each(now: datetime, limit: int) -> Iterator[Notification]:
    for _number in range(limit):
        with transaction.atomic():
            notification = (
                Notification.objects.due(now)
                .order_by("next_attempt_at")
                .select_for_update(skip_locked=True)
                .first()
            )
            if notification is None:
                return
            notification.state = NotificationState.SENDING
            notification.claimed_at = now
            notification.attempts += 1
            notification.save(update_fields=["state", "claimed_at", "attempts"])
        yield notification


def _send(notification: Notification, now: datetime) -> bool:
    try:
        _message(notification).send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException, ConnectionRefusedError) as error:
        _refused(notification, now, str(error))
        return False
    except Exception as error:
        logger.warning("notification %s ended unclearly: %s", notification.pk, error)
        _settle(notification, state=NotificationState.UNKNOWN, error=str(error)[:1000])
        return False
    _settle(notification, state=NotificationState.SENT, sent_at=now, error="")
    return True


def _message(notification: Notification) -> EmailMessage:
    headers = {"Message-ID": f"<{notification.pk}.{notification.created_at:%s}@{settings.MAIL_DOMAIN}>"}
    if notification.thread:
        headers["References"] = f"<{notification.thread}@{settings.MAIL_DOMAIN}>"
    return EmailMessage(
        subject=notification.subject,
        body=notification.body,
        from_email=formataddr((notification.sender_name, settings.DEFAULT_FROM_EMAIL)),
        to=[notification.email],
        headers=headers,
        connection=get_connection(timeout=settings.EMAIL_TIMEOUT),
    )


def _refused(notification: Notification, now: datetime, error: str) -> None:
    tries = notification.attempts
    if tries > len(RETRY_AFTER):
        _settle(notification, state=NotificationState.REFUSED, error=error[:1000])
        return
    _settle(
        notification,
        state=NotificationState.PENDING,
        next_attempt_at=now + RETRY_AFTER[tries - 1],
        error=error[:1000],
    )


def _settle(notification: Notification, **values: object) -> None:
    Notification.objects.filter(pk=notification.pk, state=NotificationState.SENDING).update(**values)


def _give_up_unclear(now: datetime) -> None:
    Notification.objects.filter(
        state=NotificationState.SENDING, claimed_at__lt=now - UNCLEAR_AFTER
    ).update(state=NotificationState.UNKNOWN, error="interrupted while sending")
