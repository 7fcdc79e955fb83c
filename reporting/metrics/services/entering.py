"""Figures that a person enters: read off a page of the network, or estimated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.models import Post
from channels_mgmt.team.models import Channel
from cmhub.lib.locks import advisory_lock
from reporting.metrics.catalogue import METRICS
from reporting.metrics.choices import Scope, Source
from reporting.metrics.intake.storing import settle_standing
from reporting.metrics.models import Correction, Snapshot
from reporting.metrics.readers.dates import EARLIEST

ENTERED = (Source.HAND, Source.ESTIMATE)
MOST = 10**15

Entered = Mapping[str, int | Decimal | None]


def enter_figures(
    *,
    brand: Brand,
    channel: Channel,
    day: date,
    figures: Entered,
    source: str,
    by: User,
    post: Post | None = None,
    scope: str = Scope.DAY,
    at: datetime | None = None,
) -> Snapshot:
    """Keeps what a person says of an account's day, or of the seven days that end with it (`scope`), or with
    `post` of a post's lifetime as they read it that day. None takes a figure back that they had entered; what
    they do not name stays.
    """
    now = at or timezone.now()
    check(brand, channel, day, figures, source, now)
    given = {name: number(value) for name, value in figures.items() if value is not None}
    gone = {name for name, value in figures.items() if value is None}
    with advisory_lock("metrics", brand.pk):
        place = {
            "channel": channel,
            "post": post,
            "competitor": None,
            "network": channel.network,
            "scope": Scope.LIFETIME if post else scope,
            "day": day,
            "series": source,
        }
        one = Snapshot.objects.select_for_update(of=("self",)).filter(**place).first()
        before = one.figures if one else {}
        after = {name: value for name, value in {**before, **given}.items() if name not in gone}
        if one and after == before:
            return one
        if not after and one is None:
            raise ValidationError(_("Enter a figure."), code="empty")
        if one is None:
            one = Snapshot(brand=brand, source=source, run=None, **place)
        else:
            keep_before(one, after, now)
        one.figures, one.by, one.taken_at = after, by, now
        one.save()
        if post:
            settle_standing("select %(post)s::bigint", post=post.pk)
        record_of(brand, what=channel, verb="metrics.entered", by=by, at=now, count=len(after))
    return one


def keep_before(one: Snapshot, after: Mapping[str, object], now: datetime) -> None:
    """The history keeps the figures that are no longer what they were, with whose they were."""
    changed = {name: value for name, value in one.figures.items() if after.get(name) != value}
    if changed:
        Correction.objects.create(
            snapshot=one,
            before=changed,
            by=one.by,
            source=one.source,
            taken_at=one.taken_at,
            corrected_at=now,
        )


def check(brand: Brand, channel: Channel, day: date, figures: Entered, source: str, now: datetime) -> None:
    if source not in ENTERED:
        raise ValidationError({"source": _("Say whether it was read or estimated.")})
    if channel.brand_id != brand.pk:
        raise ValidationError({"channel": _("Choose a channel of this brand.")})
    if not EARLIEST <= day <= now.astimezone(ZoneInfo(brand.time_zone)).date():
        raise ValidationError({"day": _("Choose a day from 2004 until today.")})
    for name, value in figures.items():
        if name not in METRICS:
            raise ValidationError(_("“%(name)s” is not a figure.") % {"name": name})
        if value is not None and not -MOST < value < MOST:
            raise ValidationError({name: _("The figure is too large.")})


def number(value: int | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)
