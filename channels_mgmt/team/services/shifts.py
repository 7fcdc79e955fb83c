"""Shifts: written, changed, taken away and put back."""

from copy import copy
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import changes, record
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Shift
from channels_mgmt.team.rota.spans import Span, instant_at, seconds_of, without
from channels_mgmt.team.services.availability import Availability, Place, availability_of, places_of
from channels_mgmt.team.services.oncall import forget
from channels_mgmt.team.services.shift_mails import tell_holders
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with
from cmhub.lib.moments import date_words

FIELDS = ("user", "kind", "starts_at", "ends_at")
BEGUN_LATELY = timedelta(minutes=15)
"""A shift may be written for “from now on” though writing it took some minutes."""


def add_shift(
    *,
    brand: Brand,
    user: User,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    by: User | None,
    afterwards: bool = False,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Shift:
    """Puts somebody on call. A second post of `key` gives what the first made.

    One that begins in the past is recorded as such, and only by who says so (`afterwards`). Raises
    ValidationError, in words: for somebody without a working role on the brand or on leave in that time, for
    somebody who is on call then already, and for a time that is none.
    """
    now = at or timezone.now()
    past = starts_at < now - BEGUN_LATELY
    shift = Shift(
        brand=brand,
        user=user,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        recorded_afterwards=past,
        changed_at=now,
        key=key,
    )
    with transaction.atomic():
        lock_rota(brand.pk)
        if earlier := made_with(key, Shift, brand_id=brand.pk):
            return earlier
        if past and not afterwards:
            told = _("This has begun already: say that you record it afterwards.")
            raise ValidationError({"starts_at": told})
        _check(shift)
        shift.save()
        tell(shift, "shift.recorded" if past else "shift.added", by, now, after=said(shift))
        _tell_holders([], [shift], by, now)
    return shift


def change_shift(
    *,
    shift: Shift,
    by: User,
    edition: int | None = None,
    afterwards: bool = False,
    at: datetime | None = None,
    **values: Any,
) -> Shift:
    """Gives a shift to somebody else, or changes its time or its kind; its pattern leaves it alone from then.
    Who had it and who has it are told.

    Raises ChangedMeanwhileError for an edition that is not the last, and ValidationError as `add_shift` does.
    """
    now = at or timezone.now()
    with transaction.atomic():
        lock_rota(shift.brand_id)
        held = locked(Shift.objects.standing().select_related("brand", "user"), shift.pk, edition)
        before, over = copy(held), held.ends_at <= now
        for name, value in values.items():
            setattr(held, name, value)
        moved_back = held.starts_at != before.starts_at and held.starts_at < now - BEGUN_LATELY
        if (over or moved_back) and not afterwards:
            raise ValidationError({"starts_at": _("This is past: say that you record it afterwards.")})
        _check(held)
        changed = changes(held, FIELDS)
        if not changed["after"]:
            return held
        held.by_hand, held.changed_at, held.edition = True, now, held.edition + 1
        held.recorded_afterwards |= over or moved_back
        held.save()
        tell(held, "shift.changed", by, now, **changed)
        _tell_holders([before], [held], by, now)
    return held


def take_away(*, shift: Shift, by: User, at: datetime | None = None) -> None:
    """Nobody is on call in this time any more; it can be put back."""
    now = at or timezone.now()
    with transaction.atomic():
        lock_rota(shift.brand_id)
        held = locked(Shift.objects.select_related("brand"), shift.pk)
        if held.cancelled_at is not None:
            return
        held.cancelled_at = held.changed_at = now
        held.by_hand, held.edition = True, held.edition + 1
        held.save(update_fields=["cancelled_at", "changed_at", "by_hand", "edition"])
        tell(held, "shift.taken_away", by, now, before=said(held))
        _tell_holders([held], [], by, now)


def put_back(*, shift: Shift, by: User, at: datetime | None = None) -> None:
    """Undoes `take_away`. Raises ValidationError, in words, where somebody else is on call by now."""
    now = at or timezone.now()
    with transaction.atomic():
        lock_rota(shift.brand_id)
        held = locked(Shift.objects.select_related("brand", "user"), shift.pk)
        if held.cancelled_at is None:
            return
        held.cancelled_at, held.changed_at, held.edition = None, now, held.edition + 1
        _check(held)
        held.save(update_fields=["cancelled_at", "changed_at", "edition"])
        tell(held, "shift.put_back", by, now, after=said(held))
        _tell_holders([], [held], by, now)


def _check(shift: Shift) -> None:
    """In the transaction of the writing, in which nobody else writes the brand's rota."""
    if shift.ends_at <= shift.starts_at:
        # Before the database is asked for overlaps: it has no range that ends before it begins.
        raise ValidationError({"ends_at": _("The end must come after the start.")})
    place = places_of([shift.brand_id])[shift.brand_id]
    known = availability_of([place], shift.starts_at, shift.ends_at, [shift.user_id])
    if reason := why_not(shift.user, place, span_of(shift), known):
        raise ValidationError({"user": reason})
    shift.full_clean()


def lock_rota(brand: int) -> None:
    """One at a time writes the rota of a brand: taken before its shifts and requests are locked."""
    Brand.objects.select_for_update(no_key=True).values_list("pk").get(pk=brand)


def span_of(shift: Shift) -> Span:
    return seconds_of(shift.starts_at), seconds_of(shift.ends_at)


def why_not(user: User, place: Place, span: Span, known: Availability) -> str:
    """Why somebody cannot be on call in a time: no role then, or leave; empty for who can."""
    if idle := without([span], known.works(place, user.pk)):
        day = instant_at(idle[0][0]).astimezone(place.house_zone).date()
        return _("%(name)s has no role on %(day)s with which to answer for this brand.") % {
            "name": user.name,
            "day": date_words(day),
        }
    for starts, ends in known.away(place, user.pk):
        if starts < span[1] and span[0] < ends:
            back = instant_at(ends).astimezone(place.house_zone).date()
            return _("%(name)s is on leave then, and back on %(day)s.") % {
                "name": user.name,
                "day": date_words(back),
            }
    return ""


def said(shift: Shift) -> dict[str, Any]:
    return {
        "user": shift.user_id,
        "kind": shift.kind,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
    }


def _tell_holders(before: list[Shift], after: list[Shift], by: User | None, at: datetime) -> None:
    """Of one shift, once for each of its editions."""
    (shift,) = after or before
    act = f"shift.{shift.pk}.{shift.edition}"
    tell_holders(brand=shift.brand, before=before, after=after, act=act, by=by, at=at)


def tell(shift: Shift, verb: str, by: User | None, at: datetime, **details: Any) -> None:
    """Writes the record, and has pages look anew who is on call."""
    forget([shift.brand_id])
    record(
        verb=verb,
        what=shift,
        by=by,
        at=at,
        agency_id=Brand.objects.filter(pk=shift.brand_id).values("agency_id"),
        brand_id=shift.brand_id,
        user=shift.user_id,
        **details,
    )
