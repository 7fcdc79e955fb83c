"""A row of a file as a record, or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from channels_mgmt.brands.choices import Network
from channels_mgmt.publishing.addresses import LONGEST_ID, from_address
from cmhub.lib.text import TextError, clean_text, fold
from reporting.metrics.readers import dates
from reporting.metrics.readers.cells import Convert, converter
from reporting.metrics.readers.declared import FIELDS, KEYS, PRIMARY, Format, Header, Rows
from reporting.metrics.readers.identifiers import identifier, is_scientific
from reporting.metrics.readers.kinds import post_kind
from reporting.metrics.readers.records import Aside, AudienceRow, DayRow, Figures, PostRow
from reporting.metrics.readers.wording import LineError

MAX_TEXT = 100_000
MAX_ADDRESS = 1000
MAX_SEGMENT = 200
TOTALS = {"total", "totals", "grand total", "totaux", "total general", "ensemble", "somme"}
LONGEST_TOTAL = 16
NETWORKS = {
    **{fold(str(label)): value for value, label in Network.choices},
    "twitter": Network.X,
    "x (twitter)": Network.X,
    "fb": Network.FACEBOOK,
    "ig": Network.INSTAGRAM,
    "facebook page": Network.FACEBOOK,
    "linkedin page": Network.LINKEDIN,
    "instagram business": Network.INSTAGRAM,
}


@dataclass(frozen=True)
class Settled:
    """What is known of a file besides its header."""

    today: date
    order: str | None = None
    years: dates.NewYears | None = None
    latest_year: int | None = None
    comma: bool = False
    rounded_ids: bool = False
    network: str = ""
    """Of the whole file, where a column does not say."""


@dataclass
class LineReader:
    """Reads the rows of one table, in order: dates without a year follow from the line before."""

    declared: Format
    header: Header
    settled: Settled
    title_metric: str = ""
    """What the only figure of a file is, where its title says."""
    figures: list[tuple[str, int, tuple[int, ...], Convert]] = field(default_factory=list)
    """Metric, its column, others of the same name, and how their cells are read."""

    def __post_init__(self) -> None:
        places, scales = self.header.places, self.header.scales
        self.width = len(self.header.names)
        fields = FIELDS[self.declared.rows]
        for name, (first, *others) in places.items():
            if name not in fields:
                metric = self.title_metric if name == PRIMARY else name
                convert = converter(metric, scales[name], comma=self.settled.comma)
                self.figures.append((metric, first, tuple(others), convert))
        self.at = {name: places[name][0] for name in fields if name in places}
        self.keys = [self.at[name] for name in KEYS[self.declared.rows] if name in self.at]
        self.years = (
            dates.Years(self.settled.latest_year, self.settled.years)
            if self.settled.latest_year is not None and self.settled.years is not None
            else None
        )
        self.is_rounded = self.settled.rounded_ids
        self.ids = re.compile(self.declared.ids)
        readers: dict[Rows, Callable[[int, list[str]], DayRow | PostRow | AudienceRow]] = {
            Rows.DAYS: self.day_row,
            Rows.POSTS: self.post_row,
            Rows.AUDIENCE: self.audience_row,
        }
        self.read_row = readers[self.declared.rows]

    def read(self, line: int, cells: list[str]) -> DayRow | PostRow | AudienceRow | Aside:
        """The record of a row as wide as the header. Raises LineError."""
        if aside := self.aside(cells):
            return Aside(line, aside)
        return self.read_row(line, cells)

    def aside(self, cells: Sequence[str]) -> str:
        for place in self.keys:
            cell = cells[place]
            if cell == self.header.names[place] and cell:
                return "header"
            if is_total(cell):
                return "total"
        return "total" if not cells[self.keys[0]] and is_total(cells[0]) else ""

    def day_row(self, line: int, cells: list[str]) -> DayRow:
        day, _at = self.moment(cells[self.at["day"]])
        return DayRow(line, day, self.values(cells), self.network(cells))

    def audience_row(self, line: int, cells: list[str]) -> AudienceRow:
        segment = written(cells[self.at["segment"]]).strip()[:MAX_SEGMENT]
        if not segment:
            raise LineError("no_segment")
        return AudienceRow(line, self.declared.dimension, segment, self.values(cells), self.network(cells))

    def post_row(self, line: int, cells: list[str]) -> PostRow:
        permalink = self.cell(cells, "permalink").strip()
        post_id = self.post_id(cells, permalink)
        published = self.cell(cells, "published")
        on, at = self.moment(published) if published.strip() else (None, None)
        figures = self.values(cells)
        if on is None and all(value is None for value in figures.values()):
            raise LineError("nothing")
        return PostRow(
            line,
            post_id,
            permalink[:MAX_ADDRESS],
            on,
            at,
            written(self.cell(cells, "text") or self.cell(cells, "title"))[:MAX_TEXT],
            post_kind(self.cell(cells, "kind"), permalink),
            figures,
            self.day_of_figures(cells),
            self.network(cells),
            written(self.cell(cells, "account"))[:LONGEST_ID],
        )

    def cell(self, cells: list[str], name: str) -> str:
        place = self.at.get(name)
        return "" if place is None else cells[place]

    def post_id(self, cells: list[str], permalink: str) -> str:
        cell = self.cell(cells, "post_id")
        # Of what a spreadsheet rounded once, it has rounded the lines that do not show it too.
        self.is_rounded = self.is_rounded or is_scientific(cell)
        found = identifier(cell, is_rounded=self.is_rounded) or (from_address(permalink) if permalink else "")
        if not found:
            raise LineError("no_id")
        if self.declared.ids and not self.ids.fullmatch(found):
            raise LineError("not_an_id", text=found)
        return written(found)

    def day_of_figures(self, cells: list[str]) -> date | None:
        """The day that a line of a post is of; a word without digits, as `Lifetime`, is none."""
        cell = self.cell(cells, "day")
        return self.moment(cell)[0] if any(map(str.isdigit, cell)) else None

    def moment(self, cell: str) -> tuple[date, datetime | None]:
        found = dates.parse(cell, self.settled.order)
        if found.year is None:
            if self.years is None:
                raise LineError("year_unknown", text=cell)
            try:
                day = date(self.years.year_of(found.month, found.day), found.month, found.day)
            except ValueError as problem:
                raise LineError("no_such_day", text=cell) from problem
        else:
            day = date(found.year, found.month, found.day)
        dates.check(day, cell, self.settled.today)
        return day, found.at

    def values(self, cells: list[str]) -> Figures:
        figures: Figures = {}
        place = 0
        try:
            for metric, place, others, convert in self.figures:
                value = convert(cells[place])
                if value is None:
                    for place in others:
                        if (value := convert(cells[place])) is not None:
                            break
                figures[metric] = value
        except LineError as error:
            raise LineError(error.code, **error.details, column=self.header.names[place]) from error
        return figures

    def network(self, cells: list[str]) -> str:
        cell = self.cell(cells, "network")
        if not cell.strip():
            return self.settled.network
        if not (known := NETWORKS.get(fold(cell.strip()))):
            raise LineError("unknown_network", text=cell)
        return str(known)


def is_total(cell: str) -> bool:
    return cell[:1] not in "0123456789" and len(cell) < LONGEST_TOTAL and fold(cell.strip()) in TOTALS


def written(text: str) -> str:
    """Text that can be kept. Raises LineError ``nul``, ``unreadable``."""
    if text.isascii() and "\x00" not in text and "\r" not in text:
        return text
    try:
        return clean_text(text)
    except TextError as error:
        raise LineError(error.code) from error
