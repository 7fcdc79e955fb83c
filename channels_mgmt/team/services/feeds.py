"""Calendars that telephones read: secret addresses, and what stands at them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import blake2s
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from icalendar import Calendar, Event, vDuration

from accounts.access import Right
from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.feed_kinds import AHEAD, BEHIND, FeedKind, kinds
from channels_mgmt.team.models import CalendarFeed, Shift
from channels_mgmt.team.models.feeds import SHIFTS
from cmhub.lib.links import digest_of, link_to, new_token
from cmhub.lib.scope import everything

PRODUCT = "-//CM Hub//Rota//EN"
REFRESHED = timedelta(hours=1)
NOTED_EVERY = timedelta(minutes=5)
"""How often at most it is noted that a calendar asked."""


class Read(NamedTuple):
    """A calendar as it leaves, under the name of its file: `mark` tells whether it is as it was, `changed_at`
    since when, where its events say so.
    """

    body: bytes
    mark: str
    changed_at: datetime | None
    file: str


def make_feed(
    *, user: User, by: User, brand: Brand | None = None, kind: str = SHIFTS, at: datetime | None = None
) -> tuple[CalendarFeed, str]:
    """A new address for a person's shifts, or for what a brand has of a kind; what it had before stops
    working. Gives the address, which is not kept.

    Raises ValidationError for somebody who may not see it.
    """
    now, known = at or timezone.now(), kinds[kind]
    if brand is None and not known.of_person:
        raise ValidationError(_("Say of which brand."))
    if brand is not None and not rights_of(user, brand).may(known.right):
        raise ValidationError(str(known.refusal))
    token = new_token()
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        live = CalendarFeed.objects.live().filter(user=user, brand=brand, kind=kind)
        renewed = live.update(revoked_at=now, revoked_by=by)
        feed = CalendarFeed.objects.create(
            user=user, brand=brand, kind=kind, digest=digest_of(token), made_at=now
        )
        _tell(feed, "calendar.renewed" if renewed else "calendar.made", by, now)
    return feed, link_to("team:calendar", token)


def revoke_feed(*, feed: CalendarFeed, by: User, at: datetime | None = None) -> None:
    now = at or timezone.now()
    with transaction.atomic():
        held = (
            CalendarFeed.objects.select_for_update(of=("self",))
            .select_related("user", "brand")
            .get(pk=feed.pk)
        )
        if held.revoked_at is None:
            held.revoked_at, held.revoked_by = now, by
            held.save(update_fields=["revoked_at", "revoked_by"])
            _tell(held, "calendar.revoked", by, now)


def read_feed(*, token: str, at: datetime | None = None) -> Read | None:
    """The calendar at an address; None for one that is guessed or revoked, or its person's no more.

    A person's calendar has the brands on which they still work, a brand's all that it has of a kind.
    """
    now = at or timezone.now()
    with everything():  # the address is the right, and its person's rights of today are asked
        feed = (
            CalendarFeed.objects.live()
            .select_related("user", "brand")
            .filter(digest=digest_of(token), user__is_active=True)
            .first()
        )
        if feed is None or feed.kind not in kinds:
            return None
        kind = kinds[feed.kind]
        if feed.brand and not rights_of(feed.user, feed.brand).may(kind.right):
            return None
        _note(feed, now)
        with override(feed.user.language):
            return written(feed, kind, list(kind.events(feed, now)))


def _note(feed: CalendarFeed, now: datetime) -> None:
    if feed.last_fetched_at is None or feed.last_fetched_at < now - NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_fetched_at=now)


def written(feed: CalendarFeed, kind: FeedKind, events: list[Event]) -> Read:
    """The calendar in the form of RFC 5545, with the names of RFC 7986 and of Outlook."""
    calendar = Calendar()
    title = kind.title(feed.brand)
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED).to_ical().decode())
    for event in events:
        calendar.add_component(event)
    body = calendar.to_ical()
    changes = [event.decoded("last-modified") for event in events if "last-modified" in event]
    changed_at = max(changes, default=None if events else feed.made_at)
    return Read(body, blake2s(body, digest_size=16).hexdigest(), changed_at, kind.file)


def shifts_of(feed: CalendarFeed, now: datetime) -> Iterable[Event]:
    """The shifts of a brand, or those of a person on the brands on which they still work."""
    shifts = Shift.objects.standing().between(now - BEHIND, now + AHEAD).select_related("brand", "user")
    if feed.brand is not None:
        return [event_of(shift, of_brand=True) for shift in shifts.filter(brand=feed.brand)]
    seen = Brand.objects.visible_to(feed.user).filter(archived_at=None)
    return [event_of(shift, of_brand=False) for shift in shifts.filter(user=feed.user, brand__in=seen)]


def event_of(shift: Shift, *, of_brand: bool) -> Event:
    """In UTC, which every reader shows in its own time. SEQUENCE counts the changes from 0."""
    said = {"kind": shift.get_kind_display(), "brand": shift.brand.name, "name": shift.user.name}
    event = Event()
    event.add("uid", f"{shift.uid}@cmhub")
    event.add("dtstamp", shift.changed_at.astimezone(UTC))
    event.add("last-modified", shift.changed_at.astimezone(UTC))
    event.add("sequence", shift.edition - 1)
    event.add("dtstart", shift.starts_at.astimezone(UTC))
    event.add("dtend", shift.ends_at.astimezone(UTC))
    event.add("summary", (_("%(name)s: %(kind)s") if of_brand else _("%(brand)s: %(kind)s")) % said)
    event.add("url", link_to("team:rota", shift.brand.slug))
    event.add("transp", "TRANSPARENT" if of_brand else "OPAQUE")
    event.add("class", "PRIVATE")
    return event


def calendar_name(brand: Brand | None) -> str:
    return _("Rota of %(brand)s") % {"brand": brand.name} if brand else _("My shifts")


def offered_as(brand: Brand | None) -> str:
    if brand is None:
        return _("My shifts, on all brands")
    return _("The whole rota of %(brand)s") % {"brand": brand.name}


def kind_of_shifts() -> FeedKind:
    return FeedKind(
        SHIFTS,
        Right.TEAM_VIEW,
        "rota.ics",
        calendar_name,
        offered_as,
        gettext_lazy("This person may not see the rota of the brand."),
        shifts_of,
        of_person=True,
    )


def _tell(feed: CalendarFeed, verb: str, by: User, at: datetime) -> None:
    told = {"agency_id": feed.brand.agency_id, "brand_id": feed.brand_id} if feed.brand else {}
    record(verb=verb, what=feed if feed.brand else feed.user, by=by, at=at, **told)
