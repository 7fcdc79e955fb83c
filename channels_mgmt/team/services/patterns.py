"""Patterns write shifts ahead: never one twice, and what people changed stays as they left it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import RotaPattern, RotaSlot, RotaTurn, Shift
from channels_mgmt.team.models.rota import ShiftQuerySet
from channels_mgmt.team.rota.patterns import Plan, Planned, Slot, overlapping_slots, planned
from channels_mgmt.team.services.availability import Availability, Place, availability_of, places_of
from channels_mgmt.team.services.oncall import forget
from channels_mgmt.team.services.public_holidays import holidays_of
from channels_mgmt.team.services.shifts import lock_rota
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with

WRITTEN_AHEAD = timedelta(weeks=8)
TERMS = ("name", "kind", "starts_on", "ends_on", "weeks_each", "holidays_too", "days_left_out")


@dataclass
class Written:
    """What writing a pattern ahead has done; `left_out` are the shifts that nobody of it can take."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    left_out: list[Planned] = field(default_factory=list)


def write_pattern(
    *,
    brand: Brand,
    by: User | None,
    slots: Sequence[Slot],
    people: Sequence[User],
    pattern: RotaPattern | None = None,
    edition: int | None = None,
    key: UUID | None = None,
    at: datetime | None = None,
    **terms: Any,
) -> tuple[RotaPattern, Written]:
    """Makes or changes a pattern, and writes its shifts eight weeks ahead.

    Of what it had written to come, what nobody changed follows it. A second post of `key` gives what the
    first made. Raises ChangedMeanwhileError for an edition that is not the last, and ValidationError, in
    words, for a pattern without shifts or people, shifts that overlap, and an end before the beginning.
    """
    now = at or timezone.now()
    if (earlier := made_with(key, RotaPattern)) and earlier.brand_id == brand.pk:
        return earlier, Written()
    _refuse_nonsense(slots, people, terms)
    with transaction.atomic():
        lock_rota(brand.pk)
        held = (
            locked(RotaPattern.objects.all(), pattern.pk, edition)
            if pattern
            else RotaPattern(brand=brand, key=key)
        )
        before = said(held) if pattern else {}
        for name, value in terms.items():
            setattr(held, name, value)
        held.edition += bool(pattern)
        held.full_clean()
        held.save()
        _set_week(held, slots, people)
        written = write_ahead(pattern=held, at=now, anew=True)
        tell(held, "rota.pattern_changed" if pattern else "rota.pattern_added", by, now, before=before,
             after=said(held))  # fmt: skip
    return held, written


def _refuse_nonsense(slots: Sequence[Slot], people: Sequence[User], terms: dict[str, Any]) -> None:
    if not slots:
        raise ValidationError({"slots": _("Write at least one shift of the week.")})
    if not people:
        raise ValidationError({"people": _("Choose at least one person.")})
    if overlapping_slots(slots):
        raise ValidationError({"slots": _("Two shifts of the week overlap.")})
    if terms.get("ends_on") and terms["ends_on"] <= terms["starts_on"]:
        raise ValidationError({"ends_on": _("The end must come after the start.")})


def _set_week(pattern: RotaPattern, slots: Sequence[Slot], people: Sequence[User]) -> None:
    pattern.slots.all().delete()
    pattern.turns.all().delete()
    own = {"brand_id": pattern.brand_id, "pattern": pattern}
    RotaSlot.objects.bulk_create(
        RotaSlot(
            weekday=slot.weekday, starts=slot.starts, ends_weekday=slot.ends_weekday, ends=slot.ends, **own
        )
        for slot in slots
    )
    RotaTurn.objects.bulk_create(
        RotaTurn(user=user, position=number, **own)
        for number, user in enumerate(dict.fromkeys(people), start=1)
    )


def end_pattern(*, pattern: RotaPattern, by: User, at: datetime | None = None) -> int:
    """Deletes a pattern with the shifts to come that nobody changed; how many there were."""
    now = at or timezone.now()
    with transaction.atomic():
        lock_rota(pattern.brand_id)
        number = _withdraw(pattern.shifts.untouched().standing().filter(starts_at__gt=now), now)
        tell(pattern, "rota.pattern_deleted", by, now, before=said(pattern))
        forget([pattern.brand_id])
        pattern.delete()
    return number


def _withdraw(shifts: ShiftQuerySet, at: datetime) -> int:
    """Deletes shifts that a pattern does not want any more; one that is offered for exchange stays to say so,
    taken away. How many there were.
    """
    offered = list(
        shifts.filter(Q(swaps__isnull=False) | Q(swaps_in_return__isnull=False)).values_list("pk", flat=True)
    )
    kept = Shift.objects.filter(pk__in=offered).update(
        cancelled_at=at, changed_at=at, edition=F("edition") + 1
    )
    return kept + shifts.exclude(pk__in=offered).delete()[1].get("team.Shift", 0)


def extend_all(*, at: datetime | None = None) -> int:
    """Writes what all patterns want in the eight weeks ahead and is not written yet; how many shifts."""
    now = at or timezone.now()
    added = 0
    turns = RotaTurn.objects.filter(pattern=OuterRef("pk"))  # one on a template has nobody yet
    lasting = RotaPattern.objects.lasting(now.date()).filter(Exists(turns), brand__archived_at=None)
    for pattern in lasting.order_by("pk"):
        with transaction.atomic():
            lock_rota(pattern.brand_id)
            added += write_ahead(pattern=pattern, at=now, anew=False).added
    return added


