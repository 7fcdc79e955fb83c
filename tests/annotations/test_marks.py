"""Where events are drawn over the labels of a chart, and what the table says of each."""

from __future__ import annotations

from datetime import date, timedelta

import plotly.graph_objects as go
import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cmhub.lib import svg
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.annotations.choices import Kind
from reporting.annotations.services.timeline import Event
from reporting.diagnoses.rules.drawing import time_line

WEEKS = [Week.parse("2026-W50") + at for at in range(6)]
"""Over the end of a year of 53 weeks."""
SPANS = marks.weeks(WEEKS)


def event(first: date, last: date | None = None, kind: Kind = Kind.OUTAGE, words: str = "Coupure") -> Event:
    return Event(kind, words, first, last or first)


def test_an_event_is_over_each_week_of_which_it_has_a_day() -> None:
    sunday, monday = WEEKS[1].sunday, WEEKS[3].monday
    found = marks.placed([event(sunday, monday)], SPANS)
    (mark,) = found.marks
    assert (mark["at"], mark["until"], mark["text"]) == (1, 3, "1")
    assert [bool(note) for note in found.notes] == [False, True, True, True, False, False]


def test_what_happened_before_and_after_is_not_drawn() -> None:
    early, late = SPANS[0][0] - timedelta(days=1), SPANS[-1][1] + timedelta(days=1)
    assert marks.placed([event(early), event(late)], SPANS) == marks.Placed([], [""] * 6)


def test_what_goes_on_from_before_begins_at_the_first_label() -> None:
    (mark,) = marks.placed([event(date(2026, 1, 1), WEEKS[0].sunday)], SPANS).marks
    assert (mark["at"], mark["until"]) == (0, 0)


def test_what_begins_in_one_week_has_one_number_and_what_tells_most_is_said_first() -> None:
    monday = WEEKS[2].monday
    both = [event(monday, kind=Kind.HOLIDAY, words="Noël"), event(monday, kind=Kind.CRISIS, words="Panne")]
    with translation.override("en"):
        (mark,) = marks.placed(both, SPANS).marks
    assert mark["words"].index("Crisis: Panne") < mark["words"].index("Public holiday: Noël")


def test_of_too_many_the_ones_that_tell_least_are_in_the_table_alone() -> None:
    spans = marks.days([date(2026, 1, 1) + timedelta(days=at) for at in range(30)])
    found = marks.placed(
        [event(first, kind=Kind.HOLIDAY if at else Kind.CRISIS) for at, (first, _) in enumerate(spans)],
        spans,
    )
    assert len(found.marks) == marks.MOST_IN_PICTURE
    assert found.marks[0]["at"] == 0
    assert all(found.notes)
    assert found.left_out == 30 - marks.MOST_IN_PICTURE


def test_of_too_many_the_weeks_with_a_report_come_first() -> None:
    spans = marks.days([date(2026, 1, 1) + timedelta(days=at) for at in range(30)])
    found = marks.placed(
        [
            event(first, kind=Kind.HOLIDAY if at > 20 else Kind.OTHER)
            for at, (first, _last) in enumerate(spans)
        ],
        spans,
        known=range(19, 30),
    )
    assert [mark["at"] for mark in found.marks] == [0, *range(19, 30)]


def test_two_events_are_parted_by_a_semicolon_as_the_language_sets_it() -> None:
    monday = WEEKS[2].monday
    both = [event(monday, words="Grève"), event(monday, words="Soldes")]
    with translation.override("fr"):
        (mark,) = marks.placed(both, SPANS).marks
    assert "\u00a0; " in mark["words"]


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        (date(2026, 11, 3), date(2026, 11, 3), "3 novembre", "3 November"),
        (date(2026, 11, 3), date(2026, 11, 12), "du 3 au 12 novembre", "3 to 12 November"),
        (date(2026, 10, 30), date(2026, 11, 1), "du 30 octobre au 1er novembre", "30 October to 1 November"),
        (date(2026, 12, 30), date(2027, 1, 2), "du 30 décembre 2026 au 2 janvier 2027", None),
    ],
)
def test_when_it_was_is_written_as_people_do(
    first: date, last: date, french: str, english: str | None
) -> None:
    with translation.override("fr"):
        assert marks.when_words(first, last) == french
    with translation.override("en"):
        assert english in (None, marks.when_words(first, last))


def kept() -> dict[str, object]:
    labels = [str(week) for week in WEEKS]
    return {
        "title": "t",
        "summary": "s",
        "plotly": {"data": [{"type": "bar", "x": labels, "y": [1] * 6}], "layout": {}},
        "svg": {"id": "c", "kind": "bar", "labels": labels, "values": [1] * 6, "title": "t"},
        "table": {"columns": ["Week", "n"], "rows": [[label, "1"] for label in labels]},
        "key": [],
    }


