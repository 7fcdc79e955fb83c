"""Calendars that telephones read: secret addresses, and what stands at them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import blake2s
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, vDuration

from accounts.access import Right
from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import CalendarFeed, Shift
from cmhub.lib.links import digest_of, link_to, new_token
from cmhub.lib.scope import everything

PRODUCT = "-//CM Hub//Rota//EN"
BEHIND, AHEAD = timedelta(weeks=4), timedelta(weeks=26)
REFRESHED = timedelta(hours=1)
NOTED_EVERY = timedelta(minutes=5)
"""How often at most it is noted that a calendar asked."""


class Read(NamedTuple):
    """A calendar as it leaves: `mark` tells whether it is as it was, `changed_at` since when."""

    body: bytes
    mark: str
    changed_at: datetime


def make_feed(
    *, user: User, by: User, brand: Brand | None = None, at: datetime | None = None
) -> tuple[CalendarFeed, str]:
    """A new address for a person's shifts, or a brand's; what it had before stops working. Gives the address,
    which is not kept.

    Raises ValidationError for somebody who may not see the brand's rota.
    """
    now = at or timezone.now()
    if brand is not None and not rights_of(user, brand).may(Right.TEAM_VIEW):
        raise ValidationError(_("This person may not see the rota of the brand."))
    token = new_token()
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        live = CalendarFeed.objects.live().filter(user=user, brand=brand)
        renewed = live.update(revoked_at=now, revoked_by=by)
        feed = CalendarFeed.objects.create(user=user, brand=brand, digest=digest_of(token), made_at=now)
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

    A person's calendar has the brands on which they still work, a brand's all of its shifts.
    """
    now = at or timezone.now()
    with everything():  # the address is the right, and its person's rights of today are asked
        feed = (
            CalendarFeed.objects.live()
            .select_related("user", "brand")
            .filter(digest=digest_of(token), user__is_active=True)
            .first()
        )
        if feed is None or (feed.brand and not rights_of(feed.user, feed.brand).may(Right.TEAM_VIEW)):
            return None
        shifts = list(_shifts_of(feed, now))
        _note(feed, now)
    with override(feed.user.language):
        return written(feed, shifts)


def _shifts_of(feed: CalendarFeed, now: datetime) -> Iterable[Shift]:
    shifts = Shift.objects.standing().between(now - BEHIND, now + AHEAD).select_related("brand", "user")
    if feed.brand is not None:
        return shifts.filter(brand=feed.brand)
    seen = Brand.objects.visible_to(feed.user).filter(archived_at=None)
    return shifts.filter(user=feed.user, brand__in=seen)


def _note(feed: CalendarFeed, now: datetime) -> None:
    if feed.last_fetched_at is None or feed.last_fetched_at < now - NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_fetched_at=now)


def written(feed: CalendarFeed, shifts: list[Shift]) -> Read:
    """The calendar in the form of RFC 5545, with the names of RFC 7986 and of Outlook."""
    calendar = Calendar()
    title = _calendar_name(feed)
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED).to_ical().decode())
    for shift in shifts:
        calendar.add_component(event_of(shift, of_brand=feed.brand is not None))
    body = calendar.to_ical()
    changed_at = max((shift.changed_at for shift in shifts), default=feed.made_at)
    return Read(body, blake2s(body, digest_size=16).hexdigest(), changed_at)


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


def _calendar_name(feed: CalendarFeed) -> str:
    if feed.brand is not None:
        return _("Rota of %(brand)s") % {"brand": feed.brand.name}
    return _("My shifts")


def _tell(feed: CalendarFeed, verb: str, by: User, at: datetime) -> None:
    told = {"agency_id": feed.brand.agency_id, "brand_id": feed.brand_id} if feed.brand else {}
    record(verb=verb, what=feed if feed.brand else feed.user, by=by, at=at, **told)
