"""What a report rests on: where its messages are from, whether a day is missing, whose time it is told in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.weekly.files.tables import Cell, Measured, Section
from reporting.weekly.files.telling import Told
from reporting.weekly.revisions import replacement_of
from reporting.weekly.told import zone_before

OF_REVISION = "revision"
BASES: Mapping[str | None, Any] = {
    "time": gettext_lazy("the time logged"),
    "interactions": gettext_lazy("the interactions handled, since no time was logged"),
}
"""What the out-of-scope share is of, by its code in the report."""


def quality_section(told: Told) -> Iterable[Section]:
    quality = told.report.data_quality
    rows: list[list[Any]] = [
        [_("Messages taken in from files"), quality.get("imported")],
        [_("Messages recorded by hand"), quality.get("logged_by_hand")],
    ]
    for day, share in enumerate(quality.get("completeness_by_day") or []):
        name = _("Completeness, %(day)s") % {"day": WEEKDAYS[day]}
        rows.append([name, Measured(share, Cell.RATE)])
    rows += [[name, Measured(words, Cell.TEXT)] for name, words in _said(told) if words]
    yield Section("data", _("Quality of the data"), [(_("What"), Cell.TEXT), (_("Value"), Cell.COUNT)], rows)


def revision_section(told: Told) -> Iterable[Section]:
    """Of a week that was corrected which revision this is; paper says so at its top."""
    report, replaced_by = told.report, replacement_of(told.report)
    rows: list[list[Any]] = []
    if report.revision > 1 or replaced_by:
        rows.append([_("Revision"), report.revision])
    if report.what_changed:
        rows.append([_("What this revision changes"), Measured(report.what_changed, Cell.TEXT)])
    if replaced_by:
        rows.append([_("Replaced by revision"), replaced_by.revision])
    columns = [(_("What"), Cell.TEXT), (_("Value"), Cell.COUNT)]
    yield Section(OF_REVISION, _("Revision"), columns, rows, on_paper=False)


def _said(told: Told) -> Iterable[tuple[str, str]]:
    basis = told.part("workload").get("out_of_scope_basis")
    yield _("The out-of-scope share is of"), str(BASES.get(basis, ""))
    yield _("Time zone of the week"), told.report.time_zone
    yield _("Time zone of the week before, another one"), zone_before(told.report)
