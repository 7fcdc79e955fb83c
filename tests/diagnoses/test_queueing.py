"""The formula against printed values, against itself, and against replays of what it speaks about: ours, and
that of ciw, a simulator of queues by other people.
"""

import sys
from math import factorial, inf, isinf
from pathlib import Path
from random import Random
from subprocess import run
from typing import Any

import ciw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.diagnoses.queueing import (
    HOURS_OF_WEEK,
    OpenWeek,
    erlang_c,
    last_weeks,
    late_share,
    mean_arrivals,
    presence_needed,
    read_queue,
    replayed_waits,
    servers_needed,
)

LOADS = st.floats(0.01, 40, allow_nan=False)
OFFICE = frozenset(day * 24 + hour for day in range(5) for hour in range(8, 17))
ALWAYS = frozenset(range(HOURS_OF_WEEK))


def share_in_time(waits: list[float], patience: float) -> float:
    return sum(wait <= patience for wait in waits) / len(waits)


def by_chance(chance: Random, rates: list[float], weeks: int) -> list[float]:
    """Arrivals at random at the rate of each hour of the week."""
    found = []
    for hour in range(weeks * len(rates)):
        rate, at = rates[hour % len(rates)], 0.0
        while rate and (at := at + chance.expovariate(rate)) < 1:
            found.append(hour + at)
    return found


def test_one_server_waits_as_often_as_it_is_busy() -> None:
    """M/M/1: the probability to wait is the load itself."""
    for load in (0.1, 0.5, 0.9):
        assert erlang_c(1, load) == pytest.approx(load)


def test_two_servers_by_hand() -> None:
    """M/M/2 in closed form: a² / (2 + a)."""
    for load in (0.2, 1.0, 1.7):
        assert erlang_c(2, load) == pytest.approx(load**2 / (2 + load))


def test_it_is_the_sum_of_the_textbook() -> None:
    """C(c, a) written out with factorials."""
    for servers, load in ((3, 2.0), (5, 4.0), (10, 8.0), (20, 15.5)):
        last = load**servers / factorial(servers) * servers / (servers - load)
        whole = sum(load**k / factorial(k) for k in range(servers)) + last
        assert erlang_c(servers, load) == pytest.approx(last / whole)


@given(LOADS, st.integers(1, 60))
def test_one_more_never_makes_it_worse(load: float, servers: int) -> None:
    assert 0 <= erlang_c(servers + 1, load) <= erlang_c(servers, load) <= 1
    assert late_share(servers, load, 2) <= late_share(servers, load, 1)


@given(LOADS, st.floats(0, 30), st.floats(0, 0.999))
def test_the_number_is_the_fewest_that_suffice(load: float, patience: float, in_time: float) -> None:
    needed = servers_needed(load, patience, in_time)
    assert needed > load
    assert late_share(needed, load, patience) <= 1 - in_time
    if needed - 1 > load:
        assert late_share(needed - 1, load, patience) > 1 - in_time


@pytest.mark.parametrize("asked", [(0, 1.0), (1, -1.0)])
def test_nonsense_is_refused(asked: tuple[int, float]) -> None:
    with pytest.raises(ValueError, match="server"):
        erlang_c(*asked)
    with pytest.raises(ValueError, match="share"):
        servers_needed(1, 1, 1.0)
    with pytest.raises(ValueError, match="reasonable"):
        servers_needed(20_000, 0, 0.9)
    with pytest.raises(ValueError, match="week"):
        mean_arrivals([0], 168, 0)
    with pytest.raises(ValueError, match="time"):
        presence_needed([0.0] * 168, handling_minutes=0, target_minutes=1, in_time=0.9)
    for hours in ([], [168], [-1]):
        with pytest.raises(ValueError, match="168"):
            OpenWeek(hours)


def test_where_nothing_arrives_nobody_is_needed() -> None:
    arrivals = mean_arrivals([9.5, 9.9, 10.0, 33.2, 168 + 33.0], 168, weeks=2)
    needed = presence_needed(arrivals, handling_minutes=6, target_minutes=60, in_time=0.9)
    assert arrivals[9] == 1.0
    assert {hour for hour in range(168) if needed[hour]} == {9, 10, 33}
    queue = read_queue([], OpenWeek(ALWAYS), weeks=8, handling_minutes=6, target_minutes=60, in_time=0.9)
    assert (queue.at_once, queue.hours, queue.in_time) == (0, 0, 1.0)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.6), (2, 1.4), (5, 4.0)])
