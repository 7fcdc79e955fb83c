"""Exports of analytics tools: lines of a day or a week, perhaps one for each source, as weeks.

Visits, leads, customers and promoters of several lines are added up. Visitors are not: who comes on two days
or through two sources is one person, and stands in both lines. They are taken only where a week is one line.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from cmhub.lib.tabular import Row, Table, open_table
from cmhub.lib.weeks import Week
from reporting.metrics.choices import Stage
from reporting.metrics.readers import cells, dates
from reporting.metrics.readers.declared import simplified
from reporting.metrics.readers.wording import REFUSALS, LineError, sentence

DAY, WEEK = "day", "week"
MOST_LINES = 100_000
REFUSED_SHOWN = 20
NAMES: dict[str, tuple[str, ...]] = {
    "when": (
        "date", "day", "week", "jour", "semaine", "iso week of iso year", "isoyearisoweek",
        "semaine iso de l'annee iso", "week starting", "first day", "month/day/year",
    ),
    "source": (
        "source", "utm_source", "session source", "session source / medium", "source / medium",
        "session default channel group", "default channel group", "canal", "source de la session",
        "groupe de canaux par defaut de la session", "source/support", "referrer", "channel",
    ),
    Stage.VISITORS: (
        "visitors", "unique visitors", "users", "total users", "visiteurs", "visiteurs uniques",
        "utilisateurs", "nombre total d'utilisateurs", "nb_uniq_visitors",
    ),
    Stage.VISITS: ("visits", "sessions", "visites", "nb_visits"),
    Stage.LEADS: (
        "leads", "key events", "conversions", "goal conversions", "prospects", "evenements cles", "demandes",
    ),
    Stage.CUSTOMERS: ("customers", "clients", "transactions", "purchases", "achats", "commandes", "orders"),
    Stage.PROMOTERS: ("promoters", "promoteurs"),
}  # fmt: skip
"""What the tools call a column, simplified, in English and French."""
COMMUNITY_NAMES = (
    "facebook", "fb", "instagram", "ig", "twitter", "t.co", "x.com", "linkedin", "lnkd", "tiktok", "youtube",
    "youtu", "whatsapp", "wa.me", "telegram", "t.me", "messenger", "threads", "social", "sociaux",
    "communities", "communautes",
)  # fmt: skip
COMMUNITY = re.compile("|".join(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" for name in COMMUNITY_NAMES))
"""Sources that are the networks where communities are, or a tool's name for all of them."""
WEEK_NAMED = re.compile(r"(\d{4})-?w?(\d{2})", re.IGNORECASE)
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
SENTENCES = REFUSALS | {
    "negative": _("“%(text)s” in the column “%(column)s” is less than nothing."),
    "not_a_monday": _(
        "“%(text)s” is no Monday: weeks that begin on another day are not those of the report."
    ),
    "nothing": _("The line has no figure."),
}

Figures = dict[str, tuple[int, int | None]]
"""By stage: how many, and of these how many from communities; None where nobody knows."""


@dataclass(frozen=True)
class Answers:
    """What a person said of a file: ours → theirs, whether a line is a day or a week, the order of dates."""

    columns: Mapping[str, str]
    each: str = DAY
    order: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Answers:
        return cls(kept.get("columns", {}), kept.get("each", DAY), kept.get("order", ""))

    def as_kept(self) -> dict[str, Any]:
        return {"columns": dict(self.columns), "each": self.each, "order": self.order}


@dataclass
class SiteReading:
    """The weeks of a file, and what of it was not taken, with the reason."""

    weeks: dict[date, Figures] = field(default_factory=dict)
    incomplete: list[date] = field(default_factory=list)
    sources: dict[str, bool] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)
    refused_count: int = 0
    visitors_left_out: bool = False

    def refuse(self, line: int, code: str, **details: Any) -> None:
        self.refused_count += 1
        if len(self.refused) < REFUSED_SHOWN:
            self.refused.append((line, sentence(SENTENCES, code, details)))


@dataclass(frozen=True)
class Line:
    when: date
    source: str
    counts: dict[str, int]


def opened(content: bytes) -> Table:
    """The file as a table, the tool's remarks above the header left out. Raises TableError."""
    return open_table(io.BytesIO(content), find_header=is_header)


def is_header(names: Sequence[str]) -> bool:
    filled = [name for name in names if name]
    return len(filled) >= 2 and not filled[0].startswith("#")


def guessed(header: Sequence[str]) -> dict[str, str]:
    """Ours → theirs as far as names tell, for a person to check."""
    theirs = {simplified(name): name for name in reversed(header) if name}
    found = {}
    for ours, names in NAMES.items():
        if name := next((name for name in names if name in theirs), None):
            found[str(ours)] = theirs.pop(name)
    return found


