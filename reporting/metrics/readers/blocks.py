"""Files of several small tables, each under its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from cmhub.lib.text import fold
from reporting.metrics.readers import cells as numbers
from reporting.metrics.readers.declared import Block, Format, Header, simplified
from reporting.metrics.readers.lines import MAX_SEGMENT, written
from reporting.metrics.readers.records import Aside, AudienceRow, Refusal
from reporting.metrics.readers.wording import LineError

GENDERS = {
    **dict.fromkeys(("women", "woman", "femmes", "femme"), "women"),
    **dict.fromkeys(("men", "man", "hommes", "homme"), "men"),
}
SHARE = "audience_share"


def title_of(names: Sequence[str]) -> str:
    """The only cell of a line, '' where it has several."""
    filled = [name for name in names if name.strip()]
    return filled[0].strip() if len(filled) == 1 else ""


def block_of(declared: Format, names: Sequence[str]) -> Block | None:
    title = simplified(title_of(names))
    return next((block for block in declared.blocks if title in map(simplified, block.titles)), None)


def titled_block(declared: Format, names: Sequence[str]) -> Header | None:
    """Where a file of such tables begins: at the title of one that is known."""
    if block_of(declared, names) is None:
        return None
    return Header(tuple(name for name in names if name), {}, {}, is_french=False, repeated=())


def block_records(
    declared: Format, header: Header, rows: Iterable[tuple[int, list[str], str]], *, comma: bool, network: str
) -> Iterator[AudienceRow | Aside | Refusal]:
    """The records of all tables, whose first title is the header."""
    block = block_of(declared, header.names)
    names: list[str] = []
    for line, cells, problem in rows:
        if problem:
            yield Refusal(line, problem)
            continue
        if is_title(declared, cells, names):
            block, names = block_of(declared, cells), []
            continue
        if not names:
            names = cells
            yield Aside(line, "header")
            continue
        if block is None:
            continue
        try:
            yield from shares(block, names, line, cells, comma=comma, network=network)
        except LineError as error:
            yield Refusal(line, error.code, error.details, tuple(cells))


def is_title(declared: Format, cells: list[str], names: list[str]) -> bool:
    """Whether a line begins another table. A table of one country has lines of one cell too."""
    if not title_of(cells):
        return False
    if block_of(declared, cells):
        return True
    if not names:  # what follows a title are names
        return False
    return not cells[0].strip()[:1].isdigit()


def unknown_titles(declared: Format, rows: Iterable[tuple[int, list[str], str]]) -> list[str]:
    """Titles of the tables that are not known, of a file whose first one is."""
    names: list[str] = []
    found = []
    for _line, cells, problem in rows:
        if problem or not is_title(declared, cells, names):
            names = names or cells
            continue
        names = []
        if block_of(declared, cells) is None:
            found.append(title_of(cells))
    return found


def shares(
    block: Block, names: list[str], line: int, cells: list[str], *, comma: bool, network: str
) -> list[AudienceRow]:
    """Of one line: a share for each name, or for the line's age with each gender."""
    first = 0 if block.across else 1
    found = []
    for name, cell in zip(names[first:], cells[first:], strict=False):
        if not (segment := written(name).strip()):
            continue
        if not block.across:
            gender = GENDERS.get(fold(segment), segment)
            segment = f"{written(cells[0]).strip()} {gender}"
        try:
            share: Decimal | None = numbers.percent(cell, comma=comma)
        except LineError as error:
            raise LineError(error.code, **error.details, column=name) from error
        found.append(AudienceRow(line, block.dimension, segment[:MAX_SEGMENT], {SHARE: share}, network))
    return found
