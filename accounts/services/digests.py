"""What is not urgent, in one mail a day at the person's hour: once, and only what they have not read yet."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.choices import Topic, Urgency
from accounts.models import Notice, Notification, User
from accounts.services.outbox import Message, mail_of, wake_sender
from cmhub.lib.links import link_to
from cmhub.lib.locks import advisory_lock

logger = logging.getLogger(__name__)

MOST = 40
"""Lines of one mail; the page has the others."""
NEUTRAL = "CM Hub"


def send_digests(*, at: datetime | None = None) -> int:
    """Writes the digests that are due; how many mails were written."""
    now = at or timezone.now()
    written = 0
    for user, agency in _due(now).order_by("user", "agency").values_list("user", "agency").distinct():
        try:
            written += _digest(user, agency, now)
        except Exception:  # of one person: the others have theirs, and it is tried again
            logger.exception("the digest of person %s was not written", user)
    if written:
        wake_sender()
    return written


def _due(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(digest_at__lte=now, digested_at=None)


def _digest(user: int, agency: int, now: datetime) -> bool:
    """One person's, of one house: the mail and the marks on what it tells stand or fall together."""
    with advisory_lock("digest", user, agency):
        told = list(_due(now).filter(user=user, agency=agency).select_related("agency").order_by("at", "pk"))
        Notice.objects.filter(pk__in=[one.pk for one in told]).update(digested_at=now)
        reader = User.objects.filter(pk=user, is_active=True).first()
        unread = [one for one in told if one.read_at is None]
        if reader is None or not unread:
            return False
        with override(reader.language):
            message = _message(reader, unread, now)
        Notification.objects.bulk_create([mail_of(message)], ignore_conflicts=True)
    return True


def _message(reader: User, unread: list[Notice], now: datetime) -> Message:
    """Written in the active language. It bears one brand's name where all of it is of that one."""
    senders = {one.sender_name for one in unread}
    sender = senders.pop() if len(senders) == 1 else NEUTRAL
    page = link_to("notifications:list")
    count = len(unread)
    words = ngettext(
        "Hello %(name)s,\n\nThis has come in since your last digest, and you have not read it yet:",
        "Hello %(name)s,\n\nThese %(count)d things have come in since your last digest, and you have not "
        "read them yet:",
        count,
    )
    if count > MOST:
        words += "\n\n" + _("The first %(most)d are listed; the page has the others.")
    subject = ngettext("%(sender)s: %(count)d thing to read", "%(sender)s: %(count)d things to read", count)
    said = {"name": reader.get_short_name(), "count": count, "most": MOST, "sender": sender}
    newest = max(one.pk for one in unread)
    return Message(
        key=f"digest:{reader.pk}:{newest}",
        agency=unread[0].agency,
        email=reader.email,
        user_id=reader.pk,
        subject=subject % said,
        body=words % said,
        language=reader.language,
        sender_name=sender,
        at=now,
        urgency=Urgency.DIGEST,
        topic=Topic.OTHER,
        link=page,
        facts=[(one.title, one.link or page) for one in unread[:MOST]],
    )
