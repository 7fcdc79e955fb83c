"""The figures in docs/metrics.md (“Staffing”) are those that come out, its lists those of the code."""

import re
from functools import cache
from itertools import pairwise
from math import inf
from pathlib import Path
from random import Random

import ciw
import pytest

from channels_mgmt.team.assumptions import USUAL, Unit
from cmhub.lib.numbers import number_words
from reporting.diagnoses import answering, forecast, queueing, staffing
from reporting.diagnoses.queueing import OpenWeek, late_share, read_queue, replayed_waits
from reporting.diagnoses.services import gathering
from reporting.weekly.workload import DUTY_OF_KIND
from tests.diagnoses.test_queueing import ALWAYS, UNEVEN, by_chance, share_in_time

TEXT = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text(encoding="utf-8")
STAFFING = TEXT[TEXT.index("## Staffing") :].split("\n## ", 2)[0]
HANDLING, IN_TIME, WEEKS = 6, 0.9, 8
TARGETS = (15, 60, 120, 480)


def ciw_waits(arrivals: list[float], handling: list[float], presence: tuple[int, ...]) -> list[float]:
    gaps = [arrivals[0], *(later - earlier for earlier, later in pairwise(arrivals))]
    ends = [float(hour + 1) for hour in range(len(presence))]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, inf])],
        service_distributions=[ciw.dists.Sequential(handling)],
        number_of_servers=[ciw.Schedule(numbers_of_servers=list(presence), shift_end_dates=ends)],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(len(arrivals), method="Finish")
    return [record.waiting_time for record in simulation.get_all_records()]


@cache
def table() -> list[list[str]]:
    """For each target: people at once, hours of presence, share in time by the formula, of the replay, of
    weeks that it has not seen, and of ciw on these.
    """
    arrivals = by_chance(Random(7), UNEVEN, WEEKS)
    chance = Random(8)
    others = by_chance(chance, UNEVEN, WEEKS)
    handling = [chance.expovariate(60 / HANDLING) for _ in others]
    rows = []
    for target in TARGETS:
        queue = read_queue(
            arrivals,
            OpenWeek(ALWAYS),
            weeks=WEEKS,
            handling_minutes=HANDLING,
            target_minutes=target,
            in_time=IN_TIME,
        )
        shares = (
            queue.by_formula,
            queue.in_time,
            share_in_time(replayed_waits(others, handling, queue.presence), target / 60),
            share_in_time(ciw_waits(others, handling, queue.presence), target / 60),
        )
        told = [f"{100 * share:.1f} %" for share in shares]
        rows.append([f"{target} min", str(queue.at_once), str(queue.hours), *told])
    return rows


def steady() -> list[list[str]]:
    """People and load: the share that waits, and that waits more than two handling times, by the formula."""
    return [
        [
            str(servers),
            f"{load}",
            *(f"{100 * late_share(servers, load, patience):.1f} %" for patience in (0, 2)),
        ]
        for servers, load in ((1, 0.6), (2, 1.4), (5, 4.0))
    ]


def written(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of the document."""
    part = STAFFING.split(f"#### {heading}", 1)[1].split("\n###", 1)[0]
    rows = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_checked_figures_are_those_that_come_out() -> None:
    assert written("Checked on uneven weeks") == table()


def test_the_formula_s_figures_are_those_that_come_out() -> None:
    assert written("The formula alone") == steady()


def test_what_it_asks_for_is_kept_also_in_weeks_that_it_has_not_seen() -> None:
    for row in table():
        assert all(float(share.removesuffix(" %")) >= 88 for share in row[4:])


def test_every_assumption_is_listed_with_its_usual_value() -> None:
    listed = {row[0].strip("`"): row[1] for row in written("What is assumed")}
    units = {Unit.MINUTES: "min", Unit.WEEKLY: "h a week"}
    usual = {
        str(name.value): f"{number_words(one.value).replace(',', '.')} {units[one.unit]}"
        for name, one in USUAL.items()
    }
    assert listed == usual


def test_every_kind_has_its_duty_in_the_document() -> None:
    section = TEXT.split('<a id="out_of_scope_share">')[1].split("<a id=")[0]
    for kind, duty in DUTY_OF_KIND.items():
        assert re.search(rf"`{kind}`[^.;]*`{duty}`", section), kind


@pytest.mark.parametrize(
    "value",
    [
        staffing.OVERLOADED_ABOVE,
        staffing.WRITING_OF_ITS_OWN,
        staffing.SHARE_OF_A_POST,
        forecast.LEAST_INTERACTIONS,
        queueing.LIGHT,
        queueing.REPLAYED,
        answering.LEAST_ARRIVALS,
        gathering.ENOUGH_MINUTES // 60,
    ],
)
def test_every_threshold_is_told(value: float) -> None:
    told = f"{value:g}" if value < 1000 else f"{value:,.0f}"
    assert re.search(rf"(?<![\d.]){re.escape(told)}(?![\d.]*\d)", STAFFING), told
