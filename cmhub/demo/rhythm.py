"""When the public writes, and when the teams are there. Seconds are counted from Monday 00:00 local."""

import random
from collections.abc import Sequence
from itertools import accumulate

from cmhub.demo.cast import Brand, Person

HOUR, DAY, WEEK = 3600, 86_400, 604_800
BY_HOUR = (3, 2, 1, 1, 1, 3, 8, 16, 24, 28, 29, 27, 30, 29, 24, 23, 24, 27, 31, 37, 40, 35, 22, 9)
"""Messages an hour of a working day: the morning, the midday break, and the evening, which is the busiest."""

BY_HOUR_OF_REST = (5, 4, 2, 1, 1, 1, 3, 7, 13, 19, 23, 24, 23, 21, 21, 22, 25, 28, 31, 33, 33, 28, 18, 10)
MATCH_HOURS = range(17, 23)


def arrivals(brand: Brand) -> list[float]:
    """Cumulative weights of the 168 hours of a week, for a brand's public."""
    weights = []
    for day in range(1, 8):
        rest = day in brand.weekend
        for hour, weight in enumerate(BY_HOUR_OF_REST if rest else BY_HOUR):
            rush = 4.5 if brand.weekend_rush and day == brand.weekend[1] and hour in MATCH_HOURS else 1.0
            weights.append(weight * (0.62 if rest else 1.0 + 0.06 * (day == 1)) * rush)
    return list(accumulate(weights))


def draw_arrival(cumulative: Sequence[float], rng: random.Random) -> int:
    hour = rng.choices(range(168), cum_weights=cumulative)[0]
    return hour * HOUR + rng.randrange(HOUR)


def next_presence(
    person: Person, moment: float, absences: Sequence[tuple[float, float]] = ()
) -> tuple[float, float]:
    """The stretch of work in which a person next is there: from `moment` or later, until its end."""
    day = int(moment // DAY)
    for ahead in range(day, day + 15):
        shift = person.shifts.get(ahead % 7 + 1)
        if shift is None:
            continue
        start, end = max(moment, ahead * DAY + shift[0] * HOUR), ahead * DAY + shift[1] * HOUR
        if start < end and not any(gone <= start < back for gone, back in absences):
            return start, end
    raise ValueError(f"{person.name} is never there.")


def answered_after(
    person: Person,
    moment: float,
    rng: random.Random,
    *,
    absences: Sequence[tuple[float, float]] = (),
    factor: float = 1.0,
) -> float:
    """When a person answers what arrived at `moment`: lognormal in their working time, slower after a night's
    backlog and in the busy evening."""
    start, end = next_presence(person, moment, absences)
    hour = moment % DAY // HOUR
    slow = 1.6 if start - moment > 2 * HOUR else 1.0
    slow *= 1.35 if 18 <= hour < 21 else 1.0
    work = rng.lognormvariate(0, 0.85) * person.pace * 60 * slow * factor
    while start + work > end:
        work -= end - start
        start, end = next_presence(person, end + 60, absences)
    return start + max(work, 45.0)


def office_after(brand: Brand, moment: float, minutes: float) -> float:
    """The moment reached after that many minutes of a department's office hours, 08:00 to 17:00."""
    left, day = minutes * 60, int(moment // DAY)
    while True:
        if day % 7 + 1 not in brand.weekend:
            start, end = max(moment, day * DAY + 8 * HOUR), day * DAY + 17 * HOUR
            if start < end:
                if start + left <= end:
                    return start + left
                left -= end - start
        day += 1
