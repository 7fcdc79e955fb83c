"""Mails to people about a brand: in their language, and in the brand's name alone."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.translation import override

from accounts.choices import Topic, Urgency
from accounts.models import User
from accounts.services.outbox import Message, notify_many
from channels_mgmt.brands.models import Brand


def write_to(
    readers: Iterable[User],
    brand: Brand,
    *,
    key: str,
    words: Callable[[User], tuple[str, str]],
    at: datetime,
    thread: str = "",
    wake: bool = True,
    urgency: Urgency = Urgency.NORMAL,
    topic: Topic = Topic.OTHER,
    link: str = "",
) -> bool:
    """`notify` of people with a login, however many in a handful of queries; whether it was new to any.

    `key` names the event; `words` gives subject and body for one of them, and is asked in their language.
    """

    def message(reader: User) -> Message:
        with override(reader.language):
            subject, body = words(reader)
        return Message(
            key=f"{key}:{reader.pk}",
            agency=brand.agency,
            user_id=reader.pk,
            email=reader.email,
            subject=subject,
            body=body,
            language=reader.language,
            sender_name=brand.name,
            at=at,
            thread=thread,
            urgency=urgency,
            topic=topic,
            link=link,
        )

    return bool(notify_many([message(reader) for reader in readers], wake=wake))
