"""What tests of notifications have in common: a message to a person of the cast."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from accounts.models import Agency, User
from accounts.services.outbox import Message, notify_many

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Douala."""


def message(agency: Agency, user: User | None = None, key: str = "event:1", **values: Any) -> Message:
    given: dict[str, Any] = {
        "email": user.email if user else "awa@example.com",
        "user_id": user.pk if user else None,
        "subject": "Wouri Mobile : une question",
        "body": "Bonjour,\n\nQue répondre ?\n",
        "language": user.language if user else "fr",
        "sender_name": "Wouri Mobile",
        "at": NOW,
        "topic": "escalation",
        "link": "http://testserver/escalations/7/",
    }
    return Message(key=key, agency=agency, **{**given, **values})


def tell(agency: Agency, user: User | None = None, key: str = "event:1", **values: Any) -> str:
    assert notify_many([message(agency, user, key, **values)]) == {key}
    return key
