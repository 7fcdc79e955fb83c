"""Notifications leave through tables: written with the act of which they tell, sent by a worker.

Of an event a person has one line in the product, and, as they want to hear of it, one mail and one line for
each of their browsers. Somebody without a log-in has the mail alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import signature
from django.db import transaction
from django.utils import timezone

from accounts.choices import MailWay, NotificationState, Topic, Urgency
from accounts.models import Agency, Notice, Notification, PushMessage, User
from accounts.services.hearing import Hearing, hearing_of
from cmhub.lib.enqueue import enqueue
from cmhub.lib.scope import everything

SENDER = "accounts.tasks.send_outbox"
PUSHER = "accounts.tasks.send_pushes"
WAKES_NOBODY_AFTER = timedelta(hours=48)
AT_ONCE = 500
"""Rows of one statement."""

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
    page: str = ""

    @property
    def is_for_mailbox(self) -> bool:
        """Whether it is for the mailbox alone: it opens a door, and there is no other way to it."""
        return bool(self.secret and not self.page)

    @property
    def inside(self) -> str:
        """Its words as they stand in the product, without what opens a door."""
        if not self.secret:
            return self.body
        words = self.body.replace(self.link, self.page) if self.link else self.body
        return words.replace(self.secret, "…")

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
    page: str = "",
) -> bool:
    """Tells one person of an event, in the caller's transaction; False when this key is there already.

    `key` names the event and the person. Messages of one `thread` stand together in a mailbox.
    `secret` is a part of `body`, a link's token, which is not kept once the message has left; what has one
    goes by mail alone, which is what it proves, unless `page` says where somebody with a log-in finds the
    same. `link` is that of the one button, `facts` are pairs (name, value or link) listed under the words.
    `user_id` serves where only the id is at hand. Whoever writes many says `wake=False`, and
    `wake_sender()` once at the end, or uses `notify_many`; without either, the schedule finds them within a
    minute.
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
        page=page,
    )
    return bool(notify_many([message], wake=wake))


def notify_many(messages: Iterable[Message], *, wake: bool = True) -> set[str]:
    """`notify` for many at once, in a handful of queries however many they are; the keys that were new."""
    with everything():  # what is told to somebody else is theirs to see
        new = _without_known({message.key: message for message in messages})
        if not new:
            return set()
        hearing = hearing_of({one.user_id for one in new if one.user_id is not None})
        # Of two that write the same key at once, the second leaves the lines of the first.
        with transaction.atomic(savepoint=False):
            Notification.objects.bulk_create(
                [mail_of(one) for one in new if _way(one, hearing) == MailWay.NOW],
                batch_size=AT_ONCE,
                ignore_conflicts=True,
            )
            inside = [one for one in new if one.user_id in hearing and not one.is_for_mailbox]
            _tell_inside(inside, hearing)
    if wake:
        wake_sender()
    return {message.key for message in new}


def _without_known(messages: dict[str, Message]) -> list[Message]:
    mails = Notification.objects.filter(key__in=messages).values_list("key")
    notices = Notice.objects.filter(key__in=messages).values_list("key")
    for (key,) in mails.union(notices):
        del messages[key]
    return list(messages.values())


def _way(message: Message, hearing: dict[int, Hearing]) -> MailWay:
    heard = hearing.get(message.user_id or 0)
    if heard is None or message.is_for_mailbox:
        return MailWay.NOW
    return heard.mail_way(message.topic, message.urgency)


def mail_of(message: Message) -> Notification:
    return Notification(
        key=message.key,
        agency=message.agency,
        user_id=message.user_id,
        email=message.email,
        sender_name=message.sender_name,
        language=message.language,
        urgency=message.urgency,
        topic=message.topic,
        subject=message.title,
        body=message.body,
        link=message.link,
        facts=[list(pair) for pair in message.facts],
        secret=message.secret,
        thread=message.thread,
        created_at=message.at,
        next_attempt_at=message.at,
    )


def _tell_inside(messages: list[Message], hearing: dict[int, Hearing]) -> None:
    """The lines in the product, and for the browsers of those who are pushed what is told."""
    if not messages:
        return
    notices = [_notice_of(one, hearing[one.user_id or 0]) for one in messages]
    Notice.objects.bulk_create(notices, batch_size=AT_ONCE, ignore_conflicts=True)
    pushed = {
        one.key: hearing[one.user_id or 0].phones
        for one in messages
        if hearing[one.user_id or 0].is_pushed(one.topic, one.urgency)
    }
    if pushed:
        push(pushed)


def _notice_of(message: Message, heard: Hearing) -> Notice:
    in_digest = heard.mail_way(message.topic, message.urgency) == MailWay.DIGEST
    return Notice(
        agency=message.agency,
        user_id=heard.user_id,
        key=message.key,
        topic=message.topic,
        urgency=message.urgency,
        sender_name=message.sender_name,
        title=message.title,
        text=message.inside,
        link=message.page or message.link,
        at=message.at,
        digest_at=heard.next_digest(message.at) if in_digest else None,
    )


def push(pushed: dict[str, tuple[int, ...]]) -> None:
    """Lines for browsers, by the key of the notice that they tell."""
    told = Notice.objects.filter(key__in=pushed)
    rows = [
        PushMessage(
            notice=notice,
            subscription_id=phone,
            urgency=notice.urgency,
            next_attempt_at=notice.at,
            created_at=notice.at,
        )
        for notice in told.only("key", "at", "urgency")
        for phone in pushed[notice.key]
    ]
    PushMessage.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    enqueue(signature(PUSHER))


def forget_waiting(*, agency: Agency, user: User, at: datetime) -> None:
    """What waits for the digest, the browsers or, held by quiet hours, the mailbox of somebody who left the
    house is not told any more, and counts no longer as unread: they do not see it. What is about their own
    account reaches them.
    """
    with everything():
        waiting = Notice.objects.filter(agency=agency, user=user)
        waiting.filter(digested_at=None, digest_at__isnull=False).update(digested_at=at)
        waiting.filter(read_at=None).update(read_at=at)
        PushMessage.objects.filter(notice__in=waiting, state="pending").delete()
        mails = Notification.objects.filter(agency=agency, user=user, state=NotificationState.PENDING)
        mails.exclude(topic=Topic.ACCOUNT).delete()


def wakes_people(at: datetime) -> bool:
    """Whether an act of that instant is recent enough to send a message."""
    return at >= timezone.now() - WAKES_NOBODY_AFTER


def wake_sender() -> None:
    """Has a worker send what is due, once the transaction is committed."""
    enqueue(signature(SENDER))
