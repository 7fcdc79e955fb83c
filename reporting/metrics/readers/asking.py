"""What a file does not say, and what people answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from channels_mgmt.brands.choices import Network
from reporting.metrics.catalogue import METRICS
from reporting.metrics.readers.dates import ORDERS, latest_year
from reporting.metrics.readers.declared import PRIMARY, Format, Header, simplified
from reporting.metrics.readers.scanning import Evidence
from reporting.metrics.readers.wording import Ask, Conflict, Note


@dataclass(frozen=True)
class Answers:
    """What a person says of a file, used where the file does not."""

    network: str = ""
    year: int | None = None
    """Of the latest day, where the file passes a new year."""
    date_order: str | None = None
    metric: str = ""


@dataclass
class Questions:
    """Settles one table with what it says and what was answered; what stays open is in ``asks``."""

    declared: Format
    header: Header
    title: str
    answers: Answers
    asks: list[Ask] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def titled(self) -> tuple[str, str]:
        """The metric and network of the file's title, each '' where it does not say."""
        known = {simplified(title): said for title, said in self.declared.titles.items()}
        return known.get(simplified(self.title), ("", ""))

    def metric(self) -> str:
        if PRIMARY not in self.header.places:
            return ""
        said = self.titled()[0] or self.answers.metric
        if not said:
            self.asks.append(Ask("metric", tuple(METRICS), {"title": self.title}))
        return said

    def network(self) -> str:
        """The network of the whole table; '' also where its lines name it."""
        said = self.declared.network or self.titled()[1]
        asked = self.answers.network
        if said and asked and said != asked:
            names = dict(Network.choices)
            details = {"said": str(names.get(said, said)), "asked": str(names.get(asked, asked))}
            self.conflicts.append(Conflict("network", details))
        if not said and not asked and "network" not in self.header.places:
            self.asks.append(Ask("network", tuple(Network.values)))
        return said or asked

    def order(self, evidence: Evidence) -> str | None:
        if evidence.order:
            if self.answers.date_order not in (None, evidence.order):
                self.notes.append(Note("order_said"))
            return evidence.order
        if not evidence.is_ambiguous:
            return self.answers.date_order
        usual = None if self.header.is_french else self.declared.english_order
        said = self.answers.date_order or usual
        if said is None:
            self.asks.append(Ask("date_order", ORDERS))
        return said

    def year(self, evidence: Evidence, name: str, today: date) -> int | None:
        if evidence.years is None:
            return None
        if self.answers.year is not None:
            return self.answers.year
        found = latest_year(name, evidence.years)
        if found is None or found > today.year:
            self.asks.append(Ask("year", (str(today.year), str(today.year - 1))))
            return None
        self.notes.append(Note("year_from_name", {"year": found}))
        return found

    def remarks(self, evidence: Evidence, *, has_last_break: bool) -> None:
        """What people should know of the table in any case."""
        self.notes += [Note(code) for code in self.declared.notes]
        self.notes += [Note("repeated", {"name": name}) for name in self.header.repeated]
        if evidence.rounded_ids:
            self.notes.append(Note("rounded_ids"))
        if not has_last_break:
            self.notes.append(Note("no_last_break"))
