"""What a person is told in the product: read, unread again, and forgotten in the end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Notice, Notification, User
from accounts.services.outgoing import OVER
from cmhub.lib.counted import CountOf
from cmhub.lib.forgetting import forget

KEPT, MAILS_KEPT = timedelta(days=180), timedelta(days=400)
COUNTED = 100
"""The bell counts no further."""


def unread_of(person: int) -> CountOf:
    """How many the person has not read, no more than are counted, as a column of another query."""
    return CountOf(Notice.objects.filter(user_id=person, read_at=None).order_by().values("pk")[:COUNTED])


def read(*, user: User, notices: Collection[int] | None = None, at: datetime | None = None) -> int:
    """Marks these as read, or all that are not; how many. `read_at` is one instant, by which it is undone."""
    unread = Notice.objects.visible_to(user).unread()
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    return unread.update(read_at=at or timezone.now())


def unread_again(
    *, user: User, notices: Collection[int] | None = None, read_at: datetime | None = None
) -> int:
    """Takes back what was marked as read: these, or what was marked at that one instant; how many."""
    own = Notice.objects.visible_to(user)
    marked = own.filter(read_at=read_at) if notices is None else own.filter(pk__in=notices)
    return marked.update(read_at=None)


def forget_old(*, at: datetime | None = None) -> int:
    """Deletes what was told longer ago than 180 days."""
    return forget(Notice.objects.filter(at__lt=(at or timezone.now()) - KEPT))


def forget_mails(*, at: datetime | None = None) -> int:
    """Deletes the lines of settled mails written longer ago than 400 days: by then nothing looks any more
    whether it was told.
    """
    before = (at or timezone.now()) - MAILS_KEPT
    return forget(Notification.objects.filter(created_at__lt=before, state__in=OVER))
