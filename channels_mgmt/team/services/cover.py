"""Cover of brands in the weeks ahead: their gaps, and how good their rota is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import BigIntegerField, Func

from channels_mgmt.team.arrivals import arrivals_of
from channels_mgmt.team.models import Shift
from channels_mgmt.team.rota.cover import Cover, Part, cover_of, forecast_of, parts_of
from channels_mgmt.team.rota.quality import Quality, quality_of
from channels_mgmt.team.rota.spans import Span, seconds_of
from channels_mgmt.team.services.availability import Availability, Place, availability_of, places_of
from channels_mgmt.team.services.public_holidays import holidays_of
from channels_mgmt.team.services.shifts import span_of
from channels_mgmt.team.services.working_presence import presence_of

WEEKS_AHEAD = 4
AHEAD = timedelta(weeks=WEEKS_AHEAD)


@dataclass(frozen=True)
class BrandCover:
    """The cover of one brand with what it was made of: `shifts` are those of each person as they stand,
    `team` who is assigned, `parts` the window divided into days off, evenings and working hours.
    """

    place: Place
    cover: Cover
    shifts: Mapping[int, list[Span]]
    team: Collection[int]
    parts: list[Part]
    holidays: Collection[date]
    available: Availability

    @property
    def quality(self) -> Quality:
        return quality_of(self.cover, self.shifts, self.team, self.parts)


def covers_of(
    brands: Collection[int],
    at: datetime,
    ahead: timedelta = AHEAD,
    *,
    weighed: bool = True,
    known: Iterable[Shift] | None = None,
) -> dict[int, BrandCover]:
    """By brand, from an instant on; nine queries for however many brands, one less where the arrivals that
    weigh the gaps are not wanted, and where the shifts that stand in that time are known.
    """
    if not brands:
        return {}
    end = at + ahead
    places = places_of(brands)
    holidays = holidays_of(places.values(), at, end)
    shifts: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for brand, user, *span in _rows(brands, at, end) if known is None else map(_row, known):
        shifts[brand][user].append((span[0], span[1]))
    available = availability_of(places.values(), at, end)
    present = presence_of(places, holidays, available, at, end)
    arrivals = arrivals_of(list(places), at) if weighed else {}
    window = seconds_of(at), seconds_of(end)
    found = {}
    for brand, place in places.items():
        parts = parts_of(window, place.zone, place.weekend, holidays[brand])
        on_duty = covering(place, shifts[brand], present.of_brand.get(brand, {}), available)
        arrived = arrivals.get(brand)
        forecast = forecast_of(arrived.by_hour, window, place.zone) if arrived else None
        cover = cover_of(window, on_duty.values(), parts, forecast)
        found[brand] = BrandCover(
            place, cover, shifts[brand], present.team(brand), parts, holidays[brand], available
        )
    return found


def _rows(brands: Collection[int], at: datetime, end: datetime) -> Iterable[tuple[int, int, int, int]]:
    """Brand, person and time of the shifts that stand, in seconds: of thousands, no more is wanted."""
    standing = Shift.objects.standing().between(at, end).filter(brand__in=brands).order_by()
    return standing.values_list("brand_id", "user_id", Seconds("starts_at"), Seconds("ends_at"))


def _row(shift: Shift) -> tuple[int, int, int, int]:
    return (shift.brand_id, shift.user_id, *span_of(shift))


class Seconds(Func):
    """An instant in whole seconds since 1970."""

    template = "floor(extract(epoch FROM %(expressions)s))::bigint"
    output_field = BigIntegerField()


def covering(
    place: Place,
    shifts: Mapping[int, list[Span]],
    present: Mapping[int, list[Span]],
    available: Availability,
) -> dict[int, list[Span]]:
    """When each person covers: on call while they are there, or present in working hours."""
    return {
        user: [*available.there(place, user, shifts.get(user, ())), *present.get(user, ())]
        for user in dict.fromkeys([*shifts, *present])
    }


def cover_of_brand(brand: int, at: datetime) -> BrandCover:
    return covers_of([brand], at)[brand]
