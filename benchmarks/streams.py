"""Streams of the public, made by chance from a seed, on which the detection of rushes is measured.

People arrive by a Poisson process whose rate follows the week, and moves beside it as a scenario says. Each
writes a message or several; whether they complain is drawn with the brand's share, which moves by the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random

from channels_mgmt.crisis.surges.scanning import Heard

BEGINNING = datetime(2026, 1, 5, tzinfo=UTC)
"""A Monday, by the clocks of Abidjan and Dakar."""
HOUR, DAY, WEEK = 3600.0, 86_400.0, 604_800.0
BY_HOUR = (6, 3, 2, 1, 1, 3, 9, 18, 30, 38, 36, 30, 31, 32, 29, 28, 30, 34, 40, 47, 50, 42, 28, 14)
OF_A_FAST = (34, 30, 24, 18, 20, 14, 6, 8, 12, 16, 18, 18, 18, 18, 18, 20, 22, 16, 10, 30, 48, 56, 52, 44)
"""How a month of fasting turns the day around."""
BY_DAY = (1.1, 1.0, 1.0, 1.0, 1.05, 0.8, 0.65)
INSISTING = 0.3
"""The part of messages that the same person follows with another one within minutes."""
READ_RIGHT = 0.8
"""The part of the people of a rush whose anger the machine reads."""


@dataclass(frozen=True)
class Scenario:
    """How a stream differs from the plain one: relative variance of hours and of days beyond chance, growth
    by the week, and weeks (counted from the stream's beginning) in which the day is turned around.
    """

    name: str
    of_hours: float = 0.0
    of_days: float = 0.0
    growth: float = 0.0
    turned: range = range(0)


SCENARIOS = (
    Scenario("poisson"),
    Scenario("overdispersed", of_hours=0.15, of_days=0.06),
    Scenario("growing", of_hours=0.1, of_days=0.04, growth=0.05),
    Scenario("fasting", of_hours=0.1, of_days=0.04, turned=range(10, 14)),
)
SIZES = (50, 200, 600, 4000, 12_000)
"""People a week."""
SHARE = 0.3


@dataclass(frozen=True)
class Stream:
    """Messages in the order of time, and the mean number of people a week."""

    heard: list[Heard]
    people: int


def make(scenario: Scenario, people: int, weeks: int, rng: Random, share: float = SHARE) -> Stream:
    heard: list[Heard] = []
    for start, rate in hours(scenario, people, weeks, rng):
        day = int((start - BEGINNING.timestamp()) // DAY)
        complains = share * Random(f"{day}:{people}:{scenario.name}").uniform(0.7, 1.3)
        for at in arrivals(start, start + HOUR, rate, rng):
            heard += writes(at, f"p{rng.randrange(people * 6)}", rng.random() < complains, rng)
    return Stream(sorted(heard), people)


def hours(scenario: Scenario, people: int, weeks: int, rng: Random) -> Iterator[tuple[float, float]]:
    """Each hour's beginning with the people that it brings in an hour."""
    beginning, total = BEGINNING.timestamp(), sum(BY_HOUR) * sum(BY_DAY)
    of_day = 1.0
    for number in range(weeks * 168):
        week, hour_of_week = divmod(number, 168)
        day, hour = divmod(hour_of_week, 24)
        if hour == 0:
            of_day = drawn(scenario.of_days, rng)
        profile = OF_A_FAST if week in scenario.turned else BY_HOUR
        usual = people * profile[hour] / sum(profile) * sum(BY_HOUR) * BY_DAY[day] / total
        grown = (1 + scenario.growth) ** week
        yield beginning + number * HOUR, usual * grown * of_day * drawn(scenario.of_hours, rng)


def drawn(variance: float, rng: Random) -> float:
    """A factor of mean 1 with this variance."""
    return rng.gammavariate(1 / variance, variance) if variance else 1.0


def arrivals(start: float, end: float, an_hour: float, rng: Random) -> Iterator[float]:
    at = start
    while an_hour > 0:
        at += rng.expovariate(an_hour / HOUR)
        if at >= end:
            return
        yield at


def writes(at: float, person: str, bad: bool, rng: Random) -> Iterator[Heard]:
    """A message, and those with which the same person insists."""
    yield Heard(at, person, bad)
    while rng.random() < INSISTING:
        at += rng.uniform(20, 600)
        yield Heard(at, person, bad)


def rush(start: float, lasts: float, an_hour: float, rng: Random) -> list[Heard]:
    """People who complain of the same, beside the stream: so many an hour, reached within a quarter."""
    rows: list[Heard] = []
    for at in arrivals(start, start + lasts, an_hour, rng):
        if rng.random() < 1 - exp(-(at - start) / (5 * 60)):
            rows += writes(at, f"r{rng.randrange(10**9)}", rng.random() < READ_RIGHT, rng)
    return sorted(rows)


def until(weeks: float) -> float:
    return (BEGINNING + timedelta(weeks=weeks)).timestamp()
