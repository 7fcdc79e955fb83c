"""The charts of a week: true to the figures, plain JSON, in the language that is active."""

import json

import plotly.graph_objects as go
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from cmhub.lib import svg
from reporting.figures.charts import draw_week
from reporting.figures.comparison import compare
from reporting.figures.week import compute_week
from tests.figures.rows import DAY, OPEN_SECONDS, escalation, interaction, monday, week_frames

START = monday(2026, 47, "Africa/Douala")
KINDS = {"question": "Question", "complaint": "Complaint"}
DEPARTMENTS = {"sales": "Sales <b>"}


def figures(rows=(), escalations=(), previous=None):
    week = compute_week(week_frames(rows, escalations=escalations, computed_at=START + 8 * DAY), OPEN_SECONDS)
    return {**week, "compared": compare(week, previous, [])}


def drawn(week, target_seconds=3600, history=(), language="en"):
    with translation.override(language):
        return draw_week(
            week,
            history=[*history, ("2026-W47", week)],
            kinds=KINDS,
            departments=DEPARTMENTS,
            target_seconds=target_seconds,
        )


@pytest.fixture
def week():
    before = compute_week(week_frames([interaction(START - 7 * DAY)]), OPEN_SECONDS)
    rows = [
        interaction(START, first_response_at=START + 1800),
        interaction(START + DAY, kind="complaint"),
        interaction(START + DAY + 60, kind="complaint"),
    ]
    return figures(rows, [escalation(START), escalation(START, answered_at=START + 60)], before)


@pytest.mark.parametrize("name", ["by_day", "first_response", "kinds", "escalations", "hours"])
def test_every_chart_is_plain_json_that_plotly_takes_and_has_a_table_of_text(week, name):
    chart = drawn(week)[name]

    stored = json.loads(json.dumps(chart, allow_nan=False))

    assert stored == chart
    assert "bdata" not in json.dumps(stored)
    go.Figure(stored["plotly"])
    columns, rows = stored["table"]["columns"], stored["table"]["rows"]
    assert rows
    assert all(len(row) == len(columns) and all(isinstance(cell, str) for cell in row) for row in rows)
    assert stored["title"]
    assert stored["summary"]


def test_the_week_before_is_a_pale_twin(week):
    chart = drawn(week)["by_day"]

    assert [trace["meta"]["role"] for trace in chart["plotly"]["data"]] == ["before", "now"]
    assert chart["plotly"]["data"][1]["y"] == [1, 2, 0, 0, 0, 0, 0]
    assert chart["plotly"]["layout"]["yaxis"]["rangemode"] == "tozero"
    assert chart["svg"]["before"] == [1, 0, 0, 0, 0, 0, 0]
    assert chart["table"]["rows"][1] == ["Tuesday", "2", "0"]


def test_without_a_week_before_there_is_no_twin():
    chart = drawn(figures([interaction(START)]))["by_day"]

    assert chart["svg"]["before"] is None
    assert chart["table"]["rows"][0] == ["Monday", "1", "—"]


@pytest.mark.parametrize("name", ["by_day", "first_response"])
def test_what_the_server_draws_is_understood_by_the_component(week, name):
    drawing = svg.draw(svg.Chart.of(drawn(week)[name]["svg"]))

    assert drawing.bars or drawing.dots


def test_a_week_without_report_is_a_gap_and_the_target_is_a_line(week):
    chart = drawn(week, history=[("2026-W45", week), ("2026-W46", None)])["first_response"]

    median, target = chart["plotly"]["data"]
    assert median["y"] == [1800, None, 1800]
    assert median["connectgaps"] is False
    assert target["y"] == [3600, 3600, 3600]
    assert chart["table"]["rows"][1][1:] == ["—", "—", "—"]


