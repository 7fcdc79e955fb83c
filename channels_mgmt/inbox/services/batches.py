"""Taking in messages that a program gives, as lines of the message file: the same way in as for files.

Imports NumPy with the intake, so that pages which do not take in do without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.intake.columns import NAMES
from channels_mgmt.inbox.intake.staging import staging_table
from channels_mgmt.inbox.services.intake import IntakeSummary, ignore, line_reader, read_lines, settle
from channels_mgmt.inbox.services.turns import in_turn
from cmhub.lib.scope import everything
from cmhub.lib.tabular import Row

SHOWN = 60


class Refusal(NamedTuple):
    line: int
    """The place in the batch, from 1."""
    reason: str


class Refusals:
    """The lines that were refused, with their reasons in the active language."""

    written: Path | None = None

    def __init__(self) -> None:
        self.lines: list[Refusal] = []

    @property
    def count(self) -> int:
        return len(self.lines)

    def add(self, row: Row, reason: str) -> None:
        self.lines.append(Refusal(row.line_number, reason))


class Batch:
    """The objects of a batch as rows of a message file; those that are none go to the refusals."""

    file = None

    def __init__(self, given: Sequence[Any], refusals: Refusals) -> None:
        self.given, self.refusals = given, refusals

    @property
    def rows(self) -> Iterator[Row]:
        for number, one in enumerate(self.given, 1):
            if reason := unusable(one):
                self.refusals.add(Row(number, []), reason)
            else:
                yield Row(number, [cell(one.get(name)) for name in NAMES])


def unusable(given: Any) -> str:
    """Why an object is no line at all; an empty string where it is one."""
    if not isinstance(given, Mapping):
        return _("A message is an object with the columns of the message file.")
    for name, value in given.items():
        if name not in NAMES:
            return _("“%(name)s” is not a column of the message file. Its columns are: %(names)s.") % {
                "name": name[:SHOWN],
                "names": ", ".join(NAMES),
            }
        if isinstance(value, Mapping | list):
            return _("The value of %(column)s is neither a text nor a number.") % {"column": name}
    return ""


def cell(value: Any) -> str:
    """A value of JSON as a spreadsheet would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def take_in_batch(
    *, brand: Brand, given: Sequence[Any], through: str, at: datetime | None = None
) -> tuple[IntakeSummary, list[Refusal]]:
    """Takes in the lines that can be, each once however often they are given; the others are refused one by
    one. `through` is what the record calls the way by which they came.

    Raises BusyError, with nothing taken, where a file of the brand is just being recorded.
    """
    now = at or timezone.now()
    refusals = Refusals()
    reader = line_reader(brand, NAMES, None, None, now)
    with everything(), transaction.atomic(), staging_table():  # rules and the record look beyond the brand
        summary = read_lines(Batch(given, refusals), reader, refusals, ignore)
        summary.read, summary.refused = len(given), refusals.count
        with in_turn(brand.pk):
            settle(brand, summary, reader, now, None, keep=True, through=through)
    return summary, sorted(refusals.lines)
