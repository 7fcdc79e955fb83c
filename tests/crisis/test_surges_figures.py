"""The figures of docs/surges.md are those that were measured, and can be measured again."""

import json
from random import Random

from benchmarks.rushes import alarms, first_after, ours, z_score
from benchmarks.streams import HOUR, SCENARIOS, make, rush, until
from benchmarks.surges import ALLOWED, PAGE, RESULTS, written


def test_the_page_has_the_figures_that_were_measured() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page, json.loads(RESULTS.read_text(encoding="utf-8"))) == page


def test_it_was_measured_to_ring_seldom_on_streams_that_keep_their_rhythm() -> None:
    calm = json.loads(RESULTS.read_text(encoding="utf-8"))["calm"]
    steady = [row for row in calm if row["scenario"] != "fasting"]
    assert all(row["ours"] <= ALLOWED for row in steady)
    assert sum(row["z ≥ 3"] for row in steady) > 10 * sum(row["ours"] for row in steady)


def test_a_calm_stream_raises_nothing_and_a_rush_on_it_is_found() -> None:
    stream = make(SCENARIOS[0], 200, 9, Random("figures"))
    assert alarms(ours, stream.heard, until(8), until(9)) == []
    assert len(alarms(z_score(3), stream.heard, until(8), until(9))) > 0
    start = until(8) + 40 * HOUR
    heard = sorted(stream.heard + rush(start, 3 * HOUR, 30, Random("rush")))
    minutes = first_after(ours, heard, start, 3 * HOUR)
    assert minutes is not None
    assert minutes < 60


def test_the_same_seed_gives_the_same_stream() -> None:
    one, other = (make(SCENARIOS[1], 50, 2, Random("same")) for _again in range(2))
    assert one == other


def test_the_outage_of_the_demonstration_was_found_while_it_began_and_its_speed_was_measured() -> None:
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    (struck,) = [row["ours"] for row in results["replayed"] if row["z ≥ 6"]["in it"]]
    assert struck["in it"] > 0
    assert struck["after"] < 60
    assert sum(row["ours"]["false"] for row in results["replayed"]) <= len(results["replayed"]) * ALLOWED * 18
    assert results["speed"]