@pytest.mark.parametrize(
    ("target", "ticks"),
    [
        (3600, ["0", "15 min", "30 min", "45 min", "1 h"]),
        (5 * 3600, ["0", "2 h", "4 h", "6 h"]),
        (9 * 86400, ["0", "3 j", "6 j", "9 j"]),
    ],
)
def test_durations_are_read_as_people_say_them(week, target, ticks):
    chart = drawn(week, target_seconds=target, language="fr")["first_response"]

    axis = chart["plotly"]["layout"]["yaxis"]
    assert [text.replace("\u00a0", " ") for text in axis["ticktext"]] == ticks
    assert chart["plotly"]["data"][0]["hovertext"] == ["30\u00a0min"]
    drawing = svg.draw(svg.Chart.of(chart["svg"]))
    assert [line["text"].replace("\u00a0", " ") for line in drawing.grid] == ticks[1:]
    assert drawing.numbers[-1]["text"] == "30\u00a0min"


def test_the_key_names_each_colour(week):
    charts = drawn(week)

    assert [part["role"] for part in charts["by_day"]["key"]] == ["now", "before"]
    assert [part["role"] for part in charts["escalations"]["key"]] == ["late", "now"]
    written = render_to_string("weekly/_chart.html", {"chart": charts["by_day"], "id": "by-day"})
    assert '<i class="key--before"></i>The week before' in written


def test_names_stand_above_the_bars_and_counts_are_whole(week):
    """Beside them they would take the width of a phone."""
    charts = drawn(week)

    layout = charts["escalations"]["plotly"]["layout"]
    assert layout["yaxis"]["showticklabels"] is False
    assert [note["text"] for note in layout["annotations"]] == ["Sales <b> · 1 late of 2"]
    assert charts["by_day"]["plotly"]["layout"]["yaxis"]["dtick"] == 1
    assert charts["by_day"]["plotly"]["data"][1]["x"][0] == "Mon"


def test_lateness_is_said_in_words_beside_the_bar(week):
    chart = drawn(week)["escalations"]

    assert [text["text"] for text in chart["svg"]["texts"]] == ["Sales <b>", "1 late of 2"]
    assert {rect["class"] for rect in chart["svg"]["rects"]} == {"chart-late", "chart-now"}
    assert chart["table"]["rows"] == [["Sales <b>", "2", "1", "1", "1", "2"]]


def test_shares_are_of_the_kinds_confirmed():
    chart = drawn(figures([interaction(START), interaction(START, kind=None)]))["kinds"]

    assert chart["table"]["rows"] == [["Question", "1", "100%"]]


def test_the_most_frequent_kind_comes_first_however_they_are_kept():
    """The database keeps the keys of JSON in an order of its own."""
    week = figures([interaction(START), *(interaction(START, kind="complaint") for _ in range(2))])
    week["interactions"]["by_kind"] = {"question": 1, "complaint": 2}
    chart = drawn(week)["kinds"]

    assert [row[0] for row in chart["table"]["rows"]] == ["Complaint", "Question"]
    assert "“Complaint”" in chart["summary"]


def test_the_darkest_hour_is_the_busiest(week):
    chart = drawn(week)["hours"]

    darkest = [rect for rect in chart["svg"]["rects"] if rect["class"] == "chart-heat-5"]
    assert len(darkest) == 1
    assert chart["plotly"]["data"][0]["z"][1][0] == 2
    assert "Tuesday" in chart["summary"]


def test_a_picture_is_written_as_svg_with_points_as_decimal_signs_and_text_escaped(week):
    chart = drawn(week)["escalations"]

    with translation.override("fr"):
        written = render_to_string("components/charts/picture.html", {"picture": chart["svg"]})

    assert "Sales &lt;b&gt;" in written
    assert "style=" not in written
    assert f'width="{chart["svg"]["rects"][0]["width"]}"' in written


def test_an_empty_week_is_said_to_be_empty():
    charts = drawn(figures(), target_seconds=None)

    assert charts["by_day"]["summary"] == "No interaction was opened this week."
    assert charts["kinds"]["table"]["rows"] == []
    assert charts["first_response"]["svg"]["values"] == [None]
    assert charts["escalations"]["svg"]["rects"] == []


def test_days_are_named_in_the_language_of_the_reader(week):
    assert drawn(week, language="fr")["by_day"]["table"]["rows"][0][0] == "lundi"
