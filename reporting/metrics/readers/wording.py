"""What readers say of a file and of its lines, in sentences of the person's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cmhub.lib.tabular import ROW_PROBLEMS

ASKS: dict[str, str | Promise] = {
    "network": _("The file does not say which network it is from."),
    "year": _("The dates of the file have no year. Which year is the latest of them in?"),
    "date_order": _("The dates of the file can be read in two ways: does the day or the month come first?"),
    "metric": _("The title “%(title)s” does not say which figure this is."),
}

CONFLICTS: dict[str, str | Promise] = {
    "network": _("The file is from %(said)s, and was given for %(asked)s."),
}

NOTES: dict[str, str | Promise] = {
    "year_from_name": _("The year %(year)d was taken from the file's name."),
    "order_said": _("The dates themselves say which comes first, the day or the month: that was followed."),
    "repeated": _("The column “%(name)s” is there more than once: the first one with a value counts."),
    "period_unsaid": _("The file does not say its period: its figures are taken as those since publication."),
    "new_followers": _("The followers of each day are those gained on that day."),
    "no_last_break": _("The last line has no end: if the file was cut, its last figure may be too."),
    "rounded_ids": _("A spreadsheet has rounded the ids of the posts. Export the file again."),
    "unused_sheet": _("The sheet “%(name)s” was not used."),
    "unused_table": _("The table “%(name)s” was not used."),
}

REFUSALS: dict[str, str | Promise] = {
    **ROW_PROBLEMS,
    "line_too_long": _("The line is too long to be one of an export."),
    "cut": _("The file ends in the middle of this line."),
    "nothing": _("The line has neither a date nor a figure."),
    "not_an_id": _("“%(text)s” is not the id of a post."),
    "no_id": _("The line names no post."),
    "rounded_id": _("The id “%(text)s” was rounded by a spreadsheet. Export the file again."),
    "id_too_long": _("The id is longer than %(limit)d characters."),
    "no_date": _("The date is missing."),
    "not_a_date": _("“%(text)s” is not a date."),
    "no_such_day": _("“%(text)s” is a day that does not exist."),
    "order_unknown": _("“%(text)s” can be read in two ways: say whether the day or the month comes first."),
    "year_unknown": _("“%(text)s” has no year."),
    "too_old": _("“%(text)s” lies before 2004."),
    "in_the_future": _("“%(text)s” lies in the future."),
    "not_a_number": _("“%(text)s” in the column “%(column)s” is not a number."),
    "rounded_number": _("“%(text)s” in the column “%(column)s” was rounded by a spreadsheet."),
    "no_segment": _("The line names no part of the audience."),
    "unknown_network": _("The network “%(text)s” is not known."),
    "nul": _("The line contains NUL characters."),
    "unreadable": _("The line contains bytes that are not readable in the file's encoding."),
}
SHOWN = 60
"""Characters of a cell that a sentence repeats."""


def sentence(wordings: Mapping[str, str | Promise], code: str, details: Mapping[str, Any]) -> str:
    shown = {key: value[:SHOWN] if isinstance(value, str) else value for key, value in details.items()}
    return str(wordings[code]) % shown if shown else str(wordings[code])


@dataclass(frozen=True)
class Ask:
    """What the file does not say. ``code`` is a key of ASKS and the name of the answer."""

    code: str
    choices: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def option(self) -> str:
        """As the command line calls it."""
        return f"--{self.code.replace('_', '-')}"

    def __str__(self) -> str:
        return sentence(ASKS, self.code, self.details)


@dataclass(frozen=True)
class Conflict:
    """What the file says, and was given as something else: a person is to look."""

    code: str
    details: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return sentence(CONFLICTS, self.code, self.details)


@dataclass(frozen=True)
class Note:
    """What a person should know of how a file is read."""

    code: str
    details: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return sentence(NOTES, self.code, self.details)


class LineError(ValueError):
    """A line or cell that cannot be taken: ``code`` is a key of REFUSALS."""

    def __init__(self, code: str, **details: Any) -> None:
        self.code, self.details = code, details
        super().__init__(code, details)

    def __str__(self) -> str:
        return sentence(REFUSALS, self.code, self.details)
