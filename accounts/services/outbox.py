"""Notifications leave through a table: written with the act of which they tell, sent by a worker."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import signature
from django.utils import timezone

from accounts.choices import Topic, Urgency
from accounts.models import Agency, Notification, User
from cmhub.lib.enqueue import enqueue
from cmhub.lib.scope import everything

SENDER = "accounts.tasks.send_outbox"
WAKES_NOBODY_AFTER = timedelta(hours=48)


Facts = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Message:
    """What one person is told of one event; see `notify`."""

    key: str
    agency: Agency
    email: str
    subject: str
    body: str
    language: str
    sender_name: str
    at: datetime
    user_id: int | None = None
    thread: str = ""
    secret: str = ""
    urgency: str = Urgency.NORMAL
    topic: str = Topic.OTHER
    link: str = ""
    facts: Facts = ()

    @property
    def title(self) -> str:
        return " ".join(self.subject.split())[:250]


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
    facts: Facts = (),
) -> bool:
    """Puts one message in the outbox, in the caller's transaction; False when this key is there already.

    `key` names the event and the person. Messages of one `thread` stand together in a mailbox.
    `secret` is a part of `body`, a link's token, which is not kept once the message has left.
    `user_id` serves where only the id is at hand. Whoever writes many says `wake=False`, and
    `wake_sender()` once at the end; without either, the schedule finds them within a minute.
    """
    message = Message(
        key=key,
        agency=agency,
        email=email,
        subject=subject,
        body=body,
        language=language,
        sender_name=sender_name,
        at=at,
        user_id=user.pk if user else user_id,
        thread=thread,
        secret=secret,
        urgency=urgency,
        topic=topic,
        link=link,
        facts=facts,
    )
    return bool(notify_many([message], wake=wake))


def notify_many(messages: Iterable[Message], *, wake: bool = True) -> set[str]:
    """`notify` for many at once, in a handful of queries however many they are; the keys that were new."""
    by_key = {message.key: message for message in messages}
    with everything():  # what is told to somebody else is theirs to see
        known = set(Notification.objects.filter(key__in=by_key).values_list("key", flat=True))
        new = [message for message in by_key.values() if message.key not in known]
        # Of two that write the same key at once, the second leaves the line of the first.
        Notification.objects.bulk_create(map(mail_of, new), ignore_conflicts=True)
    if new and wake:
        wake_sender()
    return {message.key for message in new}


def mail_of(message: Message) -> Notification:
    return Notification(
        key=message.key,
        agency=message.agency,
        user_id=message.user_id,
        email=message.email,
        sender_name=message.sender_name,
        language=message.language,
        subject=message.title,
        body=message.body,
        secret=message.secret,
        thread=message.thread,
        created_at=message.at,
        next_attempt_at=message.at,
    )


def wakes_people(at: datetime) -> bool:
    """Whether an act of that instant is recent enough to send a message."""
    return at >= timezone.now() - WAKES_NOBODY_AFTER


def wake_sender() -> None:
    """Has a worker send what is due, once the transaction is committed."""
    enqueue(signature(SENDER))
