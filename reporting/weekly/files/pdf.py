"""A report on paper: A4, tagged, its text to be searched, its charts as vectors."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django.template.loader import render_to_string

from accounts.access import Right
from cmhub.lib.moments import in_time_of, moment_words
from cmhub.lib.pdf import pdf_of
from reporting.weekly.files.document import document_of
from reporting.weekly.models import WeeklyReport
from reporting.weekly.revisions import replacement_of
from reporting.weekly.services.drawing import charts_of, events_shown

PICTURE = re.compile(r"<svg class=\"(?P<kind>chart__svg|chart-picture)\"(?P<rest>[^>]*)>")
LABEL = re.compile(r'aria-label="([^"]*)"')
WIDTH = 480
"""Of a chart that fills what column it is in, in its own units: about that of the paper's text."""
INK, SOFT, ACCENT, PALE, LINE, DANGER = "#1d2129", "#5b6068", "#0b6e4f", "#a89e8f", "#d9d4c9", "#a8201a"
EVENT = "#8a5a00"
LOOK = f"""
text {{ fill: {SOFT}; font-family: "DejaVu Sans", sans-serif; font-size: 11px; }}
.number, .at {{ text-anchor: middle; }} .number, .chart-value {{ fill: {INK}; font-weight: bold; }}
.number--end, .goal-text {{ text-anchor: end; }} .goal-text {{ fill: {INK}; }}
.bar, .chart-now, circle {{ fill: {ACCENT}; }} .twin {{ fill: {PALE}; }} .chart-late {{ fill: {DANGER}; }}
.axis {{ stroke: {SOFT}; }} .grid-line {{ stroke: {LINE}; }}
.mark-band, .chart-mark {{ fill: {EVENT}; opacity: 0.12; }} .mark-band--long {{ opacity: 0.5; }}
.mark {{ fill: {INK}; font-weight: bold; }}
.goal {{ stroke: {INK}; stroke-width: 1.5; stroke-dasharray: 5 4; }}
polyline {{ fill: none; stroke: {ACCENT}; stroke-width: 2; }} .twin-line {{ stroke: {PALE}; }}
.chart-heat-0 {{ fill: #f1ede4; }} .chart-heat-1 {{ fill: #c6dcd2; }} .chart-heat-2 {{ fill: #97c0ae; }}
.chart-heat-3 {{ fill: #66a48a; }} .chart-heat-4 {{ fill: #38896c; }} .chart-heat-5 {{ fill: {ACCENT}; }}
"""
"""Colours of the charts on paper: a picture within a page has no style but its own there."""


def pdf_of_report(report: WeeklyReport, rights: Collection[str] = (), *, zone: str) -> bytes:
    """The file, in the active language, with times of the reader's zone. Raises PdfUnavailableError."""
    return pdf_of(paper_of(report, rights, zone=zone))


def paper_of(report: WeeklyReport, rights: Collection[str] = (), *, zone: str) -> str:
    """The page that is drawn: nothing of the shell, and nobody's name but those in the report. What happened
    in the time of its charts, crises among it, is for who reads the brand's reports.
    """
    events = events_shown(report) if Right.REPORT_VIEW in rights else []
    replaced_by = replacement_of(report)
    replaced_at = replaced_by and replaced_by.published_at
    context: dict[str, Any] = {
        **document_of(report, rights, zone=zone, events=events),
        "brand": report.brand,
        "charts": [chart for chart in charts_of(report, events=events).values() if chart["table"]["rows"]],
        "replaced_by": replaced_by,
        "replaced": in_time_of(moment_words(replaced_at, zone), zone) if replaced_at else "",
    }
    return PICTURE.sub(_for_paper, render_to_string("weekly/paper.html", context))


def _for_paper(found: re.Match[str]) -> str:
    """The picture with its own colours and size, and its words for whoever has it read aloud."""
    rest = found["rest"]
    label = LABEL.search(rest)
    title = f"<title>{label[1]}</title>" if label else ""
    wide = f' width="{WIDTH}"' if found["kind"] == "chart__svg" else ' width="360"'
    space = ' xmlns="http://www.w3.org/2000/svg"'
    return f'<svg class="{found["kind"]}"{space}{wide}{rest}>{title}<style>{LOOK}</style>'