def test_the_formula_says_what_a_replay_of_chance_shows(servers: int, load: float) -> None:
    chance = Random(20261121)
    arrivals, at = [], 0.0
    for _arrival in range(60_000):
        at += chance.expovariate(load)
        arrivals.append(at)
    handling = [chance.expovariate(1) for _ in arrivals]
    waits = replayed_waits(arrivals, handling, [servers])
    for patience in (0.0, 0.5, 2.0):
        assert 1 - share_in_time(waits, patience) == pytest.approx(
            late_share(servers, load, patience), abs=0.03
        )


@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (3, 2.4)])
def test_the_formula_says_what_ciw_shows(servers: int, load: float) -> None:
    ciw.seed(20261121)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=load)],
        service_distributions=[ciw.dists.Exponential(rate=1)],
        number_of_servers=[servers],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(20_000)
    waits = [record.waiting_time for record in simulation.get_all_records() if record.arrival_date > 200]
    for patience in (0.0, 1.0, 3.0):
        assert 1 - share_in_time(waits, patience) == pytest.approx(
            late_share(servers, load, patience), abs=0.03
        )


def test_our_replay_is_that_of_ciw() -> None:
    """The same arrivals and handling times, one after the other, in both."""
    chance = Random(3)
    gaps = [chance.expovariate(5.0) for _ in range(3000)]
    handling = [chance.expovariate(2.0) for _ in gaps]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, inf])],
        service_distributions=[ciw.dists.Sequential(handling)],
        number_of_servers=[3],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(len(gaps), method="Finish")
    records = sorted(simulation.get_all_records(), key=lambda record: record.arrival_date)
    arrivals, at = [], 0.0
    for gap in gaps:
        at += gap
        arrivals.append(at)
    waits = replayed_waits(arrivals, handling, [3])
    assert len(records) == len(gaps)
    assert waits == pytest.approx([record.waiting_time for record in records], abs=1e-6)


UNEVEN = [0.5 if hour % 24 < 8 else 24.0 if hour % 24 in (12, 20) else 8.0 for hour in range(168)]


@pytest.mark.parametrize("target", [0, 15, 60, 120, 480])
def test_the_presence_it_asks_for_keeps_the_target_on_uneven_weeks(target: int) -> None:
    """Eight weeks with quiet nights and a rush at noon and in the evening."""
    arrivals = by_chance(Random(7), UNEVEN, 8)
    queue = read_queue(
        arrivals, OpenWeek(ALWAYS), weeks=8, handling_minutes=6, target_minutes=target, in_time=0.9
    )
    assert queue.in_time >= 0.9
    assert queue.replayed <= 4000

    # Other weeks of the same kind, which it has not seen.
    chance = Random(8)
    others = by_chance(chance, UNEVEN, 8)
    handling = [chance.expovariate(10) for _ in others]
    assert share_in_time(replayed_waits(others, handling, queue.presence), target / 60) >= 0.88


def test_fewer_people_would_not_do() -> None:
    arrivals = by_chance(Random(7), UNEVEN, 8)
    queue = read_queue(
        arrivals, OpenWeek(ALWAYS), weeks=8, handling_minutes=6, target_minutes=15, in_time=0.9
    )
    chance = Random(9)
    handling = [chance.expovariate(10) for _ in arrivals]
    fewer = replayed_waits(arrivals, handling, [min(people, 1) for people in queue.presence])
    assert share_in_time(fewer, 0.25) < 0.8


def test_a_longer_target_asks_for_less_presence() -> None:
    arrivals = by_chance(Random(7), [rate / 8 for rate in UNEVEN], 8)
    hours = [
        read_queue(
            arrivals, OpenWeek(ALWAYS), weeks=8, handling_minutes=6, target_minutes=target, in_time=0.9
        ).hours
        for target in (60, 240, 1440)
    ]
    assert hours == sorted(hours, reverse=True)
    assert hours[0] > 2 * hours[-1]


