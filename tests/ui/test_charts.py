"""The geometry of the pictures that the server draws."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cmhub.lib import svg

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
    for point in (line or {"points": ""})["points"].split():
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