def test_a_kept_chart_says_it_in_picture_list_table_and_figure() -> None:
    found = marks.placed([event(WEEKS[2].monday, words="Coupure nationale")], SPANS)
    chart = marks.on_kept(kept(), found)
    assert [len(row) for row in chart["table"]["rows"]] == [3] * 6
    assert "Coupure nationale" in chart["table"]["rows"][2][2]
    figure = go.Figure(chart["plotly"])
    assert (figure.layout.shapes[0].x0, figure.layout.shapes[0].x1) == (1.5, 2.5)
    assert figure.layout.annotations[0].text == "1"
    page = Template('{% include "weekly/_chart.html" with id="x" %}').render(Context({"chart": chart}))
    assert page.count("Coupure nationale") >= 3
    assert "mark-band" in page


def test_a_chart_without_events_stays_as_it_was() -> None:
    assert marks.on_kept(kept(), marks.placed([], SPANS)) == kept()
    chart = svg.Chart(id="c", labels=["a"], values=[1])
    assert marks.on_shown(chart, marks.placed([], SPANS[:1])) is chart


def test_a_shown_chart_has_a_column_of_what_happened() -> None:
    found = marks.placed([event(WEEKS[5].monday, words="Grève <b>")], SPANS)
    chart = {"id": "c", "labels": [week.number for week in WEEKS], "values": [1] * 6, "title": "t"}
    shown = marks.on_shown(chart, found)
    page = Template('{% include "components/chart.html" %}').render(Context({"chart": shown}))
    assert "Grève &lt;b&gt;" in page
    assert "<b>" not in page
    assert page.count('<th scope="col"') == 2


def test_a_time_line_of_rows_has_the_same_marks_below_and_aloud() -> None:
    first = date(2026, 5, 1)
    drawn = time_line([("Page", [(0.1, 0.4, "late")])], "Silences.", (first, first + timedelta(days=100)))
    assert marks.on_time_line(drawn, [event(first - timedelta(days=1)), event(date(2026, 8, 9))]) == drawn
    with translation.override("en"):
        told = marks.on_time_line(drawn, [event(first + timedelta(days=50), first + timedelta(days=54))])
    (mark,) = told["marks"]
    (shade,) = [rect for rect in told["rects"] if rect["class"] == "chart-mark"]
    assert (float(shade["x"]), float(shade["width"])) == (180, 18)
    assert float(told["height"]) > float(drawn["height"]) == float(shade["height"])
    assert mark["words"] in told["aloud"]
    assert told["aloud"].startswith("Silences. What happened:")
    page = Template('{% include "components/charts/picture.html" %}').render(Context({"picture": told}))
    assert mark["words"] in page


def test_a_small_line_is_shaded_where_something_happened_and_says_it() -> None:
    found = marks.placed([event(WEEKS[2].monday, words="Coupure <nationale>")], SPANS)
    line = svg.sparkline([1, 2, None, 4, 5, 6], found.marks)
    assert line is not None
    (shade,) = line["marks"]
    middle = float(shade["x"]) + float(shade["width"]) / 2
    assert middle == pytest.approx(svg.SPARK_EDGE + 2 * (svg.SPARK_WIDTH - 2 * svg.SPARK_EDGE) / 5, abs=0.1)
    source = "{% load ui %}{% sparkline values label=label marks=marks %}"
    told = Template(source).render(Context({"values": [1, 2], "label": "Deux", "marks": found.marks[:0]}))
    assert 'aria-label="Deux"' in told
    told = Template(source).render(Context({"values": [1] * 6, "label": "", "marks": found.marks}))
    assert told.count("Coupure &lt;nationale&gt;") == 2
    assert "aria-hidden" not in told


@given(
    st.lists(st.tuples(st.integers(-20, 70), st.integers(0, 30), st.sampled_from(list(Kind))), max_size=40),
    st.integers(1, 53),
)
def test_any_events_stay_inside_the_picture(told: list[tuple[int, int, Kind]], weeks: int) -> None:
    first = Week.parse("2026-W01")
    spans = marks.weeks([first + at for at in range(weeks)])
    events = [
        event(first.monday + timedelta(days=7 * at), first.monday + timedelta(days=7 * at + long), kind)
        for at, long, kind in told
    ]
    found = marks.placed(events, spans)
    assert len(found.notes) == weeks
    assert [mark["text"] for mark in found.marks] == [str(n + 1) for n in range(len(found.marks))]
    chart = svg.Chart(id="c", labels=range(weeks), values=[1] * weeks, marks=found.marks)
    for shade in (svg.sparkline([1] * weeks, found.marks) or {"marks": []})["marks"]:
        left, width = float(shade["x"]), float(shade["width"])
        assert 0 <= left <= left + width <= svg.SPARK_WIDTH + 0.1
        assert width > 0
    for drawn in svg.draw(chart).marks:
        left, width = float(drawn["x"][:-1]), float(drawn["width"][:-1])
        assert -0.01 <= left <= left + width <= 100.02
