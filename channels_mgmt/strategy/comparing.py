"""Two versions side by side, word by word: only what differs. Pure: no database here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from channels_mgmt.strategy.choices import Goal, Section
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.models.parts import without_zeros
from channels_mgmt.strategy.sections import SHAPES
from channels_mgmt.strategy.services.document import Document
from channels_mgmt.strategy.services.progress import label_of, unit_of
from cmhub.lib.durations import work_words
from cmhub.lib.moments import date_words
from cmhub.lib.numbers import number_words

WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """Some words that are the same, or that one of the versions alone has."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Change:
    """One field or row: how the older and the newer version say it, and what became of it."""

    label: str
    before: list[Piece]
    after: list[Piece]

    @property
    def is_added(self) -> bool:
        return not self.before

    @property
    def is_removed(self) -> bool:
        return not self.after


@dataclass(frozen=True)
class SectionChanges:
    section: Section
    changes: list[Change]


def compare(older: Document, newer: Document) -> list[SectionChanges]:
    """The sections that differ, each with the fields and rows that do."""
    found = [
        SectionChanges(section, [*_fields(older, newer, section), *_rows(older, newer, section)])
        for section in Section
    ]
    return [section for section in found if section.changes]


def _fields(older: Document, newer: Document, section: Section) -> Iterator[Change]:
    for name in SHAPES[section].fields:
        before, after = said(older.strategy, name), said(newer.strategy, name)
        if before != after:
            yield _change(capfirst(str(Strategy._meta.get_field(name).verbose_name)), before, after)  # type: ignore[union-attr]


def _rows(older: Document, newer: Document, section: Section) -> Iterator[Change]:
    """Rows are the same by their key, however they are called and wherever they stand; without that by what
    names them, as of versions that were not copied from each other.
    """
    if section not in TITLES:
        return
    title = TITLES[section]
    for old, new in _pairs(list(older.rows(section)), list(newer.rows(section)), IDENTITIES[section]):
        texts = row_text(section, old) if old else "", row_text(section, new) if new else ""
        if texts[0] != texts[1]:
            yield _change(title(new or old), *texts)


def _pairs(
    before: list[Any], after: list[Any], identity: Callable[[Any], Any]
) -> Iterator[tuple[Any | None, Any | None]]:
    """Each row of the newer version with that of the older one that it is, then those that went."""
    left = {row.key: row for row in before}
    by_key = {row.key: left.pop(row.key) for row in after if row.key in left}
    for row in after:
        old = by_key.get(row.key)
        if old is None:
            old = next((one for one in left.values() if identity(one) == identity(row)), None)
            if old is not None:
                del left[old.key]
        yield old, row
    yield from ((row, None) for row in left.values())


def _change(label: str, before: str, after: str) -> Change:
    return Change(label, *pieces(before, after))


def pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, those changed that the other does not have there."""
    old, new = WORD.findall(before), WORD.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if a < b:
            left.append(Piece("".join(old[a:b]), tag != "equal"))
        if c < d:
            right.append(Piece("".join(new[c:d]), tag != "equal"))
    return left, right


def said(strategy: Strategy, name: str) -> str:
    """What a field says, in words."""
    value: Any = getattr(strategy, name)
    if name == "goals":
        return ", ".join(str(Goal(goal).label) for goal in value)
    if name.endswith("_state"):
        return str(getattr(strategy, f"get_{name}_display")())
    return "" if value is None else str(value)


TITLES: dict[Section, Callable[[Any], str]] = {
    Section.PERSONAS: lambda row: row.name,
    Section.TONE: lambda row: row.name,
    Section.NETWORKS: str,
    Section.MIX: lambda row: capfirst(row.get_category_display()),
    Section.CRISIS: lambda row: row.name,
    Section.OBJECTIVES: label_of,
}


IDENTITIES: dict[Section, Callable[[Any], Any]] = {
    Section.PERSONAS: lambda row: row.name.casefold(),
    Section.TONE: lambda row: (row.name.casefold(), row.network),
    Section.NETWORKS: lambda row: (row.network, row.purpose),
    Section.MIX: lambda row: row.category,
    Section.CRISIS: lambda row: (row.user_id, row.contact_id),
    Section.OBJECTIVES: lambda row: (row.metric, row.own_metric_id),
}
"""What a row is about: two of different versions that are about the same are the same."""


def row_text(section: Section, row: Any) -> str:
    """All that a row says, a line for each of its fields."""
    lines = (f"{label}: {value}" for label, value in row_lines(section, row) if value not in ("", None))
    return "\n".join(lines)


def row_lines(section: Section, row: Any) -> list[tuple[str, Any]]:
    return [(str(label), value) for label, value in LINES[section](row)]


def plain(value: Decimal | None) -> str:
    """A decimal without the zeros that follow it."""
    return "" if value is None else number_words(without_zeros(value))


def _persona(row: Any) -> list[tuple[Any, Any]]:
    return [
        (_("Name"), row.name),
        (_("Wants done"), row.task),
        (_("Driven by"), row.drives),
        (_("Frustrated by"), row.frustrations),
        (_("How many"), number_words(row.size) if row.size is not None else ""),
        (_("Influence"), row.get_influence_display()),
    ]


def _community(row: Any) -> list[tuple[Any, Any]]:
    return [
        (_("Name"), row.name),
        (_("Network"), row.get_network_display()),
        (_("Tone and codes"), row.codes),
    ]


def _network(row: Any) -> list[tuple[Any, Any]]:
    return [
        (_("Network"), str(row)),
        (_("Posts a week"), plain(row.posts_per_week)),
        (_("Answer within"), work_words(row.response_minutes) if row.response_minutes else ""),
        (_("Approval of posts"), pgettext("approval of posts", "asked for") if row.posts_approved else ""),
        (_("Why"), row.reason),
    ]


def _objective(row: Any) -> list[tuple[Any, Any]]:
    unit, own = unit_of(row), row.own_metric.unit if row.own_metric else ""
    return [
        (_("Figure"), label_of(row)),
        (pgettext("objective", "Start"), unit.words(row.start, own)),
        (_("Target"), unit.words(row.target, own)),
        (_("By the day"), date_words(row.due)),
        (_("Why"), row.why),
    ]


LINES: dict[Section, Callable[[Any], list[tuple[Any, Any]]]] = {
    Section.PERSONAS: _persona,
    Section.TONE: _community,
    Section.NETWORKS: _network,
    Section.MIX: lambda row: [(_("Share"), f"{row.percent} %")],
    Section.CRISIS: lambda row: [(_("Name"), row.name), (_("Decides"), row.decides)],
    Section.OBJECTIVES: _objective,
}
