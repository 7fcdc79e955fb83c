"""Which format a file is of, by its header; never by its name, never by the place of a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from cmhub.lib.tabular import Table, TableError, open_table, unpacked
from reporting.metrics.readers.asking import Answers, Questions
from reporting.metrics.readers.blocks import titled_block, unknown_titles
from reporting.metrics.readers.declared import Format, Header, Places, match, places_of
from reporting.metrics.readers.formats import FORMATS
from reporting.metrics.readers.lines import Settled
from reporting.metrics.readers.scanning import Evidence, scan
from reporting.metrics.readers.wording import Ask, Conflict, Note

SAMPLED = 5
NO_EVIDENCE = Evidence(None, is_ambiguous=False, years=None, rounded_ids=False)


@dataclass(frozen=True)
class Part:
    """One table of a file: how it will be read, and what must be answered first."""

    declared: Format
    header: Header
    settled: Settled
    metric: str = ""
    asks: tuple[Ask, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[Note, ...] = ()
    sheet: int = 0
    sheet_name: str = ""

    @property
    def network(self) -> str:
        """'' where its lines name it."""
        return self.settled.network

    @property
    def unused(self) -> tuple[str, ...]:
        return () if self.declared.blocks else self.header.unused

    def is_header(self, names: Sequence[str]) -> bool:
        width = len(self.header.names)
        return tuple(names[:width]) == self.header.names and not any(names[width:])


@dataclass(frozen=True)
class Export:
    """A file as it was recognised: one part, or one for each known sheet of a workbook; none where it is
    not known, and then `header` and `sample` help a person to say which column is what.
    """

    parts: tuple[Part, ...]
    header: tuple[str, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    other_notes: tuple[Note, ...] = ()
    book: Any = field(default=None, repr=False, compare=False)
    """A workbook as it was unpacked, so that `read` need not do it again."""

    @property
    def is_known(self) -> bool:
        return bool(self.parts)

    @property
    def format(self) -> str:
        """The slugs of its parts, for a summary."""
        return "+".join(dict.fromkeys(part.declared.slug for part in self.parts))

    @property
    def network(self) -> str:
        return next((part.network for part in self.parts if part.network), "")

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What must be answered before the file can be read, each once."""
        return tuple({ask.code: ask for part in self.parts for ask in part.asks}.values())

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return tuple({conflict.code: conflict for part in self.parts for conflict in part.conflicts}.values())

    @property
    def notes(self) -> tuple[Note, ...]:
        of_parts = {(note.code, *note.details.values()): note for part in self.parts for note in part.notes}
        return (*of_parts.values(), *self.other_notes)

    @property
    def unused(self) -> tuple[str, ...]:
        """Names of columns that were not used, each once."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.unused))


Matching = Callable[[Sequence[str]], tuple[Format, Header] | None]


def recognise(
    source: Any,
    *,
    today: date,
    name: str = "",
    answers: Answers | None = None,
    mapped: Format | None = None,
) -> Export:
    """What a file is and what it leaves open. Raises TableError for what is no table.

    ``source`` is a path or a seekable binary file; ``name`` is what the file was called, in which a year may
    stand. ``mapped`` is a format that a person put together (see `mapping`), and then no other is tried.
    """
    matching = best_match if mapped is None else lambda names: one_match(mapped, names, places_of(names))
    answers = answers or Answers()
    parts: list[Part] = []
    notes: list[Note] = []
    book = unpacked(source)
    for at, sheet in enumerate(book.sheet_names if book else [""]):
        try:
            with open_table(
                source, find_header=lambda names: matching(names) is not None, sheet=at, book=book
            ) as table:
                parts.append(part_of(table, matching, answers, name, today, sheet=at))
        except TableError as error:
            if error.code != "no_header":
                raise
            if sheet:
                notes.append(Note("unused_sheet", {"name": sheet}))
    return Export(tuple(parts), other_notes=tuple(notes), book=book) if parts else unknown(source, book)


def unknown(source: Any, book: Any) -> Export:
    """A file of no format of ours, with its first lines."""
    with open_table(source, find_header=lambda names: sum(map(bool, names)) > 1, book=book) as table:
        sample = tuple(tuple(row.values) for row in islice(table.rows, SAMPLED))
        return Export((), tuple(table.header), sample)


def one_match(declared: Format, names: Sequence[str], by_name: Places) -> tuple[Format, Header] | None:
    header = titled_block(declared, names) if declared.blocks else match(declared, names, by_name)
    return (declared, header) if header else None


def best_match(names: Sequence[str]) -> tuple[Format, Header] | None:
    """The format that knows most columns of a header, and them; the first in the list where several do."""
    by_name = places_of(names)
    found = [pair for declared in FORMATS if (pair := one_match(declared, names, by_name))]
    return max(found, key=lambda pair: len(pair[1].places), default=None)


def part_of(
    table: Table, matching: Matching, answers: Answers, name: str, today: date, *, sheet: int
) -> Part:
    found = matching(table.header)
    if found is None:
        raise TableError("no_header")
    declared, header = found
    title = next((text for cells in reversed(table.preamble) if (text := "".join(cells).strip())), "")
    questions = Questions(declared, header, title, answers)
    evidence = NO_EVIDENCE if declared.blocks else scan(table.raw, header)
    settled = Settled(
        today=today,
        order=questions.order(evidence),
        years=evidence.years,
        latest_year=questions.year(evidence, name, today),
        comma=table.separator == ";",
        rounded_ids=evidence.rounded_ids,
        network=questions.network(),
    )
    metric = questions.metric()
    questions.remarks(evidence, has_last_break=table.has_last_break)
    if declared.blocks:
        titles = unknown_titles(declared, table.raw)
        questions.notes += [Note("unused_table", {"name": title}) for title in titles]
    return Part(
        declared,
        header,
        settled,
        metric,
        tuple(questions.asks),
        tuple(questions.conflicts),
        tuple(questions.notes),
        sheet,
        table.sheets[sheet] if table.sheets else "",
    )
