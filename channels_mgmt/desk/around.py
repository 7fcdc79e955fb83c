"""What the people around the brands ask of a person today: a word with somebody, what follows an event."""

from datetime import datetime
from typing import Any

from accounts.models import User
from channels_mgmt.publishing.services.reminders import reminders_for


def around_brands(user: User, found: Any, at: datetime) -> list[dict[str, Any]]:
    """The rows, the longest due first, where `found` says that there are any."""
    return reminders_for(user, at) if found.has_people or found.has_follow_ups else []
