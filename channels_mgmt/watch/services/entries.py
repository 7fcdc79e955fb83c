"""Sorting what feeds brought: a person makes an item of it, or sets it aside."""

from collections.abc import Collection
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.links import read_link
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.watch.choices import EntryState, Nature, Where
from channels_mgmt.watch.models import Entry, Item
from channels_mgmt.watch.sameness import host_of
from channels_mgmt.watch.services.logging import log_item

ASIDE = "aside"
MOST_AT_ONCE = 100


def sort_entries(*, brand: Brand, ids: Collection[int], to: str, by: User, at: datetime | None = None) -> int:
    """Makes items of this nature of the entries, or sets them aside; how many were still to be sorted.

    What somebody else has sorted meanwhile stays as they did.
    """
    now = at or timezone.now()
    if to != ASIDE and to not in Nature.values:
        raise ValidationError(_("Choose a nature, or set it aside."), code="to")
    chosen = sorted(set(ids))[:MOST_AT_ONCE]
    done = 0
    for pk in chosen:
        with transaction.atomic():
            entries = Entry.objects.waiting().filter(brand=brand, pk=pk)
            entry = entries.select_for_update(of=("self",)).select_related("competitor").first()
            if entry is None:
                continue
            entry.item = None if to == ASIDE else _item_of(entry, brand, nature=to, by=by, at=now)
            entry.state = EntryState.ASIDE if to == ASIDE else EntryState.TAKEN
            entry.sorted_by, entry.sorted_at = by, now
            entry.save()
            done += 1
    return done


def _item_of(entry: Entry, brand: Brand, *, nature: str, by: User, at: datetime) -> Item:
    link = read_link(entry.url) if entry.url else None
    return log_item(
        brand=brand,
        title=entry.title,
        text=entry.summary,
        url=entry.url,
        where=Where.NETWORK if link and link.network else Where.SITE,
        network=link.network if link else "",
        place=host_of(entry.url),
        topic=entry.topic,
        nature=nature,
        competitor=entry.competitor,
        language=entry.language,
        by=by,
        key=uuid5(NAMESPACE_URL, f"watch/entry/{entry.pk}"),
        at=at,
    )


def put_back(*, brand: Brand, ids: Collection[int], by: User, at: datetime | None = None) -> int:
    """Has entries that were set aside sorted again; how many."""
    with transaction.atomic():
        aside = Entry.objects.filter(brand=brand, state=EntryState.ASIDE, pk__in=list(ids)[:MOST_AT_ONCE])
        count = aside.update(state=EntryState.WAITING, sorted_by=None, sorted_at=None)
        if count:
            record_of(
                brand,
                what=brand,
                verb="watch_entries.put_back",
                by=by,
                at=at or timezone.now(),
                count=count,
            )
    return count
