"""Why a file or a line of it cannot be read, as codes with sentences."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOO_MANY_CELLS = "too_many_cells"
LINE_TOO_LONG = "line_too_long"
UNCLOSED_QUOTE = "unclosed_quote"

ROW_PROBLEMS: dict[str, Promise | str] = {
    TOO_MANY_CELLS: _("The line has more cells than the header has columns."),
    LINE_TOO_LONG: _("The line is too long to be a message."),
    UNCLOSED_QUOTE: _("A quotation mark opens in this line and is never closed."),
}


def row_problem(code: str) -> str:
    """The sentence for the ``problem`` of a row, in the active language."""
    return str(ROW_PROBLEMS[code])


class TableError(ValueError):
    """A file that is no table. ``code`` says why, ``str()`` in a sentence in the active language."""

    SENTENCES = {
        "unreadable": _("The file “%(name)s” cannot be opened."),
        "empty": _("The file is empty."),
        "binary": _("This is not a table: the file holds neither text nor an Excel workbook (.xlsx)."),
        "encoding": _("The encoding of the file is not recognised. Save it as CSV UTF-8."),
        "old_excel": _(
            "This workbook is protected, or an .xls that cannot be read. Save it as .xlsx without a "
            "password, or as CSV UTF-8."
        ),
        "line_too_long": _("The first line is longer than %(limit)d characters: this is not a header."),
        "too_many_columns": _("The header has more than %(limit)d columns."),
        "no_header": _("The file has no line with the names of the columns."),
        "spreadsheet_too_large": _("The workbook is too large once unpacked. Save it as CSV UTF-8."),
        "broken_spreadsheet": _(
            "The workbook is damaged and cannot be read. Save it again, or as CSV UTF-8."
        ),
    }

    def __init__(self, code: str, **details: Any) -> None:
        self.code, self.details = code, details
        super().__init__(code, details)

    def __str__(self) -> str:
        return str(self.SENTENCES[self.code]) % self.details
