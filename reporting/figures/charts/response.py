"""How long the public waited for a first answer, over the last weeks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from cmhub.lib import svg
from cmhub.lib.durations import duration_words
from reporting.figures.charts import words
from reporting.figures.charts.chart import Chart, History, chart_of, drawn
from reporting.figures.charts.theme import AXIS, NOW, TARGET, axis_of, line, plotly_figure, worded


def first_response(history: History, target_seconds: float | None) -> Chart:
    weeks = [words.week(iso) for iso, _figures in history]
    times = [week["responsiveness"]["first_response_seconds"] if week else None for _iso, week in history]
    medians = [each["median"] if each else None for each in times]
    traces = [_line(NOW, _("Median"), weeks, medians, connectgaps=False)]
    if target_seconds is not None:
        traces.append(_line(TARGET, _("Target"), weeks, [target_seconds] * len(weeks)))
    picture = drawn("line", weeks, medians, target=target_seconds, seconds=True)
    return chart_of(
        "first-response",
        _("First response, median by week"),
        _summary(medians[-1] if medians else None, target_seconds),
        plotly=plotly_figure(
            traces,
            xaxis=AXIS | {"type": "category", "nticks": 7},
            yaxis=axis_of(svg.Chart.of({"id": "", **picture})),
        ),
        svg=picture,
        columns=[_("Week"), _("Median"), _("9 in 10 within"), _("Answered")],
        rows=[
            [
                week,
                duration_words(each["median"] if each else None),
                duration_words(each["p90"] if each else None),
                words.count(each["n"] if each else None),
            ]
            for week, each in zip(weeks, times, strict=True)
        ],
        key=[] if target_seconds is None else [(NOW, _("Median")), (TARGET, _("Target"))],
    )


def _line(role: str, name: str, weeks: Sequence[str], seconds: Sequence[float | None], **more: Any) -> Chart:
    """A line of seconds that says each of them in words."""
    words = [duration_words(each) for each in seconds]
    return worded(line(role, name, x=weeks, y=list(seconds), **more), weeks, words)


def _summary(median: float | None, target_seconds: float | None) -> str:
    if median is None:
        return _("No interaction of this week has been answered yet.")
    values = {"median": duration_words(median), "target": duration_words(target_seconds)}
    if target_seconds is None:
        return _("This week, half of the first responses came within %(median)s.") % values
    if median <= target_seconds:
        return (
            _("This week, half of the first responses came within %(median)s: target %(target)s, met.")
            % values
        )
    return (
        _("This week, half of the first responses came within %(median)s: target %(target)s, missed.")
        % values
    )