def test_what_comes_while_it_is_closed_waits_for_the_opening_and_asks_for_people_then() -> None:
    week = OpenWeek(OFFICE)
    assert week.at(8.0) == 0.0
    assert week.at(16.5) == 8.5
    assert week.at(17.0) == week.at(30.0) == week.at(32.0) == 9.0
    assert week.at(5 * 24 + 3) == week.at(7 * 24) == week.at(7 * 24 + 8) == 45.0
    assert week.at(7 * 24 + 9.25) == 46.25

    walls = by_chance(Random(7), [2.0] * 168, 8)
    arrivals = sorted(week.at(at) for at in walls if int(at) % 168 in OFFICE)
    backlog = sorted(week.at(at) for at in walls if int(at) % 168 not in OFFICE)
    asked: Any = {"weeks": 8, "handling_minutes": 6, "target_minutes": 30, "in_time": 0.9}
    queue = read_queue(arrivals, week, backlog=backlog, **asked)
    presence = queue.by_hour_of_week()
    assert queue.in_time >= 0.9
    assert queue.replayed == len(walls)
    assert {hour for hour in range(168) if presence[hour]} <= OFFICE
    assert presence[8] > presence[14]
    # Asked to be answered within half an hour of the opening, it would take three times as many.
    at_once = read_queue(sorted(arrivals + backlog), week, **asked).at_once
    assert queue.at_once * 2 < at_once


def test_what_waits_at_an_opening_is_spread_over_the_hours_after_it() -> None:
    assert mean_arrivals([0.5], 6, 1, backlog=[0.0, 0.0, 5.0, 5.0], spread=4) == [
        2.0,
        1.0,
        1.0,
        0.5,
        0.0,
        0.5,
    ]
    assert sum(mean_arrivals([], 45, 2, backlog=[9.0] * 8, spread=4)) == 4


def test_what_is_due_first_goes_first() -> None:
    waits = replayed_waits([0.0, 0.0, 0.1], [1.0] * 3, [1], [4.0, 4.0, 0.5])
    assert waits == pytest.approx([0.0, 2.0, 0.9])


@given(st.sets(st.integers(0, 167), min_size=1), st.floats(0, 2000, allow_nan=False))
def test_the_clock_of_open_hours_never_runs_back_and_stands_still_while_closed(
    hours: set[int], wall: float
) -> None:
    week = OpenWeek(hours)
    assert week.at(wall) <= week.at(wall + 0.5) <= week.at(wall) + 0.5 + 1e-6
    assert week.at(wall + 168) == pytest.approx(week.at(wall) + len(hours))
    if int(wall) % 168 not in hours:
        following = next(ahead for ahead in range(1, 170) if (int(wall) + ahead) % 168 in hours)
        assert week.at(wall) == week.at(float(int(wall) + following))


def test_the_last_whole_weeks_are_replayed() -> None:
    coming = [(week * 10 + number / 1000, 1.0) for week in range(8) for number in range(1500)]
    chosen = last_weeks(coming, 10)
    assert len(chosen) == 3000
    assert chosen[0] == (pytest.approx(0.0), 1.0)
    assert len(last_weeks([(number / 1000, 1.0) for number in range(9000)], 10)) == 9000
    assert last_weeks([], 10) == []


def test_work_waits_for_the_next_presence_and_is_taken_in_its_order() -> None:
    presence = [0] * 8 + [1] + [0] * 159
    assert replayed_waits([0.5, 0.6, 5.0], [0.1, 0.1, 0.1], presence) == pytest.approx([7.5, 7.5, 3.2])


def test_who_is_never_taken_up_waits_for_ever() -> None:
    assert all(isinf(wait) for wait in replayed_waits([0.0], [0.1], [0]))
    assert replayed_waits([], [], [1]) == []


SETUP = (
    "import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'cmhub.settings.test'); django.setup();"
    "import reporting.diagnoses.views.staffing;"
)


def test_pages_import_neither_numpy_nor_pandas() -> None:
    code = (
        "import sys; import reporting.diagnoses.queueing, reporting.diagnoses.staffing;"
        "print(bool({'numpy', 'pandas'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    told = run(
        [sys.executable, "-c", f"import django; {SETUP}{code}"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip().splitlines()[-1] == "False"
