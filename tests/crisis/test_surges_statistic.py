"""The statistic and the rhythm, by their properties and against other ways of computing them."""

from datetime import UTC, datetime, timedelta
from math import comb, exp, factorial, log10
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels_mgmt.crisis.surges.rhythm import HOURS, WEEKS, Rhythm, learn
from channels_mgmt.crisis.surges.scanning import HOUR, Heard, ends_until, scan
from channels_mgmt.crisis.surges.statistic import LARGEST, surprise

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
FLAT = Rhythm((4.0,) * HOURS, 0.25, 0.1, 0.1, 5.0)

means = st.floats(0.01, 200)
spreads = st.floats(0, 1)


@given(st.integers(0, 400), means, spreads)
@settings(max_examples=150)
def test_more_people_never_surprise_less_and_more_expected_never_more(
    observed: int, mean: float, spread: float
) -> None:
    here = surprise(observed, mean, spread)
    assert 0 <= here <= LARGEST
    assert surprise(observed + 1, mean, spread) >= here
    assert surprise(observed, mean * 1.5, spread) <= here + 1e-9


@pytest.mark.parametrize(("observed", "mean"), [(3, 1.0), (12, 4.5), (30, 11.0)])
def test_without_spread_it_is_the_tail_of_poisson(observed: int, mean: float) -> None:
    below = sum(exp(-mean) * mean**n / factorial(n) for n in range(observed))
    assert surprise(observed, mean, 0.0) == pytest.approx(-log10(1 - below), rel=1e-6)


def test_with_spread_it_is_the_tail_of_the_negative_binomial() -> None:
    # A spread of 1/3 with a mean of 3: three failures of probability one half.
    below = sum(comb(n + 2, n) * 0.5 ** (3 + n) for n in range(9))
    assert surprise(9, 3.0, 1 / 3) == pytest.approx(-log10(1 - below), rel=1e-6)


def test_nothing_expected_is_no_error() -> None:
    assert surprise(5, 0.0, 0.1) == LARGEST
    assert surprise(0, 0.0, 0.1) == 0


def rows(number: int, *, start: float = 0, bad: bool = True, name: str = "p") -> list[Heard]:
    """So many people within the last forty minutes."""
    end = NOW.timestamp()
    return [Heard(end - 2400 * (n + 1) / (number + 1) + start, f"{name}{n}", bad) for n in range(number)]


def level(heard: list[Heard], **more: object) -> float:
    found = scan(heard, FLAT, UTC, ends=[NOW.timestamp()], lenient=0.01, **more)  # type: ignore[arg-type]
    return found.level if found else 0.0


@given(st.integers(6, 60), st.integers(1, 30), st.integers(0, 10_000))
@settings(max_examples=60)
def test_order_does_not_matter_and_more_complaints_never_calm(people: int, more: int, seed: int) -> None:
    heard = rows(people) + rows(people * 2, bad=False, name="other")
    shuffled = Random(seed).sample(heard, len(heard))
    assert level(shuffled) == level(heard)
    assert level(heard + rows(more, name="more")) >= level(heard)
    # Of those who are there, some more complain.
    angrier = [one._replace(bad=True) if one.person in {"other0", "other1"} else one for one in heard]
    assert level(angrier) >= level(heard)


def test_three_complaints_at_night_are_no_crisis_and_eight_of_six_people_are() -> None:
    night = Rhythm((0.4,) * HOURS, 0.25, 0.1, 0.1, 5.0)
    ends = [NOW.timestamp()]
    assert scan(rows(3), night, UTC, ends=ends) is None
    heard = rows(6) + rows(2, start=60)
    alarm = scan(heard, night, UTC, ends=ends)
    assert alarm is not None
    assert (alarm.observed, alarm.stream) == (6, "complaints")


def test_one_person_who_floods_raises_nothing() -> None:
    end = NOW.timestamp()
    flood = [Heard(end - n * 20, "troll", True) for n in range(100)]
    quiet = Rhythm((0.1,) * HOURS, 0.25, 0.1, 0.1, 5.0)
    assert scan(flood, quiet, UTC, ends=ends_until(end)) is None


def test_a_campaign_quietens_the_volume_and_not_the_complaints() -> None:
    many = rows(120, bad=False)
    end = [NOW.timestamp()]
    volume = scan(many, FLAT, UTC, ends=end)
    assert volume is not None
    assert volume.stream == "volume"
    assert scan(many, FLAT, UTC, ends=end, campaign=True) is None
    angry = scan(many + rows(150, name="angry"), FLAT, UTC, ends=end, campaign=True)
    assert angry is not None
    assert angry.stream == "complaints"
    # So many more write that as many complaints were to be expected.
    assert scan(many + rows(30, name="angry"), FLAT, UTC, ends=end, campaign=True) is None


