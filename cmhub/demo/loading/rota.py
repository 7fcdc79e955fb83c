"""Who is on call for each brand, weeks back and weeks ahead; on one, a weekend without anybody and a question
that waits. Safe to run again: what is there is left, and the weeks since are added.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from accounts.choices import NotificationState, Role
from accounts.models import Notification, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Assignment, RotaPattern, Shift, ShiftSwap
from channels_mgmt.team.rota.cover import OFF_DAY
from channels_mgmt.team.rota.patterns import Slot
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.availability import places_of
from channels_mgmt.team.services.cover import covers_of
from channels_mgmt.team.services.pattern_shifts import WRITTEN_AHEAD, write_ahead
from channels_mgmt.team.services.patterns import write_pattern
from channels_mgmt.team.services.shifts import lock_rota, take_away
from channels_mgmt.team.services.swaps import ask_swap, who_may
from cmhub.demo.cast import cast
from cmhub.demo.reviews import WRITTEN_WEEKS
from cmhub.lib.weeks import Week

CM, MANAGER = "cm@demo.example", "manager@demo.example"
FIRST = "nyongtel"
"""The brand with the empty weekend and the question that waits."""
BACK = timedelta(weeks=WRITTEN_WEEKS + 1)
"""Since when there is a rota: the reports that people wrote on say who was to be there."""
EVENING, MORNING = time(18), time(8)
SPEAKING = (Role.COMMUNITY_MANAGER, Role.SOCIAL_MEDIA_MANAGER)
NOTE = "Mariage de ma sœur à Bafoussam : je te rends la pareille quand tu veux."


def go_on(brand: Brand, people: Mapping[str, User], *, at: datetime) -> None:
    """Writes the brand's patterns where there are none, and their shifts up to eight weeks from then."""
    patterns = RotaPattern.objects.filter(brand=brand)
    if patterns.exists():
        lock_rota(brand.pk)
        for pattern in patterns:
            write_ahead(pattern=pattern, at=at, anew=False)
        return
    for kind, name, turns in _turns(brand, people[MANAGER]):
        pattern, _written = write_pattern(
            brand=brand,
            by=people[MANAGER],
            name=name,
            kind=kind,
            slots=_nights_and_weekends(places_of([brand.pk])[brand.pk].weekend),
            people=turns,
            starts_on=(at - BACK).date(),
            holidays_too=True,
            at=at - BACK,
        )
        for ahead in range(WRITTEN_AHEAD.days, BACK.days, WRITTEN_AHEAD.days):
            write_ahead(pattern=pattern, at=at - BACK + timedelta(days=ahead), anew=False)
        write_ahead(pattern=pattern, at=at, anew=False)
    _as_the_story_has_it(brand, at)
    if brand.slug == FIRST:
        _leave_a_weekend_empty(brand, people[MANAGER], at)
        _ask(brand, people[CM], at)


def _turns(brand: Brand, manager: User) -> list[tuple[str, str, list[User]]]:
    """Who speaks for the brand alone takes the nights and weekends, agents and the manager stand by."""
    here = Assignment.objects.filter(brand=brand, ends_on=None, under_supervision=False).select_related(
        "user"
    )
    held = list(here.order_by("pk"))
    speaking = list(dict.fromkeys(row.user for row in held if row.role in SPEAKING))
    helping = [row.user for row in held if row.role in (Role.CUSTOMER_SERVICE, Role.TECH_SUPPORT)]
    turns = [(ShiftKind.PRIMARY, "Nuits et week-ends", speaking)] if speaking else []
    return [*turns, (ShiftKind.BACKUP, "Renfort", list(dict.fromkeys([*helping, manager])))]


def _nights_and_weekends(weekend: tuple[int, ...]) -> list[Slot]:
    """A shift for each night before a working day, and one over the weekend."""
    working = [day for day in range(1, 8) if day not in weekend]
    nights = [Slot(day, EVENING, day % 7 + 1, MORNING) for day in working if day % 7 + 1 in working]
    last = next(day for day in working if day % 7 + 1 in weekend)
    first = next(day for day in working if (day - 2) % 7 + 1 in weekend)
    return [*nights, Slot(last, EVENING, first, MORNING)]


def _as_the_story_has_it(brand: Brand, at: datetime) -> None:
    """Nobody was on call on the weekend of which the report of that week says so."""
    ago = cast().brand(brand.slug).uncovered
    if ago:
        week = Week.of(at, brand.time_zone) - 1 - ago
        end = week.end(brand.time_zone)
        Shift.objects.filter(brand=brand).between(end - timedelta(days=2), end).delete()


def _leave_a_weekend_empty(brand: Brand, by: User, at: datetime) -> None:
    """The second weekend to come; the mails of it have left."""
    parts = covers_of([brand.pk], at, timedelta(weeks=3), weighed=False)[brand.pk].parts
    weekends = [(start, end) for start, end, part in parts if part == OFF_DAY and start > at.timestamp()]
    start, end = (datetime.fromtimestamp(second, at.tzinfo) for second in weekends[1])
    for shift in Shift.objects.standing().filter(brand=brand).between(start, end):
        take_away(shift=shift, by=by, at=at)
        _sent(f"rota:shift.{shift.pk}.", at)


def _ask(brand: Brand, asked: User, at: datetime) -> None:
    """Somebody asks the community manager to take a night; the mail of it has left."""
    to_come = Shift.objects.standing().filter(brand=brand, starts_at__gt=at + timedelta(days=1))
    for shift in to_come.exclude(user=asked).select_related("user").order_by("starts_at")[:40]:
        if asked in who_may(shift):
            swap = ask_swap(shift=shift, by=shift.user, asked=asked, note=NOTE, at=at)
            ShiftSwap.objects.filter(pk=swap.pk).update(expires_at=shift.starts_at)
            _sent(f"swap_asked:{swap.pk}:", at)
            return


def _sent(key: str, at: datetime) -> None:
    """Mails whose key begins so have left."""
    Notification.objects.filter(key__startswith=key).update(state=NotificationState.SENT, sent_at=at)
