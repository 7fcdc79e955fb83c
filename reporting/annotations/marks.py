"""The time line of a brand on charts: where each event is drawn, its words below, and in each line of the
table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cmhub.lib.chart_marks import STRIP, is_long, numbered
from cmhub.lib.moments import date_words, day_number
from cmhub.lib.svg import PLOT, Chart
from cmhub.lib.text import listed
from cmhub.lib.weeks import Week
from reporting.annotations.services.timeline import Event
from reporting.figures.charts.picture import WIDTH, Picture

Span = tuple[date, date]
SHADE, STRONG = "rgba(138, 90, 0, 0.12)", "rgba(138, 90, 0, 0.5)"
MOST_IN_PICTURE = 12
"""Of more places at which something begins, those that tell least are in the table alone."""

ROOM = 16.0
"""Below the rows of a picture, for the numbers of its marks, and between two of these."""


@dataclass(frozen=True)
class Placed:
    """`marks` are what the picture shows, as `cmhub.lib.svg` draws them: the first and the last label that
    each is over, its number, its words. `notes` say of each label what happened then, also of the events that
    the picture has left out.
    """

    marks: list[dict[str, Any]]
    notes: list[str]
    left_out: int = 0


def weeks(of: Iterable[Week]) -> list[Span]:
    return [(week.monday, week.sunday) for week in of]


def days(of: Iterable[date]) -> list[Span]:
    return [(day, day) for day in of]


def reach(spans: Sequence[Span]) -> Span:
    """The first and the last day of a chart."""
    return spans[0][0], spans[-1][1]


def placed(events: Iterable[Event], spans: Sequence[Span], *, known: Collection[int] | None = None) -> Placed:
    """The events over the labels of a chart, which are these spans of days, the oldest first. Where some of
    them alone are `known` to have a value, what happened in these is shown first.
    """
    over: dict[int, list[tuple[int, Event]]] = {}
    notes: list[list[str]] = [[] for _span in spans]
    for event in sorted(events, key=lambda one: one.order):
        touched = [
            at for at, (first, last) in enumerate(spans) if event.first <= last and event.last >= first
        ]
        if not touched:
            continue
        over.setdefault(touched[0], []).append((touched[-1], event))
        for at in touched:
            notes[at].append(event_words(event))
    chosen = sorted(
        over, key=lambda at: (_explains_nothing(at, over[at], known), over[at][0][1].order[0], at)
    )
    chosen = chosen[:MOST_IN_PICTURE]
    marks = [
        {
            "at": at,
            "until": max(until for until, _event in over[at]),
            "text": str(number),
            "words": listed(event_words(event) for _until, event in over[at]),
        }
        for number, at in enumerate(sorted(chosen), start=1)
    ]
    left_out = sum(len(begun) for at, begun in over.items() if at not in chosen)
    return Placed(marks, [listed(told) for told in notes], left_out)


def _explains_nothing(at: int, begun: Iterable[tuple[int, Event]], known: Collection[int] | None) -> bool:
    """Whether no label that has a value lies under what begins there."""
    until = max(last for last, _event in begun)
    return known is not None and not any(at <= one <= until for one in known)


def event_words(event: Event) -> str:
    """“Crisis: national outage, 3–12 November”."""
    return _("%(kind)s: %(what)s, %(when)s") % {
        "kind": capfirst(str(event.kind.label)),
        "what": event.words,
        "when": when_words(event.first, event.last),
    }


def when_words(first: date, last: date) -> str:
    if first == last:
        return date_words(first, year=False)
    if (first.year, first.month) == (last.year, last.month):
        begins = day_number(first)
    else:
        begins = date_words(first, year=first.year != last.year)
    return _("%(first)s to %(last)s") % {
        "first": begins,
        "last": date_words(last, year=first.year != last.year),
    }


def on_kept(chart: Mapping[str, Any], found: Placed) -> dict[str, Any]:
    """A chart as reports keep it, with its marks; one without any event stays as it is."""
    if not any(found.notes) or not chart["table"]["rows"]:
        return dict(chart)
    table = chart["table"]
    return {
        **chart,
        "marks": found.marks,
        "svg": {**chart["svg"], "marks": found.marks},
        "plotly": marked_figure(chart["plotly"], found),
        "table": {
            "columns": [*table["columns"], _("What happened")],
            "rows": [[*row, note] for row, note in zip(table["rows"], found.notes, strict=True)],
            "words": [len(table["columns"])],
        },
    }


def on_shown(chart: Mapping[str, Any] | Chart, found: Placed) -> Any:
    """A chart as `components/chart.html` shows it, with its marks."""
    if not any(found.notes):
        return chart
    if isinstance(chart, Chart):
        figure = marked_figure(chart.figure, found) if chart.figure else None
        return replace(chart, marks=found.marks, notes=found.notes, left_out=found.left_out, figure=figure)
    marked = {**chart, "marks": found.marks, "notes": found.notes, "left_out": found.left_out}
    if figure := chart.get("figure"):
        marked["figure"] = marked_figure(figure, found)
    return marked


def on_time_line(picture: Mapping[str, Any], events: Iterable[Event]) -> dict[str, Any]:
    """A picture of rows over the days that it names, with its marks: a shade over the rows, the number below
    them, the words in what is read aloud.
    """
    first, end = picture["days"]
    found = placed(events, days(first + timedelta(days=at) for at in range((end - first).days)))
    if not found.marks:
        return dict(picture)
    height, width = float(picture["height"]), WIDTH / len(found.notes)
    drawn, last = Picture(height + ROOM), -ROOM
    for mark in found.marks:
        left = width * mark["at"]
        drawn.rect(left, 0, width * (mark["until"] + 1) - left, height, "mark")
        if left - last >= ROOM:
            drawn.text(left, height + ROOM - 4, mark["text"], "value")
            last = left
    told = {"summary": picture["summary"], "words": listed(mark["words"] for mark in found.marks)}
    return {
        **picture,
        "height": drawn.spec()["height"],
        "rects": [*picture["rects"], *drawn.rects],
        "texts": [*picture["texts"], *drawn.texts],
        "marks": found.marks,
        "aloud": _("%(summary)s What happened: %(words)s.") % told,
    }


def marked_figure(figure: Mapping[str, Any], found: Placed) -> dict[str, Any]:
    """A Plotly figure over categories: a shade over each event, its number above. Its words are below the
    chart, where everybody finds them.
    """
    layout, count = figure.get("layout", {}), len(found.notes)
    shades = [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": mark["at"] - 0.5,
            "x1": mark["until"] + 0.5,
            "y0": 1 - STRIP / PLOT if is_long(mark, count) else 0,
            "y1": 1,
            "fillcolor": STRONG if is_long(mark, count) else SHADE,
            "line": {"width": 0},
            "layer": "below",
        }
        for mark in found.marks
    ]
    numbers = [
        {
            "xref": "x",
            "yref": "paper",
            "x": place,
            "y": 1,
            "yanchor": "bottom",
            "text": text,
            "showarrow": False,
        }
        for place, text in numbered(found.marks, count)
    ]
    marked = {
        **layout,
        "shapes": [*layout.get("shapes", []), *shades],
        "annotations": [*layout.get("annotations", []), *numbers],
    }
    return {**figure, "layout": marked}
