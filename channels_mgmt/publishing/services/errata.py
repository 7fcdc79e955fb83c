"""Errors found after publishing: noted, put right, learned from, and counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Erratum, Post
from channels_mgmt.publishing.post_choices import Where
from channels_mgmt.team.models import Channel
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with
from cmhub.lib.weeks import Week

NOTED = (
    "url",
    "error",
    "witness",
    "witness_words",
    "since",
    "seen_at",
    "correction",
    "corrected_at",
    "lesson",
)


def note_erratum(
    *,
    brand: Brand,
    by: User,
    key: UUID,
    values: Mapping[str, Any],
    post: Post | None = None,
    channel: Channel | None = None,
    page: str = "",
    at: datetime | None = None,
) -> Erratum:
    """An error in a post, in the reply that is on `page`, or elsewhere; once for a `key`."""
    now = at or timezone.now()
    with transaction.atomic():
        if made := made_with(key, Erratum, brand_id=brand.pk):
            return made
        if post is not None and (post.brand_id != brand.pk or post.state != PostState.PUBLISHED):
            raise ValidationError(_("An erratum is about what was published."), code="state")
        where = Where.POST if post else Where.REPLY if page else Where.ELSEWHERE
        erratum = Erratum(
            brand=brand,
            where=where,
            post=post,
            page=page,
            channel=post.channel if post else channel,
            noted_by=by,
            noted_at=now,
            key=key,
        )
        _fill(erratum, values, by, now)
        erratum.save()
        record_of(brand, what=erratum, verb="erratum.noted", by=by, at=now)
    return erratum


def change_erratum(
    *, erratum: Erratum, edition: int, by: User, values: Mapping[str, Any], at: datetime | None = None
) -> Erratum:
    """What was put right or learned since.

    Raises ChangedMeanwhileError for an edition that is not the last.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = locked(Erratum.objects.select_related("brand"), erratum.pk, edition)
        _fill(held, values, by, now)
        held.edition += 1
        held.save()
        record_of(held.brand, what=held, verb="erratum.changed", by=by, at=now)
    return held


def _fill(erratum: Erratum, values: Mapping[str, Any], by: User, at: datetime) -> None:
    for name in NOTED:
        if name in values:
            setattr(erratum, name, values[name])
    if erratum.correction and erratum.corrected_at is None:
        erratum.corrected_at = at
    if erratum.corrected_at is None:
        erratum.corrected_by = None
    elif erratum.corrected_by is None:
        erratum.corrected_by = by
    for name in ("since", "seen_at", "corrected_at"):
        when = getattr(erratum, name)
        if when is not None and when > at:
            raise ValidationError({name: _("This lies ahead of now.")})
    erratum.full_clean()


@dataclass(frozen=True)
class Period:
    """A week or a month with the errata noted in it and the posts published in it."""

    label: str
    errata: int
    of_posts: int
    posts: int

    @property
    def per_hundred(self) -> float | None:
        """Errata of posts for 100 posts; None where nothing was published."""
        return 100 * self.of_posts / self.posts if self.posts else None


def by_week(brand: Brand, *, weeks: int, at: datetime) -> list[Period]:
    """The last weeks, the one that goes on among them, the latest first; labels in the active language."""
    last = Week.of(at, brand.time_zone)
    spans = [
        (capfirst(week.short_label()), week.start(brand.time_zone), week.end(brand.time_zone))
        for week in (last - number for number in range(weeks))
    ]
    return _periods(brand, spans)


def by_month(brand: Brand, *, months: int, at: datetime) -> list[Period]:
    """The last months, the one that goes on among them, the latest first; labels in the active language."""
    start = at.astimezone(ZoneInfo(brand.time_zone)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    end = (start + timedelta(days=32)).replace(day=1)
    spans = []
    for _number in range(months):
        spans.append((capfirst(date_format(start, "YEAR_MONTH_FORMAT")), start, end))
        start, end = (start - timedelta(days=1)).replace(day=1), start
    return _periods(brand, spans)


def _periods(brand: Brand, spans: list[tuple[str, datetime, datetime]]) -> list[Period]:
    """Two statements, however many spans there are."""
    noted = Erratum.objects.filter(brand=brand).aggregate(
        **_counts("noted_at", spans, "all"), **_counts("noted_at", spans, "post", where=Where.POST)
    )
    posts = Post.objects.filter(brand=brand).aggregate(**_counts("published_at", spans, "posts"))
    return [
        Period(label, noted[f"all{at}"], noted[f"post{at}"], posts[f"posts{at}"])
        for at, (label, _start, _end) in enumerate(spans)
    ]


def _counts(
    field: str, spans: list[tuple[str, datetime, datetime]], name: str, **more: Any
) -> dict[str, Count]:
    return {
        f"{name}{at}": Count("pk", filter=Q(**{f"{field}__gte": start, f"{field}__lt": end}, **more))
        for at, (_label, start, end) in enumerate(spans)
    }
