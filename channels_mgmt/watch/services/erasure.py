"""What is held of members of the public in watch items: given out, erased, let go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.services.erasure import erase_words
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Verb
from channels_mgmt.watch.models import Entry, Item, ItemEvent
from channels_mgmt.watch.models.item import ItemQuerySet
from channels_mgmt.watch.services.digest import key_of
from channels_mgmt.watch.services.pictures import erase_pictures
from cmhub.lib.erased import ERASED
from cmhub.lib.text import normalise_handle


def written_by(brand: Brand, handle: str) -> ItemQuerySet:
    """The items that say that this person wrote or said what was seen."""
    key = normalise_handle(handle)[:200]
    return Item.objects.filter(brand=brand, author_key=key) if key else Item.objects.none()


def copy_of(brand: Brand, handle: str) -> list[dict[str, Any]]:
    """What is held of them, as JSON can say it."""
    return [
        {
            "id": item.pk,
            "seen_at": item.seen_at.isoformat(),
            "author": item.author,
            "title": item.title,
            "text": item.text,
            "url": item.url,
        }
        for item in written_by(brand, handle).order_by("seen_at")
    ]


def past(brand: Brand, before: datetime) -> ItemQuerySet:
    """The items that tell who wrote and were logged before an instant."""
    return Item.objects.filter(brand=brand, logged_at__lt=before).exclude(author_key="")


def erase(items: Iterable[int]) -> None:
    """Takes names and words from items, from the entries they came from, and from the messages that told of
    them, the weekly digests with them; what was decided, and when, stays.

    The entry itself stays, so that the feed that still has it does not bring it back.
    """
    ids = list(items)
    Item.objects.filter(pk__in=ids).update(
        title=ERASED, text="", url="", author=ERASED, author_key="", place=""
    )
    erase_pictures(ids)
    Entry.objects.filter(item__in=ids).update(title=ERASED, title_key="", summary="", url="", address="")
    for pk in ids:
        erase_words(f"watch:{pk}:")
    sent = ItemEvent.objects.filter(item__in=ids, verb=Verb.DIGEST)
    for brand, week in set(sent.values_list("item__brand", "details__week")):
        erase_words(key_of(brand, week))
