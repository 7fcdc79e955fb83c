"""Mails to people about a brand: in their language, and in the brand's name alone."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import override

from accounts.choices import Topic, Urgency
from accounts.models import User
from accounts.services.outbox import notify
from channels_mgmt.brands.models import Brand


def write_to(
    user: User,
    brand: Brand,
    *,
    key: str,
    words: Callable[[], tuple[str, str]],
    at: datetime,
    thread: str = "",
    wake: bool = True,
    urgency: Urgency = Urgency.NORMAL,
    topic: Topic = Topic.OTHER,
    link: str = "",
) -> bool:
    """`notify` of somebody with a login: `words` gives subject and body, and is asked in their language."""
    with override(user.language):
        subject, body = words()
    return notify(
        key=key,
        agency=brand.agency,
        user=user,
        email=user.email,
        subject=subject,
        body=body,
        language=user.language,
        sender_name=brand.name,
        at=at,
        thread=thread,
        wake=wake,
        urgency=urgency,
        topic=topic,
        link=link,
    )