def test_windows_end_now_and_at_the_hours_before() -> None:
    ends = ends_until(NOW.timestamp() + 90)
    assert ends[0] == NOW.timestamp() + 90
    assert ends[1:3] == [NOW.timestamp(), NOW.timestamp() - HOUR]
    assert len(ends) == 13


# --- Rhythm -----------------------------------------------------------------------------------------

UNTIL = datetime(2026, 3, 4, 0, 0)
BY_HOUR = (2, 1, 0, 0, 0, 1, 4, 8, 12, 14, 14, 12, 12, 12, 10, 10, 11, 13, 15, 18, 18, 14, 8, 4)


def past(seed: int = 1, *, until: datetime = UNTIL, times: float = 1.0) -> dict[datetime, float]:
    rng = Random(seed)
    hours = [until - timedelta(hours=n + 1) for n in range(WEEKS * HOURS)]
    return {
        hour: float(round(rng.gammavariate(8, max(BY_HOUR[hour.hour], 0.01) * times / 8))) for hour in hours
    }


def learnt(counts: dict[datetime, float], until: datetime = UNTIL) -> Rhythm:
    return learn(counts, until=until, since=min(counts, default=None), complaints=25, read=100)


@given(st.integers(1, 60))
@settings(max_examples=8)
def test_shifting_everything_by_whole_weeks_changes_nothing(weeks: int) -> None:
    shift = timedelta(weeks=weeks)
    counts = past()
    moved = {hour + shift: number for hour, number in counts.items()}
    assert learnt(moved, UNTIL + shift) == learnt(counts)


def test_the_rhythm_is_that_of_the_hours() -> None:
    rhythm = learnt(past())
    for hour, people in enumerate(BY_HOUR):
        assert rhythm.rates[hour] == pytest.approx(people, rel=0.35, abs=0.7)
    assert rhythm.share == pytest.approx(0.25, abs=0.02)


def test_a_rush_of_the_past_does_not_hide_the_next_one() -> None:
    counts = past()
    usual = learnt(counts)
    for ago in range(4):
        hour = UNTIL - timedelta(days=3, hours=ago)
        counts[hour] = counts[hour] * 12 + 60
    after = learnt(counts)
    assert max(b / a for a, b in zip(usual.rates, after.rates, strict=True)) < 1.6
    assert after.spread < usual.spread + 0.3


def test_a_day_whose_file_has_not_come_is_not_a_quiet_day() -> None:
    counts = past()
    missing = {hour: number for hour, number in counts.items() if hour.date() != datetime(2026, 3, 1).date()}
    assert learnt(missing).rates[19] == pytest.approx(learnt(counts).rates[19], rel=0.15)


def test_a_rhythm_that_turned_a_week_ago_is_followed() -> None:
    counts = past()
    turned = {
        hour: BY_HOUR[(hour.hour + 12) % 24] * 1.0 if UNTIL - hour <= timedelta(days=6) else number
        for hour, number in counts.items()
    }
    assert learnt(turned).rates[3] > 5 > learnt(counts).rates[3]


def test_of_a_new_brand_little_is_known_and_much_doubted() -> None:
    new = learn({}, until=UNTIL, since=None, complaints=0, read=0)
    assert new.spread_for(HOUR, new.rates[0]) > 2 * FLAT.spread_for(HOUR, 4.0)
    assert scan(rows(5), new, UTC, ends=[NOW.timestamp()]) is None
    assert len(new.rates) == HOURS


def test_the_hour_of_the_week_is_that_of_the_clocks_there_also_when_they_change() -> None:
    paris = ZoneInfo("Europe/Paris")
    rates = [0.0] * HOURS
    rates[6 * 24 + 9] = 10.0  # Sunday, nine o'clock
    rhythm = Rhythm(tuple(rates), 0.25, 0.1, 0.1, 5.0)
    for day in (datetime(2026, 3, 22), datetime(2026, 3, 29)):  # winter, then the day of the change
        nine = datetime(day.year, day.month, day.day, 9, tzinfo=paris).timestamp()
        assert rhythm.expected(nine, nine + HOUR, paris) == pytest.approx(10)
        assert rhythm.expected(nine - HOUR, nine, paris) == 0
    midnight = datetime(2026, 3, 29, 0, tzinfo=paris).timestamp()
    day_of_change = FLAT.expected(midnight, midnight + 23 * HOUR, paris)
    assert day_of_change == pytest.approx(23 * 4)
    assert datetime.fromtimestamp(midnight + 23 * HOUR, paris).hour == 0
