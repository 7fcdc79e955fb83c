"""The shifts of a pattern, written ahead: never one twice, and what people changed stays as they left it."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, Q

from channels_mgmt.team.models import RotaPattern, RotaSlot, Shift
from channels_mgmt.team.models.rota import ShiftQuerySet
from channels_mgmt.team.rota.patterns import Plan, Planned, Slot, planned, running
from channels_mgmt.team.services.availability import Availability, Place, availability_of, places_of
from channels_mgmt.team.services.oncall import forget
from channels_mgmt.team.services.public_holidays import holidays_of

WRITTEN_AHEAD = timedelta(weeks=8)


@dataclass
class Written:
    """What writing a pattern ahead has done; `left_out` are the shifts that nobody of it can take, `before`
    and `after` those that it touched as they stood and as they stand.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    left_out: list[Planned] = field(default_factory=list)
    before: list[Shift] = field(default_factory=list)
    after: list[Shift] = field(default_factory=list)


def write_ahead(*, pattern: RotaPattern, at: datetime, anew: bool) -> Written:
    """Writes the shifts of a pattern that begin from now on, in a transaction that holds the brand's rota.

    Whose turn it is takes a shift; where they are on leave, have no role or are on call already, the next
    who can. With `anew` what it had written and nobody changed is made to follow it, and of a shift that runs
    now the rest is written; otherwise only what is missing to come is added.
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
    rest = running(plan, place.zone, at) if anew else None
    if rest is not None and not _has_written(pattern, rest, at):
        wanted.insert(0, rest)
    return _Writing(pattern, place, at, end, anew, wanted).write()


def _has_written(pattern: RotaPattern, rest: Planned, at: datetime) -> bool:
    """Whether the shift that runs is written already, be it taken away since, or another one of the pattern
    runs in its place.
    """
    instead = Q(starts_at__lte=at, ends_at__gt=at, cancelled_at=None)
    return pattern.shifts.filter(instead | Q(planned_start=rest.planned_start)).exists()


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
            held = self.mine.pop(one.planned_start, None)
            if held is not None and not self._follows(held):
                continue
            user = self._who(one)
            if user is None:
                self.done.left_out.append(one)
                if held is not None:
                    self.mine[one.planned_start] = held
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
        self.done.after = [*new, *changed]
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
            planned_start=one.planned_start,
            by_hand=False,
            changed_at=self.at,
        )

    def _moved(self, held: Shift, one: Planned, user: int) -> bool:
        """Makes what was written follow the pattern; whether anything changed."""
        now = (user, self.pattern.kind, one.ends_at, None)
        if (held.user_id, held.kind, held.ends_at, held.cancelled_at) == now:
            return False
        self._note(held)
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
        gone = [one for one in self.mine.values() if self._follows(one)]
        for one in gone:
            self._note(one)
        if gone:
            standing = Shift.objects.standing().filter(pk__in=[one.pk for one in gone])
            self.done.removed = withdraw(standing, self.at)

    def _note(self, shift: Shift) -> None:
        """As it stands before it is touched."""
        if shift.cancelled_at is None:
            self.done.before.append(copy(shift))


def withdraw(shifts: ShiftQuerySet, at: datetime) -> int:
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
