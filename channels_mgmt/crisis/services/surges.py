"""Rushes are raised once, followed while they last, and decided on by people.

A surge ends after an hour in which no window was half as improbable as what is raised (hysteresis); what
comes within the cool-down after that is the same rush, also where somebody has said that it is no crisis.
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from accounts.services.outbox import wake_sender
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.choices import SurgeState
from channels_mgmt.crisis.models import BrandRhythm, Surge
from channels_mgmt.crisis.services import rhythms, streams
from channels_mgmt.crisis.services.surge_evidence import gather
from channels_mgmt.crisis.services.surge_mails import tell_of_surge
from channels_mgmt.crisis.services.surges_now import forget
from channels_mgmt.crisis.surges.evidence import counts
from channels_mgmt.crisis.surges.scanning import LOOKED_BACK, WINDOWS, Alarm, Heard, ends_until, scan
from channels_mgmt.publishing.models import Post
from cmhub.lib.locks import try_advisory_lock

logger = logging.getLogger(__name__)

HEARD_FOR = timedelta(seconds=LOOKED_BACK + WINDOWS[-1])
LASTS = 0.5
"""Of the threshold: what is above it goes on, what is below it calms down."""
CALM = timedelta(hours=1)
COOL_DOWN = timedelta(hours=6)
REMEMBERED = COOL_DOWN + HEARD_FOR
OF_A_CAMPAIGN = timedelta(hours=24)
DRAWN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Look:
    """One brand at an instant: its rhythm, what its public wrote, its latest surge, its campaign."""

    brand: Brand
    known: BrandRhythm
    heard: list[Heard]
    latest: Surge | None
    campaign: bool
    at: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.brand.time_zone)

    def alarm(self, *, lenient: float = 1.0) -> Alarm | None:
        """The worst window; of those that end now alone, where it is asked whether a rush goes on."""
        now = self.at.timestamp()
        ends = ends_until(now) if lenient == 1 else [now]
        return scan(
            self.heard,
            self.known.rhythm,
            self.zone,
            ends=ends,
            lenient=lenient,
            campaign=self.campaign,
        )


def detect(at: datetime | None = None, *, among: Collection[int] | None = None) -> list[Surge]:
    """Looks at the stream of every brand, or of some, and gives back the surges that are raised.

    What was sent long before it came in is not in the hours that are looked at. Only one run is under way at
    a time, and the database lets a brand have one surge that lasts; a brand that fails keeps none of the
    others from being looked at.
    """
    now = at or timezone.now()
    raised: list[Surge] = []
    with try_advisory_lock("surges") as taken:
        for look in looks(now, among) if taken else ():
            try:
                with transaction.atomic():
                    if surge := decide(look):
                        raised.append(surge)
            except Exception:
                logger.exception("the stream of brand %s was not judged", look.brand.pk)
    if raised:
        wake_sender()
    return raised


def looks(at: datetime, among: Collection[int] | None) -> Iterable[Look]:
    """The brands that wrote or heard anything worth a look."""
    known = rhythms.known(among)
    heard = streams.hear(at - HEARD_FOR, at, among)
    latest = latest_surges(at, among)
    campaigns = set(
        Post.objects.filter(published_at__gt=at - OF_A_CAMPAIGN, published_at__lte=at)
        .exclude(campaign=None)
        .values_list("brand", flat=True)
    )
    wanted = known.keys() & (heard.keys() | latest.keys())
    for brand in Brand.objects.filter(pk__in=wanted).select_related("agency").order_by("pk"):
        rows = heard.get(brand.pk, [])
        yield Look(brand, known[brand.pk], rows, latest.get(brand.pk), brand.pk in campaigns, at)


def latest_surges(at: datetime, among: Collection[int] | None) -> dict[int, Surge]:
    """The newest surge of each brand that has one which lasts or has not been over for long."""
    recent = Surge.objects.since(at - REMEMBERED).order_by("brand_id", "-detected_at", "-pk")
    if among is not None:
        recent = recent.filter(brand__in=among)
    return {surge.brand_id: surge for surge in recent.distinct("brand_id")}


def decide(look: Look) -> Surge | None:
    """Takes one step with one brand; gives the surge that is raised, if one is."""
    surge, at = look.latest, look.at
    if surge and surge.ended_at is None:
        follow(surge, look)
        return None
    alarm = look.alarm()
    if alarm is None:
        return None
    if surge and surge.ended_at and is_same_rush(surge.ended_at, alarm):
        if alarm.end >= at.timestamp():
            surge.ended_at = None
            follow(surge, look)
        return None
    return raise_surge(look, alarm)


def is_same_rush(ended_at: datetime, alarm: Alarm) -> bool:
    return alarm.start < (ended_at + COOL_DOWN).timestamp()


def raise_surge(look: Look, alarm: Alarm) -> Surge | None:
    """Raises what nobody has raised yet, and tells people; None where another worker was faster."""
    brand, at = look.brand, look.at
    from_at = began(look.heard, alarm)
    surge, made = Surge.objects.get_or_create(
        brand=brand,
        ended_at=None,
        defaults={
            "stream": alarm.stream.value,
            "detected_at": at,
            "from_at": from_at,
            "until_at": instant(alarm.end),
            **height(alarm),
            "evidence": gather(brand, look.known, look.heard, alarm.stream.value, from_at, at),
        },
    )
    if not made:
        return None
    surge.brand = brand
    told = tell_of_surge(surge, at=at)
    record(
        verb="surge.raised",
        what=surge,
        by=None,
        at=at,
        agency_id=brand.agency_id,
        brand_id=brand.pk,
        observed=surge.observed,
        expected=round(surge.expected, 2),
        count=told,
    )
    forget()
    return surge


def follow(surge: Surge, look: Look) -> None:
    """While a rush lasts its curve and counts follow it; it ends once it has been calm for an hour."""
    at = look.at
    alarm = look.alarm(lenient=LASTS)
    if alarm is None:
        if surge.ended_at is None and at - surge.until_at >= CALM:
            surge.ended_at = at
            surge.save(update_fields=["ended_at"])
            forget()
        return
    surge.until_at = max(surge.until_at, at)
    fields = ["until_at", "ended_at"]
    if alarm.stream == surge.stream and alarm.statistic > surge.statistic:
        for name, value in height(alarm).items():
            setattr(surge, name, value)
            fields.append(name)
    drawn_at = surge.evidence.get("drawn_at", 0)
    if at.timestamp() - drawn_at >= DRAWN_EVERY.total_seconds():
        surge.evidence = gather(look.brand, look.known, look.heard, surge.stream, surge.from_at, at)
        fields.append("evidence")
    surge.save(update_fields=fields)


def height(alarm: Alarm) -> dict[str, float | int]:
    return {
        "window_minutes": round(alarm.window / 60),
        "statistic": alarm.statistic,
        "expected": alarm.expected,
        "observed": alarm.observed,
    }


def began(heard: Iterable[Heard], alarm: Alarm) -> datetime:
    """The first message of the window that belongs to the rush."""
    inside = (one.at for one in heard if alarm.start < one.at <= alarm.end and counts(one, alarm.stream))
    return instant(min(inside, default=alarm.start))


def instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def dismiss(*, surge: Surge, why: str, by: User, at: datetime | None = None) -> Surge:
    """Somebody says, with a reason, that it is no crisis: the same rush does not come back.

    A second time changes nothing. Raises ValidationError without a reason, or where a crisis was opened.
    """
    now = at or timezone.now()
    reason = " ".join(why.split())[:300]
    if not reason:
        raise ValidationError(_("Say why it is no crisis."), code="why")
    with transaction.atomic():
        held = Surge.objects.select_for_update(of=("self",)).select_related("brand").get(pk=surge.pk)
        if held.state == SurgeState.CRISIS:
            raise ValidationError(_("A crisis was opened on this meanwhile."), code="crisis")
        if held.state == SurgeState.RAISED:
            _decide(held, SurgeState.DISMISSED, why=reason, by=by, at=now)
    return held


def take_as_crisis(*, surge: Surge, by: User, at: datetime | None = None) -> Surge:
    """A crisis was opened on it, also where somebody had said that it is none."""
    now = at or timezone.now()
    with transaction.atomic():
        held = Surge.objects.select_for_update(of=("self",)).select_related("brand").get(pk=surge.pk)
        if held.state != SurgeState.CRISIS:
            _decide(held, SurgeState.CRISIS, why="", by=by, at=now)
    return held


def _decide(surge: Surge, state: SurgeState, *, why: str, by: User, at: datetime) -> None:
    surge.state, surge.why, surge.decided_by, surge.decided_at = state, why, by, at
    surge.save(update_fields=["state", "why", "decided_by", "decided_at"])
    record(
        verb="surge.dismissed" if state == SurgeState.DISMISSED else "surge.became_crisis",
        what=surge,
        by=by,
        at=at,
        agency_id=surge.brand.agency_id,
        brand_id=surge.brand_id,
    )
    forget()
