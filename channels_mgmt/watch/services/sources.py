"""Which feeds are read for a brand, and how it goes."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import changes
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.watch.choices import Problem
from channels_mgmt.watch.models import Source
from cmhub.lib.addresses import RefusedAddressError, check_written
from cmhub.lib.deleting import delete_row
from cmhub.lib.keys import made_with

PLACE_OF_WORDS = "{words}"
MOST_SOURCES = 100
"""Of a brand."""
RESTS = timedelta(days=1)
"""The longest time before a feed that fails is tried again."""


def address(source: Source) -> str:
    """From where it is read: of a search feed, with the words in their place."""
    return source.template.replace(PLACE_OF_WORDS, quote_plus(source.words))


def save_source(
    *,
    brand: Brand,
    values: dict[str, Any],
    by: User | None,
    source: Source | None = None,
    key: UUID | None = None,
    paused: bool = False,
    at: datetime | None = None,
) -> Source:
    """A new feed, read as soon as a worker has time, or the one given with other values.

    Raises ValidationError, in words, for an address to which we do not connect, or words without a place.
    """
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(of=("self",), no_key=True).get(pk=brand.pk)
        if source is None and (made := made_with(key, Source, brand_id=brand.pk)):
            return made
        held = Source.objects.select_for_update(of=("self",)).get(pk=source.pk) if source else None
        if held is None:
            _refuse_too_many(brand)
            held = Source(brand=brand, added_by=by, added_at=now, next_read_at=now, key=key)
            held.paused_at = now if paused else None
        before = address(held) if held.pk else ""
        for name, value in values.items():
            setattr(held, name, value)
        _check(held)
        changed = changes(held, values) if held.pk else {}
        if address(held) != before:  # what the other address said counts no more
            held.etag = held.modified = held.problem = ""
            held.failures, held.status, held.next_read_at = 0, None, now
        verb = "watch_source.changed" if held.pk else "watch_source.added"
        held.save()
        record_of(brand, what=held, verb=verb, by=by, at=now, label=held.name, **changed)
    return held


def _refuse_too_many(brand: Brand) -> None:
    if Source.objects.filter(brand=brand).count() >= MOST_SOURCES:
        raise ValidationError(
            _("A brand reads %(count)d feeds at most: take one out first.") % {"count": MOST_SOURCES}
        )


def _check(source: Source) -> None:
    if bool(source.words) != (PLACE_OF_WORDS in source.template):
        raise ValidationError(
            {
                "words": _("Give the words, and write {words} in the address where they go.")
                if PLACE_OF_WORDS in source.template
                else _("Write {words} in the address where the words go.")
            }
        )
    try:
        check_written(address(source), also=settings.WATCH_HOSTS_ALSO, plain=True)
    except RefusedAddressError as error:
        raise ValidationError({"template": str(error)}) from error
    source.full_clean(exclude=["brand", "added_by", "key"])


def pause(*, source: Source, paused: bool, by: User | None, at: datetime | None = None) -> Source:
    """Reads it no more, or again from now on."""
    now = at or timezone.now()
    with transaction.atomic():
        held = Source.objects.select_for_update(of=("self",)).select_related("brand").get(pk=source.pk)
        if (held.paused_at is not None) == paused:
            return held
        held.paused_at = now if paused else None
        if not paused:
            held.next_read_at, held.failures, held.problem = now, 0, ""
        held.save()
        verb = "watch_source.paused" if paused else "watch_source.resumed"
        record_of(held.brand, what=held, verb=verb, by=by, at=now, label=held.name)
    return held


def read_soon(*, source: Source, at: datetime | None = None) -> None:
    """Has it read by the next worker, whenever it was due."""
    Source.objects.filter(pk=source.pk, paused_at=None).update(next_read_at=at or timezone.now())


def delete_source(*, source: Source, by: User, at: datetime | None = None) -> None:
    """Takes a feed out; what it brought stays."""
    with transaction.atomic():
        if delete_row(source):
            record_of(
                source.brand,
                what=source,
                verb="watch_source.deleted",
                by=by,
                at=at or timezone.now(),
                label=source.name,
            )


def after_reading(source: Source, *, etag: str, modified: str, at: datetime) -> None:
    """It was read: the next time is after its interval."""
    Source.objects.filter(pk=source.pk).update(
        etag=etag[:500],
        modified=modified[:100],
        read_at=at,
        tried_at=at,
        failures=0,
        problem="",
        status=None,
        next_read_at=at + timedelta(minutes=source.every_minutes),
    )


def after_failing(
    source: Source, problem: Problem, *, status: int | None, again_after: int | None, at: datetime
) -> None:
    """It gave nothing: it is tried again after twice as long each time, a day at most, and not before the
    site says. One that is gone for good is paused.
    """
    failures = source.failures + 1
    waits = min(timedelta(minutes=source.every_minutes) * 2 ** min(failures, 8), RESTS)
    if again_after:
        waits = max(waits, timedelta(seconds=again_after))
    values: dict[str, Any] = {
        "tried_at": at,
        "failures": failures,
        "problem": problem,
        "status": status,
        "next_read_at": at + waits,
    }
    if problem == Problem.GONE:
        values["paused_at"] = at
    Source.objects.filter(pk=source.pk).update(**values)
