"""A report as one CSV: a line for each value, so that a program finds each by section, row and column."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from cmhub.lib.csv_files import csv_chunks
from reporting.weekly.drafting.phrases import FRENCH
from reporting.weekly.files.sections import sections_in_files
from reporting.weekly.files.tables import Cell, plain
from reporting.weekly.models import WeeklyReport

UNITS = {Cell.RATE: pgettext_lazy("unit", "1 = 100%"), Cell.SECONDS: "s", Cell.HOURS: "h"}
"""How numbers are to be understood: a rate is a fraction of 1. What is only counted has no unit."""


def csv_of(report: WeeklyReport, rights: Collection[str] = ()) -> bytes:
    return "".join(csv_chunks(lines_of(report, rights), french=get_language() == FRENCH)).encode()


def lines_of(report: WeeklyReport, rights: Collection[str]) -> Iterator[list[Any]]:
    """The header, then section, row, column, value and unit. What is not measured is empty."""
    yield [_("Section"), pgettext("table", "Number of the row"), _("Row"), _("Column"), _("Value"), _("Unit")]
    for section in sections_in_files(report, rights):
        for number, row in enumerate(section.rows, start=1):
            first, *others = row if len(row) > 1 else ["", *row]
            columns = section.columns[1:] if len(row) > 1 else section.columns
            for (name, told), given in zip(columns, others, strict=True):
                value, kind = plain(given, told)
                shown = value.isoformat() if isinstance(value, date) else value
                yield [section.title, number, first, name, shown, UNITS.get(kind, "")]
