"""The geometry of the pictures that the server draws."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cmhub.lib import svg
from cmhub.lib.chart_marks import DIGIT

numbers = st.one_of(st.none(), st.floats(min_value=0, max_value=1e9, allow_nan=False))


def chart(**changes: Any) -> svg.Chart:
    return svg.Chart.of({"id": "c", "labels": ["a", "b"], "values": [10, 20], "unknown": 1} | changes)


@given(st.floats(min_value=1e-6, max_value=1e12))
def test_a_nice_ceiling_is_above_and_near(highest: float) -> None:
    ceiling = svg.nice_ceiling(highest)
    assert highest <= ceiling * (1 + 1e-8)
    assert ceiling <= highest * 2.5 * (1 + 1e-8)


def test_bars_start_at_zero_and_keep_their_proportion() -> None:
    low, high = svg.draw(chart()).bars
    assert float(high["height"]) == pytest.approx(2 * float(low["height"]))
    for bar in (low, high):
        assert float(bar["y"]) + float(bar["height"]) == pytest.approx(svg.TOP + svg.PLOT)


def test_the_target_is_inside_even_when_nothing_reaches_it() -> None:
    drawing = svg.draw(chart(target=80))
    assert drawing.target is not None
    assert float(drawing.target["y"]) == pytest.approx(svg.TOP)


def test_the_period_before_stands_beside_not_behind() -> None:
    drawing = svg.draw(chart(before=[5, None]))
    assert len(drawing.twins) == 1
    twin, bar = drawing.twins[0], drawing.bars[0]
    assert float(twin["x"][:-1]) + float(twin["width"][:-1]) == pytest.approx(float(bar["x"][:-1]), abs=0.02)


def test_a_gap_breaks_the_line() -> None:
    drawing = svg.draw(chart(kind="line", labels=list("abcde"), values=[1, 2, None, 3, 4]))
    assert len(drawing.lines) == 2
    assert len(drawing.dots) == 1


def test_a_value_between_two_gaps_is_a_dot() -> None:
    drawing = svg.draw(
        chart(kind="line", labels=list("abcde"), values=[1, None, 2, None, 3], before=[None, 4, None, 5, 6])
    )
    assert drawing.lines == []
    assert [dot["x"] for dot in drawing.dots] == ["10.00%", "50.00%", "90.00%"]
    assert [dot["x"] for dot in drawing.twin_dots] == ["30.00%"]
    small = svg.sparkline([1, None, 2, None, 3, 4])
    assert small is not None
    assert (len(small["lines"]), len(small["dots"])) == (1, 2)
    page = Template("{% load ui %}{% sparkline values %}").render(Context({"values": [1, None, 2, None, 3]}))
    assert page.count("<circle") == 3


def test_a_small_line_takes_its_room_for_the_weeks_that_are_known() -> None:
    """Of 52 weeks in which there are eight reports, the eight would have a sixth of it."""
    assert svg.sparkline([None] * 44 + [1, 2] * 4) == svg.sparkline([1, 2] * 4)


@pytest.mark.parametrize(
    ("highest", "changes", "ticks"),
    [
        (0.8, {"unit": "%"}, ["0,5 %", "1 %"]),
        (5, {"unit": "%"}, ["2,5 %", "5 %"]),
        (52, {"unit": "%"}, ["50 %", "100 %"]),
        (1, {}, ["1"]),
        (40_000, {}, ["25 000", "50 000"]),
        (5 * 3600, {"seconds": True}, ["2 h", "4 h", "6 h"]),
    ],
)
def test_each_tick_is_written_to_its_last_digit(
    highest: float, changes: dict[str, Any], ticks: list[str]
) -> None:
    with translation.override("fr"):
        drawing = svg.draw(chart(kind="line", values=[0, highest], decimals=0, **changes))
    assert [re.sub(r"[\u00a0\u202f]", " ", line["text"]) for line in drawing.grid] == ticks


@given(st.integers(1, 60), st.sets(st.integers(0, 59), max_size=12))
def test_no_number_of_an_event_lies_over_another(weeks: int, begun: set[int]) -> None:
    places = sorted(at for at in begun if at < weeks)
    marks = [
        {"at": at, "until": at, "text": str(number), "words": "x"}
        for number, at in enumerate(places, start=1)
    ]
    drawn = svg.draw(chart(labels=range(weeks), values=[1] * weeks, marks=marks)).mark_numbers
    told = [number for one in drawn for number in one["text"].split("–")]
    assert (told[:1], told[-1:]) == (["1"], [str(len(places))]) if places else not told
    for one, other in pairwise(drawn):
        apart = float(other["x"][:-1]) - float(one["x"][:-1])
        assert apart >= DIGIT * (len(one["text"]) + len(other["text"])) / 2 - 0.1


def test_what_goes_on_for_long_is_a_strip_and_hides_nothing() -> None:
    marks = [
        {"at": 0, "until": 8, "text": "1", "words": "campaign"},
        {"at": 9, "until": 10, "text": "2", "words": "outage"},
    ]
    long, short = svg.draw(chart(labels=range(12), values=[1] * 12, marks=marks)).marks
    assert float(long["height"]) < svg.PLOT / 10
    assert float(short["height"]) == svg.PLOT


def test_the_last_label_is_always_there() -> None:
    drawing = svg.draw(chart(labels=range(52), values=[1] * 52))
    assert drawing.labels[-1]["text"] == "51"
    assert len(drawing.labels) <= svg.MOST_LABELS


@given(st.sampled_from(["bar", "line"]), st.lists(numbers, max_size=60), numbers)
def test_any_numbers_can_be_drawn(kind: str, values: list[float | None], target: float | None) -> None:
    drawing = svg.draw(chart(kind=kind, labels=range(len(values)), values=values, target=target))
    for bar in drawing.bars:
        assert float(bar["height"]) >= 0
        assert svg.TOP - 0.1 <= float(bar["y"]) <= svg.TOP + svg.PLOT + 0.1


@given(st.lists(numbers, max_size=30))
def test_a_small_line_stays_in_its_box(values: list[float | None]) -> None:
    line = svg.sparkline(values)
    assert (line is None) == (sum(value is not None for value in values) < 2)
    for point in " ".join((line or {"lines": []})["lines"]).split():
        x, y = map(float, point.split(","))
        assert 0 <= x <= svg.SPARK_WIDTH
        assert 0 <= y <= svg.SPARK_HEIGHT


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_has_picture_table_and_figure(language: str) -> None:
    """In French too, where a number in an attribute would have a comma."""
    drawn = chart(
        values=[10.5, None], target=12.25, unit="min", summary="<b>", figure={"data": []}, hrefs=["/x", ""]
    )
    with translation.override(language):
        html = Template('{% include "components/chart.html" %}').render(Context({"chart": drawn}))
    attributes = html.split("<details")[0]
    assert 'aria-label="&lt;b&gt;"' in attributes
    assert '<script id="c-figure" type="application/json">{"data": []}</script>' in attributes
    assert 'y1="24.0"' in attributes
    assert ("10,5" if language == "fr" else "10.5") in html
    assert '<a href="/x">' in html