def guessed_each(cells_of_days: Sequence[str]) -> str:
    """Whether lines are of weeks, where they are named as such or lie whole weeks apart."""
    if cells_of_days and all(is_week_name(cell) for cell in cells_of_days):
        return WEEK
    days = {day for cell in cells_of_days if (day := day_or_none(cell))}
    apart = {(one - min(days)).days % 7 for one in days} if days else {1}
    return WEEK if len(days) > 1 and apart == {0} else DAY


def is_week_name(cell: str) -> bool:
    return bool(WEEK_NAMED.fullmatch(cell.strip()))


def day_or_none(cell: str) -> date | None:
    try:
        return day_of(cell, "")
    except LineError:
        return None


def read_site(content: bytes, answers: Answers, *, today: date) -> SiteReading:
    """Raises TableError for what is no table."""
    reading = SiteReading()
    with opened(content) as table:
        places = {
            ours: table.header.index(theirs)
            for ours, theirs in answers.columns.items()
            if theirs in table.header
        }
        lines = []
        for number, row in enumerate(table.rows):
            if number >= MOST_LINES:
                break
            if line := read_line(row, places, answers, today, reading):
                lines.append(line)
    put_together(lines, answers, today, reading)
    return reading


def read_line(
    row: Row, places: Mapping[str, int], answers: Answers, today: date, reading: SiteReading
) -> Line | None:
    """None for what is refused, with its reason, and for totals."""
    if row.problem:
        reading.refuse(row.line_number, row.problem)
        return None
    cell = row.values[places["when"]].strip() if "when" in places else ""
    if not cell or simplified(cell).startswith(("total", "grand total", "totaux", "#")):
        return None
    try:
        when = week_of(cell, answers.order) if answers.each == WEEK else day_of(cell, answers.order)
        dates.check(when, cell, today)
        counts = {
            stage: number
            for stage in Stage.values
            if stage in places
            and (number := counted(row.values[places[stage]], answers.columns[stage])) is not None
        }
    except LineError as error:
        reading.refuse(row.line_number, error.code, **error.details)
        return None
    if not counts:
        reading.refuse(row.line_number, "nothing")
        return None
    source = row.values[places["source"]].strip() if "source" in places else ""
    return Line(when, source, counts)


def counted(cell: str, column: str) -> int | None:
    try:
        number = cells.count(cell)
    except LineError as error:
        raise LineError(error.code, **{**error.details, "column": column}) from error
    if number is not None and number < 0:
        raise LineError("negative", text=cell, column=column)
    return number


def day_of(cell: str, order: str) -> date:
    """Raises LineError, as `dates.parse`."""
    if compact := COMPACT_DAY.fullmatch(cell.strip()):
        cell = "-".join(compact.groups())
    found = dates.parse(cell, order or None)
    if found.year is None:
        raise LineError("year_unknown", text=cell)
    return date(found.year, found.month, found.day)


def week_of(cell: str, order: str) -> date:
    """The Monday of a week that is named, or given by its first day. Raises LineError."""
    if named := WEEK_NAMED.fullmatch(cell.strip()):
        try:
            return Week(int(named[1]), int(named[2])).monday
        except ValueError as problem:
            raise LineError("not_a_date", text=cell) from problem
    first = day_of(cell, order)
    if first.isoweekday() != 1:
        raise LineError("not_a_monday", text=cell)
    return first


def put_together(lines: Sequence[Line], answers: Answers, today: date, reading: SiteReading) -> None:
    weeks: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        weeks[line.when - timedelta(days=line.when.weekday())].append(line)
        if line.source:
            reading.sources[line.source] = is_community(line.source)
    whole = covered(lines, answers.each, today)
    for monday in sorted(weeks):
        if monday not in whole:
            reading.incomplete.append(monday)
            continue
        reading.weeks[monday] = summed(weeks[monday], answers.each, "source" in answers.columns, reading)


def covered(lines: Sequence[Line], each: str, today: date) -> set[date]:
    """The weeks that the file holds whole, that are over: from its first day to its last, a day without a
    line is one without a visit.
    """
    if not lines:
        return set()
    mondays = {line.when - timedelta(days=line.when.weekday()) for line in lines}
    over = {monday for monday in mondays if monday + timedelta(days=6) < today}
    if each == WEEK:
        return over
    first, last = min(line.when for line in lines), max(line.when for line in lines)
    return {monday for monday in over if first <= monday and monday + timedelta(days=6) <= last}


def summed(lines: Sequence[Line], each: str, by_source: bool, reading: SiteReading) -> Figures:
    totals, from_communities = Counter[str](), Counter[str]()
    for line in lines:
        totals.update(line.counts)
        if reading.sources.get(line.source):
            from_communities.update(line.counts)
    figures: Figures = {}
    for stage in {stage for line in lines for stage in line.counts}:
        if stage == Stage.VISITORS and (each == DAY or len(lines) > 1):
            reading.visitors_left_out = True
            continue
        figures[stage] = (totals[stage], from_communities[stage] if by_source else None)
    return figures


def is_community(source: str) -> bool:
    return bool(COMMUNITY.search(simplified(source)))