def write_ahead(*, pattern: RotaPattern, at: datetime, anew: bool) -> Written:
    """Writes the shifts of a pattern that begin from now on, in a transaction that holds the brand's rota.

    Whose turn it is takes a shift; where they are on leave, have no role or are on call already, the next
    who can. With `anew` what it had written and nobody changed is made to follow it; otherwise only what is
    missing is added.
    """
    place = places_of([pattern.brand_id])[pattern.brand_id]
    end = at + WRITTEN_AHEAD
    plan = plan_of(pattern, place, at, end)
    wanted = [
        one
        for one in planned(
            plan, place.zone, at.astimezone(place.zone).date(), end.astimezone(place.zone).date()
        )
        if one.starts_at > at
    ]
    return _Writing(pattern, place, at, end, anew, wanted).write()


def plan_of(pattern: RotaPattern, place: Place, start: datetime, end: datetime) -> Plan:
    early = start - timedelta(days=9)
    return Plan(
        slots=[slot_of(slot) for slot in pattern.slots.all()],
        people=list(pattern.turns.values_list("user_id", flat=True)),
        starts_on=pattern.starts_on,
        ends_on=pattern.ends_on,
        weeks_each=pattern.weeks_each,
        days_left_out=frozenset(pattern.days_left_out),
        holidays=holidays_of([place], early, end)[place.brand] if pattern.holidays_too else (),
        rest_day=rest_day(place.weekend),
    )


def rest_day(weekend: Sequence[int]) -> int:
    """The last day of the weekend: Sunday, or Saturday where people rest on Friday and Saturday."""
    days = [day for day in weekend if day % 7 + 1 not in weekend]
    return days[0] if days else 7


def slot_of(row: RotaSlot) -> Slot:
    return Slot(row.weekday, row.starts, row.ends_weekday, row.ends)


class _Writing:
    """One pattern, written ahead."""

    def __init__(
        self,
        pattern: RotaPattern,
        place: Place,
        at: datetime,
        end: datetime,
        anew: bool,
        wanted: list[Planned],
    ) -> None:
        self.pattern, self.place, self.at, self.anew, self.wanted = pattern, place, at, anew, wanted
        self.known: Availability = availability_of([place], at, end + timedelta(days=9))
        standing = Shift.objects.standing().filter(brand=pattern.brand_id, ends_at__gt=at)
        self.mine = {one.planned_start: one for one in pattern.shifts.filter(planned_start__gt=at)}
        # What the pattern wrote is in the way of nothing that it writes anew.
        self.others = [one for one in standing if not self._follows(one)]
        self.done = Written()

    def _follows(self, shift: Shift) -> bool:
        mine = shift.pattern_id == self.pattern.pk and not shift.by_hand and shift.starts_at > self.at
        return self.anew and mine and shift.planned_start is not None

    def write(self) -> Written:
        new: list[Shift] = []
        changed: list[Shift] = []
        for one in self.wanted:
            held = self.mine.pop(one.starts_at, None)
            if held is not None and not self._follows(held):
                continue
            user = self._who(one)
            if user is None:
                self.done.left_out.append(one)
                if held is not None:
                    self.mine[one.starts_at] = held
            elif held is None:
                new.append(self._made(one, user))
                self.others.append(new[-1])
            else:
                if self._moved(held, one, user):
                    changed.append(held)
                self.others.append(held)
        self._remove()
        Shift.objects.bulk_update(
            changed, ["user", "kind", "ends_at", "cancelled_at", "changed_at", "edition"]
        )
        Shift.objects.bulk_create(new)
        self.done.added, self.done.changed = len(new), len(changed)
        forget([self.pattern.brand_id])
        return self.done

    def _made(self, one: Planned, user: int) -> Shift:
        return Shift(
            brand_id=self.pattern.brand_id,
            user_id=user,
            kind=self.pattern.kind,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            pattern=self.pattern,
            planned_start=one.starts_at,
            by_hand=False,
            changed_at=self.at,
        )

    def _moved(self, held: Shift, one: Planned, user: int) -> bool:
        """Makes what was written follow the pattern; whether anything changed."""
        now = (user, self.pattern.kind, one.ends_at, None)
        if (held.user_id, held.kind, held.ends_at, held.cancelled_at) == now:
            return False
        held.user_id, held.kind, held.ends_at, held.cancelled_at = now
        held.changed_at, held.edition = self.at, held.edition + 1
        return True

    def _who(self, one: Planned) -> int | None:
        """Who takes it: in the order of the turns, the first who is there and free."""
        meanwhile = [
            shift for shift in self.others if shift.starts_at < one.ends_at and one.starts_at < shift.ends_at
        ]
        if any(shift.kind == self.pattern.kind for shift in meanwhile):
            return None
        busy = {shift.user_id for shift in meanwhile}
        for user in one.people:
            if user not in busy and self.known.there(self.place, user, [one.span]) == [one.span]:
                return user
        return None

    def _remove(self) -> None:
        gone = [one.pk for one in self.mine.values() if self._follows(one)]
        if gone:
            self.done.removed = _withdraw(Shift.objects.standing().filter(pk__in=gone), self.at)


def said(pattern: RotaPattern) -> dict[str, Any]:
    """The terms, with the week and the order of people as they stand."""
    week = [
        f"{slot.weekday} {slot.starts:%H:%M} – {slot.ends_weekday} {slot.ends:%H:%M}"
        for slot in pattern.slots.all()
    ]
    people = list(pattern.turns.values_list("user_id", flat=True))
    return {name: getattr(pattern, name) for name in TERMS} | {"week": week, "people": people}


def tell(pattern: RotaPattern, verb: str, by: User | None, at: datetime, **details: Any) -> None:
    record(
        verb=verb,
        what=pattern,
        by=by,
        at=at,
        agency_id=Brand.objects.filter(pk=pattern.brand_id).values("agency_id"),
        brand_id=pattern.brand_id,
        **details,
    )
