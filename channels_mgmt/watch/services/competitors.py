"""Whom a brand watches."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.watch.models import Competitor


def save_competitor(
    *,
    brand: Brand,
    name: str,
    words: Sequence[str] = (),
    by: User | None,
    competitor: Competitor | None = None,
    at: datetime | None = None,
) -> Competitor:
    """A competitor to watch, or the one given, by another name. One that was dropped comes back."""
    now = at or timezone.now()
    with transaction.atomic():
        held = competitor or Competitor.objects.filter(brand=brand, name=name.strip()).first()
        verb = "competitor.changed" if held else "competitor.added"
        held = held or Competitor(brand=brand)
        held.name, held.words, held.dropped_at = name.strip(), list(words), None
        held.full_clean()
        held.save()
        record_of(brand, what=held, verb=verb, by=by, at=now, label=held.name)
    return held


def drop_competitor(*, competitor: Competitor, by: User, at: datetime | None = None) -> None:
    """Watches it no more: what was seen of it stays."""
    now = at or timezone.now()
    with transaction.atomic():
        if Competitor.objects.filter(pk=competitor.pk, dropped_at=None).update(dropped_at=now):
            record_of(
                competitor.brand,
                what=competitor,
                verb="competitor.dropped",
                by=by,
                at=now,
                label=competitor.name,
            )
