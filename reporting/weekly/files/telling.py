"""A report that is told in files: its figures, what they are worth, and what its names are called."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from channels_mgmt.strategy.choices import Duty
from reporting.figures.by_name import specs_of
from reporting.figures.detailed import details_of
from reporting.figures.judging import Judged, judge
from reporting.weekly.models import WeeklyReport
from reporting.weekly.names import channel_names, department_names
from reporting.weekly.told import missing_names, names

BEFORE, MEAN = "previous_week", "four_week_mean"


@dataclass
class Told:
    """A report with the names of what it speaks of, for somebody with these rights on its brand."""

    report: WeeklyReport
    rights: Collection[str] = ()
    figures: dict[str, Any] = field(init=False)
    channels: dict[str, str] = field(init=False)
    departments: dict[str, str] = field(init=False)
    judged: list[Judged] = field(init=False)
    """As the page judges them, then those that only files have."""

    def __post_init__(self) -> None:
        brand = self.report.brand
        self.figures = self.report.quantitative
        self.channels = channel_names(brand.pk)
        self.departments = department_names(brand)
        called = {**names(self.channels, self.departments), **_of_work()}
        specs = [*specs_of(self.figures, called), *details_of(self.figures, called)]
        self.judged = judge(self.figures, specs, is_over=self.report.computed_at >= self.report.ends_at)

    def of(self, path: str) -> list[Judged]:
        """The figures of the names in a map."""
        return [one for one in self.judged if one.spec.name and one.spec.code == path]

    def part(self, *path: str, before: bool = False) -> Any:
        """What stands under a path; an empty object where nothing does."""
        return self.compared(BEFORE, *path) if before else _at(self.figures, path)

    def compared(self, week: str, *path: str) -> Any:
        """The same of the week before, or of the mean of four."""
        return _at(self.figures, ("compared", week, *path))


def _at(found: Any, path: Collection[str]) -> Any:
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return {} if found is None else found


def _of_work() -> dict[str, dict[str, str]]:
    duties = {str(duty): str(capfirst(duty.label)) for duty in Duty}
    return {
        "workload.by_duty": duties,
        "workload.out_of_scope_by_duty": {
            duty: _("%(duty)s, out of scope") % {"duty": label} for duty, label in duties.items()
        },
        "workload.missing_posts": missing_names(),
    }
