"""What the hour of the week leads to expect of a brand's public, learnt from its last eight weeks.

The rate of each of the 168 hours is the mean of that hour's weeks, drawn towards what the hour of the day and
the day of the week say where there is little. Later weeks count more. Hours that were far too busy count
less, by their Anscombe residuals, so that a rush of the past does not hide the next one (Noufal et al. 2013,
see `statistic`). The same hour of the last seven days, by its median, corrects a rhythm that has just moved,
as with Ramadan.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from statistics import median

HOURS, DAY = 168, 24
WEEKS = 8
LOOKED_BACK = timedelta(weeks=WEEKS)
GUARD = timedelta(hours=12)
"""The last hours teach nothing: what begins in them is what is looked for."""
HOUR = timedelta(hours=1)

HALF_LIFE = 3.0
"""Weeks after which a week counts half."""
DRAWN = 2.0
"""As many weeks the hour of the day and the day of the week count for beside the hour of the week itself."""
UNUSUAL = 2.58
"""Anscombe residual beyond which an hour counts less (Noufal et al.)."""
ROUNDS = 3
FEWEST_DAYS = 4
"""Of the last seven days, before their median is believed."""
FEWEST_A_DAY = 10
"""A brand that has so many people a day and then a day with none has that day's file still to come."""

LEAST_RATE = 0.05
UNKNOWN_RATE = 0.5
"""People an hour of whom nothing is known; counted as one hour seen."""
UNKNOWN_SHARE, SHARE_WEIGHT = 0.25, 12
"""The part of the public that complains, of a brand of which nothing is known, and for how many it counts."""
UNKNOWN_SPREAD, SPREAD_WEIGHT = 0.12, 24
LEAST_SPREAD, MOST_SPREAD = 0.03, 1.0
BORROWED = 3
"""How often over an hour of the week is known, by what the other days and hours say of it."""
BLOCK = 3
"""Hours over which the spread of longer windows is measured."""

Counts = Mapping[datetime, float]
"""People by the hour, each hour by the brand's clocks; an hour without anybody is left out."""


