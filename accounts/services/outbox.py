"""Notifications leave through a table: written with the act of which they tell, sent by a worker."""

from datetime import datetime, timedelta

from celery import signature
from django.utils import timezone

from accounts.choices import Topic, Urgency
from accounts.models import Agency, Notification, User
from cmhub.lib.enqueue import enqueue
from cmhub.lib.scope import everything

SENDER = "accounts.tasks.send_outbox"
WAKES_NOBODY_AFTER = timedelta(hours=48)


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
    user_id: int | None = None,
    thread: str = "",
    secret: str = "",
    wake: bool = True,
    urgency: Urgency = Urgency.NORMAL,
    topic: Topic = Topic.OTHER,
    link: str = "",
) -> bool:
    """Puts one message in the outbox, in the caller's transaction; False when this key is there already.

    `key` names the event and the person. Messages of one `thread` stand together in a mailbox.
    `secret` is a part of `body`, a link's token, which is not kept once the message has left.
    `user_id` serves where only the id is at hand. Whoever writes many says `wake=False`, and
    `wake_sender()` once at the end; without either, the schedule finds them within a minute.
    """
    notification = Notification(
        key=key,
        agency=agency,
        user_id=user.pk if user else user_id,
        email=email,
        sender_name=sender_name,
        language=language,
        subject=" ".join(subject.split())[:250],
        body=body,
        secret=secret,
        thread=thread,
        created_at=at,
        next_attempt_at=at,
    )
    with everything():  # what is told to somebody else is theirs to see
        if Notification.objects.filter(key=key).exists():
            return False
        # Of two that write the same key at once, the second leaves the line of the first.
        Notification.objects.bulk_create([notification], ignore_conflicts=True)
    if wake:
        wake_sender()
    return True


def wakes_people(at: datetime) -> bool:
    """Whether an act of that instant is recent enough to send a message."""
    return at >= timezone.now() - WAKES_NOBODY_AFTER


def wake_sender() -> None:
    """Has a worker send what is due, once the transaction is committed."""
    enqueue(signature(SENDER))
