"""How a format is declared: which columns it has, by name in both languages, and what its lines are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

from cmhub.lib.text import fold
from reporting.metrics.catalogue import METRICS

APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))


class Rows(StrEnum):
    """What one line of a file is."""

    DAYS = "days"
    """A day of the account."""
    POSTS = "posts"
    AUDIENCE = "audience"
    """A part of the audience."""


FIELDS = {
    Rows.DAYS: ("day", "network"),
    Rows.POSTS: ("post_id", "permalink", "published", "text", "title", "kind", "account", "day", "network"),
    Rows.AUDIENCE: ("segment", "network"),
}
"""What a column may be besides a figure."""
MAX_NAME = 200
PRIMARY = "primary"
"""The only figure of a file, whose title says what it is."""
KEYS = {Rows.DAYS: ("day",), Rows.POSTS: ("post_id", "permalink"), Rows.AUDIENCE: ("segment",)}
"""One of these is needed for a line to be told from others."""


def simplified(name: str) -> str:
    """A column's name as it is compared: case, accents, kinds of apostrophes and spaces aside."""
    return " ".join(fold(name.translate(APOSTROPHES)).split())


@dataclass(frozen=True)
class Column:
    """A column of a format: a field of FIELDS or a metric, and the names that files give it."""

    to: str
    english: tuple[str, ...]
    french: tuple[str, ...] = ()
    scale: str = ""
    """`percent` for numbers of a hundred, `hours` for times in hours."""

    @property
    def is_figure(self) -> bool:
        return self.to in METRICS


def column(to: str, *english: str, fr: str | Sequence[str] = (), scale: str = "") -> Column:
    return Column(to, english, (fr,) if isinstance(fr, str) else tuple(fr), scale)


@dataclass(frozen=True)
class Block:
    """One of several tables of a file, under its title.

    ``across``: a line of names and one of shares. Else ages go down and genders across.
    """

    dimension: str
    titles: tuple[str, ...]
    across: bool = True


@dataclass(frozen=True)
class Format:
    """An export of a network. `slug` is what is stored as a figure's origin, for good."""

    slug: str
    label: str | Promise
    rows: Rows
    columns: tuple[Column, ...] = ()
    needs: tuple[str, ...] = ()
    """What its columns must be there for a header to be one of this format."""
    network: str = ""
    """'' where the file does not say."""
    dimension: str = ""
    """Of an audience: city, country…"""
    english_order: str | None = None
    """Which comes first in the dates of its English files; of French ones, the dates are asked."""
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Of a file whose title says its figure: title → (metric, network or '')."""
    blocks: tuple[Block, ...] = ()
    ids: str = ""
    """A pattern of its posts' ids, where they are all alike: what is none is the rest of a broken line."""
    notes: tuple[str, ...] = ()
    """Codes of NOTES that hold for each of its files."""
    seen: bool = True
    """Whether a real file was read; else it is known from documentation or from other parsers."""

    def __post_init__(self) -> None:
        for one in self.columns:
            if not one.is_figure and one.to not in (*FIELDS[self.rows], PRIMARY):
                raise ValueError(f"{self.slug}: {one.to} is neither a field nor a metric")


@dataclass(frozen=True)
class Header:
    """The columns of a file as a format knows them."""

    names: tuple[str, ...]
    places: dict[str, tuple[int, ...]]
    """Of a field or metric, its columns in the order in which they count."""
    scales: dict[str, str]
    is_french: bool
    repeated: tuple[str, ...]
    """Names that the header has twice, and of which the format knows one."""

    @property
    def unused(self) -> tuple[str, ...]:
        used = {place for places in self.places.values() for place in places}
        return tuple(name for place, name in enumerate(self.names) if name and place not in used)


Places = dict[str, list[int]]
"""Simplified names of columns, and where they are."""


def places_of(names: Sequence[str]) -> Places:
    by_name: Places = {}
    for place, name in enumerate(names):
        by_name.setdefault(simplified(name[:MAX_NAME]), []).append(place)
    return by_name


def match(declared: Format, names: Sequence[str], by_name: Places) -> Header | None:
    """The columns of a header, None where it is not one of this format."""
    places: dict[str, list[int]] = {}
    scales: dict[str, str] = {}
    french = False
    for one in declared.columns:
        english = [place for name in one.english for place in by_name.get(simplified(name), ())]
        translated = [place for name in one.french for place in by_name.get(simplified(name), ())]
        found = list(dict.fromkeys(english + translated))
        french = french or bool(set(translated) - set(english))
        if found and scales.setdefault(one.to, one.scale) == one.scale:
            places.setdefault(one.to, []).extend(found)
    if any(need not in places for need in declared.needs):
        return None
    known = {place for found in places.values() for place in found}
    twice = [found for found in by_name.values() if len(found) > 1 and known & set(found)]
    return Header(
        tuple(names),
        {to: tuple(found) for to, found in places.items()},
        scales,
        french,
        tuple(names[found[0]] for found in twice),
    )