@dataclass(frozen=True)
class Rhythm:
    """Of a brand: people expected in each hour of the week (0 = Monday 00:00, local), the share of them that
    complains, the relative variance of hours and of blocks of hours, and in how many weeks that was seen.
    """

    rates: tuple[float, ...]
    share: float
    spread: float
    spread_of_blocks: float
    weeks: float

    def expected(self, start: float, end: float, zone: tzinfo) -> float:
        """People expected from one instant to another, in seconds since 1970."""
        total, at = 0.0, start
        while at < end:
            # Zones differ by quarters of an hour: each is of one hour of the week.
            until = min((at // 900 + 1) * 900, end)
            total += self.rates[hour_of_week(datetime.fromtimestamp(at, zone))] * (until - at) / 3600
            at = until
        return total

    def spread_for(self, window: float, mean: float) -> float:
        """The relative variance of a window of so many seconds in which `mean` people are expected."""
        own = self.spread if window <= 2 * HOUR.total_seconds() else self.spread_of_blocks
        seen = BORROWED * max(self.weeks, 0.25) * max(mean, LEAST_RATE) + 1
        return own + 1 / seen


def hour_of_week(local: datetime) -> int:
    return local.weekday() * DAY + local.hour


def learn(counts: Counts, *, until: datetime, since: datetime | None, complaints: int, read: int) -> Rhythm:
    """The rhythm that people by the hour, from `since` or eight weeks back to `until`, show; both on the
    brand's clocks, without zone. Of `read` messages `complaints` were those of people who complain.
    """
    seen = hours_seen(counts, until, since)
    share = (complaints + UNKNOWN_SHARE * SHARE_WEIGHT) / (read + SHARE_WEIGHT)
    trust = {hour: 0.5 ** ((until - hour) / LOOKED_BACK * WEEKS / HALF_LIFE) for hour in seen}
    weights = dict(trust)
    rates = rates_of(without_peaks(seen), weights)
    for _round in range(ROUNDS):
        spread = spread_of(seen, weights, rates, 1)
        for hour, number in seen.items():
            weights[hour] = trust[hour] * weight_of(number, rates[hour_of_week(hour)], spread)
        rates = rates_of(seen, weights)
    rates = moved(rates, seen, until)
    weeks = sum(weights.values()) / HOURS
    return Rhythm(tuple(rates), share, spread, spread_of(seen, weights, rates, BLOCK), weeks)


def hours_seen(counts: Counts, until: datetime, since: datetime | None) -> dict[datetime, float]:
    """Each hour that is known with its people; days of which the file has not come are not."""
    end = until.replace(minute=0, second=0, microsecond=0)
    start = end - LOOKED_BACK
    if since is None:
        return {}
    if since > start:
        start = since.replace(minute=0, second=0, microsecond=0)
    hours = [start + number * HOUR for number in range(max(0, (end - start) // HOUR))]
    by_day: dict[object, float] = defaultdict(float)
    for hour in hours:
        by_day[hour.date()] += counts.get(hour, 0)
    busy = bool(by_day) and sum(by_day.values()) / len(by_day) >= FEWEST_A_DAY
    return {hour: counts.get(hour, 0.0) for hour in hours if not busy or by_day[hour.date()]}


def without_peaks(seen: Counts) -> dict[datetime, float]:
    """The hours, each no busier than twice the median of its hour of the day: where the weighing begins."""
    by_hour: dict[int, list[float]] = defaultdict(list)
    for hour, number in seen.items():
        by_hour[hour.hour].append(number)
    most = {hour: 2 * median(numbers) + 2 for hour, numbers in by_hour.items()}
    return {hour: min(number, most[hour.hour]) for hour, number in seen.items()}


def rates_of(seen: Counts, weights: Mapping[datetime, float]) -> list[float]:
    """The weighted mean of each hour of the week, drawn towards that of its hour of the day and its day."""
    overall = mean_by(seen, weights, lambda _hour: 0, 1, [UNKNOWN_RATE], 1.0)[0]
    of_hours = mean_by(seen, weights, lambda hour: hour.hour, DAY, [overall] * DAY, 1.0)
    of_days = mean_by(seen, weights, lambda hour: hour.weekday(), 7, [overall] * 7, float(DAY))
    margins = [of_hours[place % DAY] * of_days[place // DAY] / overall for place in range(HOURS)]
    own = mean_by(seen, weights, hour_of_week, HOURS, margins, DRAWN)
    return [max(rate, LEAST_RATE) for rate in own]


def mean_by(
    seen: Counts,
    weights: Mapping[datetime, float],
    place_of: Callable[[datetime], int],
    places: int,
    known: Sequence[float],
    known_weight: float,
) -> list[float]:
    """The weighted mean of each place, where what is known of it counts for `known_weight` hours."""
    totals = [known_weight * value for value in known]
    weighed = [known_weight] * places
    for hour, number in seen.items():
        place = place_of(hour)
        totals[place] += weights[hour] * number
        weighed[place] += weights[hour]
    return [total / weight for total, weight in zip(totals, weighed, strict=True)]


def weight_of(number: float, rate: float, spread: float) -> float:
    """1, or less where an hour was far busier than its rate: the inverse square of its residual."""
    deviation = (1 + spread * rate) ** 0.5
    residual = 1.5 * (number ** (2 / 3) - rate ** (2 / 3)) / (rate ** (1 / 6) * deviation)
    return (UNUSUAL / residual) ** 2 if residual > UNUSUAL else 1.0


def spread_of(
    seen: Counts, weights: Mapping[datetime, float], rates: Sequence[float], together: int
) -> float:
    """The relative variance beyond chance of so many hours taken together, by the method of moments, drawn
    towards that of brands in general.
    """
    beyond = UNKNOWN_SPREAD * SPREAD_WEIGHT
    squares = float(SPREAD_WEIGHT)
    blocks: dict[datetime, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for hour, number in seen.items():
        block = blocks[hour.replace(hour=hour.hour // together * together)]
        rate = rates[hour_of_week(hour)]
        for place, value in enumerate((number, rate, weights[hour], 1.0)):
            block[place] += value
    for number, rate, weight, hours in blocks.values():
        share = weight / hours
        beyond += share * ((number - rate) ** 2 - rate)
        squares += share * rate**2
    return min(max(beyond / squares, LEAST_SPREAD), MOST_SPREAD)


def moved(rates: Sequence[float], seen: Counts, until: datetime) -> list[float]:
    """The rates, raised where the same hour of most of the last seven days was busier than they say."""
    last: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for hour, number in seen.items():
        if until - hour <= timedelta(days=7):
            last[hour.hour].append((number, rates[hour_of_week(hour)]))
    raised = list(rates)
    for hour_of_day, days in last.items():
        now = median(number for number, _rate in days)
        factor = now * len(days) / sum(rate for _number, rate in days)
        if len(days) >= FEWEST_DAYS and now >= 1 and factor > 1:
            for place in range(hour_of_day, HOURS, DAY):
                raised[place] *= factor
    return raised
