"""Files of no known format: a person says which column is what, and they go the same way as the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.metrics.catalogue import METRICS
from reporting.metrics.readers.declared import FIELDS, KEYS, Column, Format, Rows, simplified
from reporting.metrics.readers.formats import FORMATS

SLUG = "mapped"


class MappingError(ValueError):
    """A mapping that cannot be used; `str()` is a sentence in the active language."""


def choices(rows: Rows) -> tuple[str, ...]:
    """What a column of such lines can be: fields, then metrics."""
    return (*FIELDS[rows], *METRICS)


def mapped_format(
    rows: Rows,
    columns: Mapping[str, str],
    header: Sequence[str],
    *,
    network: str = "",
    dimension: str = "",
    scales: Mapping[str, str] | None = None,
) -> Format:
    """The format of a file of which a person said ours → theirs, as `{"day": "Jour", "views": "Lectures"}`.

    Raises MappingError for a name that is not ours or not in the file, where no column tells one line from
    another, and where none is a figure.
    """
    known = {simplified(name) for name in header}
    chosen = {ours: theirs for ours, theirs in columns.items() if theirs}
    for ours, theirs in chosen.items():
        if ours not in choices(rows):
            raise MappingError(_("“%(name)s” is nothing that a column can be.") % {"name": ours})
        if simplified(theirs) not in known:
            raise MappingError(_("The file has no column “%(name)s”.") % {"name": theirs})
    if not any(key in chosen for key in KEYS[rows]):
        needed = ", ".join(KEYS[rows])
        raise MappingError(_("One of these is needed: %(names)s.") % {"names": needed})
    if not any(ours in METRICS for ours in chosen):
        raise MappingError(_("No column is a figure."))
    scales = scales or {}
    return Format(
        slug=SLUG,
        label=gettext_lazy("columns chosen by a person"),
        rows=rows,
        columns=tuple(Column(ours, (theirs,), (), scales.get(ours, "")) for ours, theirs in chosen.items()),
        needs=tuple(chosen),
        network=network,
        dimension=dimension,
    )


def guessed_columns(rows: Rows, header: Sequence[str]) -> dict[str, str]:
    """Ours → theirs as far as the names of known formats tell, for a person to check; each column once."""
    theirs = {simplified(name): name for name in reversed(header) if name}
    guessed: dict[str, str] = {}
    for declared in FORMATS:
        for column in declared.columns:
            if column.to not in choices(rows) or column.to in guessed:
                continue
            for name in (*column.english, *column.french):
                if found := theirs.pop(simplified(name), None):
                    guessed[column.to] = found
                    break
    return guessed
