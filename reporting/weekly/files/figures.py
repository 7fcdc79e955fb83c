"""Figures of a report as rows: each beside the week before, the mean of four and its target, with what the
differences are worth, as the page judges them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reporting.figures.judging import Judged, Unit
from reporting.weekly.files.tables import Cell, Measured, Section
from reporting.weekly.told import LOOKS

UNITS = {
    "seconds": Cell.SECONDS,
    "rate": Cell.RATE,
    "posts": Cell.COUNT,
    "count": Cell.COUNT,
    "hours": Cell.HOURS,
}


def known_kind(unit: str) -> Cell:
    return UNITS.get(unit, Cell.NUMBER)


def section_of(
    code: str,
    title: str,
    judged: Iterable[Judged],
    *,
    first: str,
    on_paper: bool = True,
    with_target: bool = False,
) -> Section:
    """A row for each figure: its name, this week, the week before and what the difference is worth, the same
    of the mean of four, the target, and how many it rests on where any does. What is not known stays empty.
    """
    found = list(judged)
    columns = [
        (first, Cell.TEXT),
        (_("This week"), Cell.COUNT),
        (_("Week before"), Cell.COUNT),
        (pgettext("difference", "Change"), Cell.TEXT),
        (_("Mean of four weeks"), Cell.COUNT),
        (_("Change against the mean"), Cell.TEXT),
    ]
    rows = [_line(one) for one in found]
    if with_target:
        columns.append((_("Target"), Cell.COUNT))
        rows = [[*row, or_nothing(one.target, _kind(one))] for row, one in zip(rows, found, strict=True)]
    if any(one.spec.sample for one in found):
        columns.append((pgettext("figure", "Sample"), Cell.COUNT))
        rows = [[*row, or_nothing(one.sample, Cell.COUNT)] for row, one in zip(rows, found, strict=True)]
    unknown = {place for place, one in enumerate(found) if not _is_known(one)}
    return Section(code, title, columns, rows, on_paper=on_paper, unknown=unknown)


def _is_known(one: Judged) -> bool:
    return any(value is not None for value in (one.value, one.week_before.value, one.four_weeks.value))


def _line(one: Judged) -> list[Any]:
    kind = _kind(one)
    now, before = Measured(one.value, kind), Measured(one.week_before.value, kind)
    mean = Measured(one.four_weeks.value, Cell.NUMBER if kind is Cell.COUNT else kind)
    change, against_mean = (str(LOOKS[was.verdict][1]) for was in (one.week_before, one.four_weeks))
    name = str(one.spec.label) if one.spec.name else str(capfirst(one.spec.label))
    return [name, now, before, change, mean, against_mean]


def or_nothing(value: float | None, kind: Cell) -> Measured:
    """Empty where there is none, which is not the same as not measured."""
    return Measured("", Cell.TEXT) if value is None else Measured(value, kind)


def _kind(one: Judged) -> Cell:
    """Marks are counts that are no whole number, on average."""
    is_mean = one.spec.unit is Unit.COUNT and one.spec.code.endswith(".mean")
    return Cell.NUMBER if is_mean else known_kind(one.spec.unit)
