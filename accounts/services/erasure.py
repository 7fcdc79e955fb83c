"""Taking the words from what people were told of something whose words are erased."""

from __future__ import annotations

from accounts.choices import NotificationState
from accounts.models import Notice, Notification, PushMessage
from cmhub.lib.erased import ERASED
from cmhub.lib.links import link_to
from cmhub.lib.scope import everything


def erase_words(key: str) -> None:
    """Of all messages whose keys begin so: none leaves any more, and those that have left say nothing."""
    with everything():  # what was told to somebody else is theirs to see
        _erase(key)


def _erase(key: str) -> None:
    told = Notification.objects.filter(key__startswith=key)
    told.filter(state=NotificationState.PENDING).delete()
    told.update(subject=ERASED, body="", facts=[])
    notices = Notice.objects.filter(key__startswith=key)
    PushMessage.objects.filter(notice__in=notices, state=NotificationState.PENDING).delete()
    for user, title, link in notices.filter(digested_at__isnull=False).values_list("user", "title", "link"):
        _erase_in_digests(user, title, link)
    notices.update(title=ERASED, text="")


def _erase_in_digests(user: int, title: str, link: str) -> None:
    """Digests forget what they listed once they have left; one that is still held lists it no more."""
    listed = [title, link or link_to("notifications:list")]
    for digest in Notification.objects.filter(user=user, key__startswith="digest:").exclude(facts=[]):
        digest.facts = [pair for pair in digest.facts if pair != listed and (not link or pair[1] != link)]
        digest.save(update_fields=["facts"])
