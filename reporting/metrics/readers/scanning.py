"""What the lines of a file say about how they are to be read, before they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reporting.metrics.readers import dates
from reporting.metrics.readers.declared import Header
from reporting.metrics.readers.identifiers import KEPT, looks_rounded, rounded_file

SEARCHED = 1_000
"""Lines in which a question must show for it to be one. Once it does, all lines are asked."""


@dataclass
class Dates:
    """Of the cells with dates: whether day and month can be told apart, and whether there are years."""

    order: str | None = None
    is_ambiguous: bool = False
    without_year: list[str] = field(default_factory=list)

    def see(self, cell: str) -> None:
        if self.order:
            return
        proven = dates.proven_order(cell)
        if proven is None:
            if dates.has_no_year(cell):
                self.without_year.append(cell)
        else:
            self.order, self.is_ambiguous = proven or None, True

    def is_settled(self, seen: int) -> bool:
        if self.without_year:
            return False
        return bool(self.order) or (seen >= SEARCHED and not self.is_ambiguous)


@dataclass
class Ids:
    """Of the ids: whether a spreadsheet has rounded them."""

    rounded: list[str] = field(default_factory=list)
    is_clean: bool = False

    def see(self, cell: str) -> None:
        text = cell.strip()
        if self.is_clean or len(text) <= KEPT or not text.isdecimal():
            return
        self.is_clean = not looks_rounded(text)
        if len(self.rounded) < SEARCHED:
            self.rounded.append(text)

    def is_settled(self, seen: int) -> bool:
        return self.is_clean or seen >= SEARCHED


@dataclass(frozen=True)
class Evidence:
    order: str | None
    """What the dates prove."""
    is_ambiguous: bool
    """Whether there are dates whose order matters."""
    years: dates.NewYears | None
    """How days without a year follow each other; None where all have one."""
    rounded_ids: bool


def scan(rows: Iterable[tuple[int, list[str], str]], header: Header) -> Evidence:
    """Reads rows until they have said what there is to say: mostly a few, all of them where dates stay
    ambiguous or have no year.
    """
    dated = [place for name in ("published", "day") for place in header.places.get(name, ())[:1]]
    named = header.places.get("post_id", ())[:1]
    seen_dates, seen_ids = Dates(), Ids()
    for seen, (_line, cells, problem) in enumerate(rows):
        if problem:
            continue
        width = len(cells)
        for place in dated:
            if place < width:
                seen_dates.see(cells[place])
        for place in named:
            if place < width:
                seen_ids.see(cells[place])
        if (not dated or seen_dates.is_settled(seen)) and (not named or seen_ids.is_settled(seen)):
            break
    days = dates.days_without_year(seen_dates.without_year)
    return Evidence(
        seen_dates.order,
        seen_dates.is_ambiguous,
        dates.new_years(days) if seen_dates.without_year else None,
        not seen_ids.is_clean and rounded_file(seen_ids.rounded),
    )
