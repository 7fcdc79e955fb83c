"""What a person says of how they want to hear of things."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Notice, NotificationPreferences, User
from accounts.services.hearing import Hearing, hearing_of


def hearing_for(user: User) -> Hearing:
    """How the person hears of things now."""
    return hearing_of([user.pk])[user.pk]


def set_preferences(
    *, user: User, lines: Mapping[str, str] | None = None, at: datetime | None = None, **values: Any
) -> NotificationPreferences:
    """Keeps what the person asks for, and on which lines others call them; it holds for what waits already,
    too: its quiet hours are looked at when it leaves, and its digest comes at the hour that they say now.

    Raises ValidationError, in words, for quiet hours without an end and for a week that is quiet as a whole.
    """
    now = at or timezone.now()
    with transaction.atomic():
        kept = NotificationPreferences.objects.select_for_update().filter(user=user).first()
        kept = kept or NotificationPreferences(user=user)
        for name, value in values.items():
            setattr(kept, name, value)
        kept.full_clean(validate_unique=False)
        kept.save()
        if lines is not None:
            User.objects.filter(pk=user.pk).update(**lines)
        waiting = Notice.objects.filter(user=user, digest_at__gt=now, digested_at=None)
        waiting.update(digest_at=hearing_for(user).next_digest(now))
    return kept
