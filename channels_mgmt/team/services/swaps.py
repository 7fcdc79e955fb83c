"""Somebody asks another to take a shift: nothing changes without the other's yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.team.models import Shift, ShiftSwap
from channels_mgmt.team.rota_choices import SwapState
from channels_mgmt.team.services.availability import Availability, Place, availability_of, places_of
from channels_mgmt.team.services.oncall import forget
from channels_mgmt.team.services.shifts import lock_rota, span_of, why_not
from channels_mgmt.team.services.swap_mails import answer_by_mail, ask_by_mail
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with

ANSWERED_WITHIN = timedelta(days=3)
"""How long a request waits for its answer; never beyond the beginning of the shift."""


def ask_swap(
    *,
    shift: Shift,
    by: User,
    asked: User | None = None,
    in_return: Shift | None = None,
    note: str = "",
    key: UUID | None = None,
    at: datetime | None = None,
) -> ShiftSwap:
    """Asks one person, or whoever may (`asked` None), to take one's own shift, perhaps for one of theirs.

    Raises ValidationError, in words, for a shift of somebody else, one that has begun or is offered already,
    and for an exchange that cannot be.
    """
    now = at or timezone.now()
    with transaction.atomic():
        lock_rota(shift.brand_id)
        if earlier := made_with(key, ShiftSwap, brand_id=shift.brand_id, asked_by_id=by.pk):
            return earlier
        held = locked(Shift.objects.select_related("brand__agency", "user"), shift.pk)
        swap = ShiftSwap(
            brand=held.brand,
            shift=held,
            in_return=in_return,
            asked_by=by,
            asked=asked,
            note=note,
            asked_at=now,
            expires_at=_until(held, in_return, now),
            key=key,
        )
        if held.user_id != by.pk or (in_return and in_return.brand_id != held.brand_id):
            raise ValidationError(_("This shift is somebody else's."))
        if reason := obstacle(swap, asked, at=now):
            raise ValidationError(reason)
        # One that has lapsed and was not told so yet is in nobody's way.
        for lapsed in ShiftSwap.objects.lapsed(now).filter(shift=held):
            _end(lapsed, SwapState.EXPIRED, None, now)
        swap.full_clean()
        swap.save()
        _tell(swap, "swap.asked", by, now)
        ask_by_mail(swap, [asked] if asked else who_may(held), at=now)
    return swap


def _until(shift: Shift, in_return: Shift | None, now: datetime) -> datetime:
    begins = min(shift.starts_at, in_return.starts_at) if in_return else shift.starts_at
    return max(now, min(begins, now + ANSWERED_WITHIN))


def accept(*, swap: ShiftSwap, by: User, at: datetime | None = None) -> ShiftSwap:
    """The other's yes: the shift is theirs, and the one in return goes the other way.

    Raises ValidationError, in words, where it has become impossible or somebody was quicker.
    """
    now = at or timezone.now()
    with transaction.atomic():
        lock_rota(swap.brand_id)
        held = _open(swap, by, now)
        if reason := obstacle(held, by, at=now):
            raise ValidationError(reason)
        gives = {held.shift_id: by.pk}
        if held.in_return_id is not None:
            gives[held.in_return_id] = held.asked_by_id
        # In one statement: in between, somebody would be their own backup.
        Shift.objects.filter(pk__in=gives).update(
            user=Case(*(When(pk=pk, then=Value(user)) for pk, user in gives.items())),
            by_hand=True,
            changed_at=now,
            edition=F("edition") + 1,
        )
        _end(held, SwapState.ACCEPTED, by, now)
        forget([held.brand_id])
        answer_by_mail(held, at=now)
    return held


def refuse(*, swap: ShiftSwap, by: User, at: datetime | None = None) -> ShiftSwap:
    """The other's no. What is offered to all is nobody's to refuse."""
    now = at or timezone.now()
    with transaction.atomic():
        held = _open(swap, by, now)
        if held.asked_id is None:
            raise ValidationError(_("This is offered to all: leave it to the others."))
        _end(held, SwapState.REFUSED, by, now)
        answer_by_mail(held, at=now)
    return held


def withdraw(*, swap: ShiftSwap, by: User, at: datetime | None = None) -> ShiftSwap:
    now = at or timezone.now()
    with transaction.atomic():
        held = _locked(swap)
        if held.asked_by_id != by.pk:
            raise ValidationError(_("Somebody else asked this."))
        if held.state == SwapState.ASKED:
            _end(held, SwapState.WITHDRAWN, by, now)
    return held


def expire_due(*, at: datetime | None = None) -> int:
    """Tells those who asked and had no answer in time; how many."""
    now = at or timezone.now()
    due = ShiftSwap.objects.lapsed(now).order_by("pk").values_list("pk", flat=True)
    for pk in due:
        with transaction.atomic():
            swap = _related().select_for_update(of=("self",), skip_locked=True).filter(pk=pk)
            for held in swap.filter(state=SwapState.ASKED):
                _end(held, SwapState.EXPIRED, None, now)
                answer_by_mail(held, at=now)
    return len(due)


@dataclass(frozen=True)
class Situation:
    """What decides whether shifts of a brand can change hands: who is there when, and who is on call."""

    place: Place
    available: Availability
    shifts: Sequence[Shift]


def situation_of(brand: int, of_shifts: Sequence[Shift]) -> Situation:
    """In five queries, for however many shifts, one at least, are to change hands."""
    start, end = min(one.starts_at for one in of_shifts), max(one.ends_at for one in of_shifts)
    place = places_of([brand])[brand]
    standing = Shift.objects.standing().between(start, end).filter(brand=brand)
    return Situation(place, availability_of([place], start, end), list(standing))


def obstacle(swap: ShiftSwap, taker: User | None, *, at: datetime, situation: Situation | None = None) -> str:
    """Why the exchange cannot be, for this person or for anybody; empty where it can."""
    given, taken = swap.shift, swap.in_return
    if reason := _not_there_any_more(swap, at):
        return reason
    if taker is None:
        return ""
    if taker.pk == swap.asked_by_id:
        return _("Ask somebody else.")
    if taken is not None and taken.user_id != taker.pk:
        return _("The shift in return is no longer %(name)s's.") % {"name": taker.name}
    known = situation or situation_of(swap.brand_id, [one for one in (given, taken) if one])
    if reason := _refused(known, taker, given, taken):
        return reason
    return _refused(known, swap.asked_by, taken, given) if taken else ""


def _refused(known: Situation, user: User, gets: Shift, loses: Shift | None) -> str:
    if reason := why_not(user, known.place, span_of(gets), known.available):
        return reason
    aside = {gets.pk, loses.pk if loses else None}
    for other in known.shifts:
        meanwhile = other.starts_at < gets.ends_at and gets.starts_at < other.ends_at
        if other.user_id == user.pk and meanwhile and other.pk not in aside:
            return _("%(name)s is on call for the brand then already.") % {"name": user.name}
    return ""


def _not_there_any_more(swap: ShiftSwap, at: datetime) -> str:
    for shift in filter(None, (swap.shift, swap.in_return)):
        if shift.cancelled_at is not None:
            return _("This shift has been taken away.")
        if shift.starts_at <= at:
            return _("This shift has begun.")
    if swap.shift.user_id != swap.asked_by_id:
        return _("This shift has been given to somebody else.")
    return ""


def who_may(shift: Shift) -> list[User]:
    """Who can take a shift from its holder: there then, and free."""
    place = places_of([shift.brand_id])[shift.brand_id]
    known = availability_of([place], shift.starts_at, shift.ends_at)
    people = {user for brand, user in known.roles} | {user for agency, user in known.wide}
    there = [user for user in people if known.there(place, user, [span_of(shift)]) == [span_of(shift)]]
    busy = Shift.objects.standing().between(shift.starts_at, shift.ends_at).filter(brand=shift.brand_id)
    free = User.objects.filter(pk__in=there, is_active=True).exclude(pk__in=busy.values("user"))
    return list(free.exclude(pk=shift.user_id).order_by("name", "pk"))


def _related() -> QuerySet[ShiftSwap]:
    return ShiftSwap.objects.select_related(
        "brand__agency", "shift__user", "in_return__user", "asked_by", "asked"
    )


def _locked(swap: ShiftSwap) -> ShiftSwap:
    return _related().select_for_update(of=("self",)).get(pk=swap.pk)


def _open(swap: ShiftSwap, by: User, now: datetime) -> ShiftSwap:
    """The request, locked. Raises ValidationError where it is answered, or is not this person's to answer."""
    held = _locked(swap)
    if held.state != SwapState.ASKED:
        raise ValidationError(_("This request is closed: %(state)s.") % {"state": held.get_state_display()})
    if held.expires_at <= now:
        raise ValidationError(_("The time to answer this request is over."))
    if held.asked_id not in (None, by.pk):
        raise ValidationError(_("Somebody else is asked."))
    return held


def _end(swap: ShiftSwap, state: str, by: User | None, now: datetime) -> None:
    swap.state, swap.answered_at, swap.answered_by = state, now, by
    swap.save(update_fields=["state", "answered_at", "answered_by"])
    _tell(swap, f"swap.{state}", by, now)


def _tell(swap: ShiftSwap, verb: str, by: User | None, at: datetime) -> None:
    record(
        verb=verb,
        what=swap,
        by=by,
        at=at,
        agency_id=swap.brand.agency_id,
        brand_id=swap.brand_id,
        label=swap.asked_by.name,
        shift=swap.shift_id,
        in_return=swap.in_return_id,
        user=swap.asked_id,
    )
