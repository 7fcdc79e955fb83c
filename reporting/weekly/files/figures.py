"""The figures that every report has, each beside the week before, the mean of four and its target."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst

from reporting.figures.judging import Judged, Unit, judge
from reporting.figures.listed import SPECS
from reporting.weekly.files.tables import Cell, Measured
from reporting.weekly.models import WeeklyReport
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


def figure_lines(report: WeeklyReport) -> list[list[Any]]:
    """Name, this week, the week before, what the difference is worth, the mean of four, the target, how many
    it rests on; what is not known stays empty.
    """
    judged = judge(report.quantitative, SPECS, is_over=report.computed_at >= report.ends_at)
    return [_line(one) for one in judged]


def _line(one: Judged) -> list[Any]:
    kind = Cell.NUMBER if _is_mean(one) else known_kind(one.spec.unit)
    values = [one.value, one.week_before.value, one.four_weeks.value]
    now, before, mean = (Measured(value, kind) for value in values)
    _tone, change = LOOKS[one.week_before.verdict]
    target = Measured(one.target, kind) if one.target is not None else Measured("", Cell.TEXT)
    sample = Measured(one.sample, Cell.COUNT) if one.sample is not None else Measured("", Cell.TEXT)
    return [str(capfirst(one.spec.label)), now, before, str(change), mean, target, sample]


def _is_mean(one: Judged) -> bool:
    """A count that is no whole number, as marks are on average."""
    return one.spec.unit is Unit.COUNT and one.spec.code.endswith(".mean")
