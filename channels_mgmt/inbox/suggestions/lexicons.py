"""The data files, read once: phrases with what they speak for and how strongly.

A line of a lexicon is `value weight phrase | phrase | …`; `#` begins a comment. A star ends a stem
(`rembours*`). Between the words of a phrase those of `passed_over` in `shifters.tsv` may stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from channels_mgmt.inbox.suggestions.vocabulary import Vocabulary
from channels_mgmt.inbox.suggestions.words import Token, forms

DATA = Path(__file__).parent / "data"
KIND, SENTIMENT, ABUSE, LANGUAGE, SHIFT = "kind", "sentiment", "abuse", "language", "shift"
FILES = {KIND: "kinds", SENTIMENT: "sentiments", ABUSE: "abuse", LANGUAGE: "languages", SHIFT: "shifters"}
END = ""
MOST_PASSED_OVER = 2
LONGEST = 12
"""Words between the first and the last of a phrase, those passed over included."""


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """An entry in a text: the tokens `first` to `last` (inclusive) are its words."""

    entry: Entry
    first: int
    last: int


@dataclass(frozen=True)
class Lexicon:
    vocabulary: Vocabulary
    tree: dict[str, Any]
    passed_over: frozenset[str]
    leanings: dict[str, dict[str, float]] = field(default_factory=dict)

    def find(self, words: Sequence[Token]) -> list[Found]:
        """All entries whose phrases stand in the text; of one value, no phrase inside a longer one."""
        recognised = [
            self.vocabulary.recognise(token.form) if token.type == "word" else (token.form,)
            for token in words
        ]
        found: list[Found] = []
        for start in range(len(words)):
            found += self.from_here(recognised, start)
        return longest(found)

    def from_here(self, recognised: Sequence[tuple[str, ...]], start: int) -> list[Found]:
        found: list[Found] = []
        paths: list[tuple[dict[str, Any], int, int]] = [(self.tree, start, MOST_PASSED_OVER)]
        while paths:
            node, at, left = paths.pop()
            if at == len(recognised):
                continue
            here = recognised[at]
            for form in here:
                if (below := node.get(form)) is not None:
                    found += [Found(entry, start, at) for entry in below.get(END, ())]
                    paths.append((below, at + 1, MOST_PASSED_OVER))
            if left and node is not self.tree and here and here[0] in self.passed_over:
                paths.append((node, at + 1, left - 1))
        return found


def longest(found: Sequence[Found]) -> list[Found]:
    """Without the phrases that stand inside a longer one which speaks for the same, or of the same label for
    another value: “plus de réseau” is no sign of “réseau” alone.
    """
    kept: dict[tuple[str, int], list[Found]] = {}
    for one in sorted(found, key=lambda f: (f.first - f.last, f.first, -f.entry.weight)):
        label = one.entry.label
        around = (
            other
            for first in range(max(0, one.last - LONGEST), one.first + 1)
            for other in kept.get((label, first), ())
        )
        if not any(covers(other, one) for other in around):
            kept.setdefault((label, one.first), []).append(one)
    return sorted((one for listed in kept.values() for one in listed), key=lambda f: (f.first, f.last))


def covers(other: Found, one: Found) -> bool:
    longer = other.last - other.first > one.last - one.first
    return one.last <= other.last and (longer or other.entry.value == one.entry.value)


def lines_of(path: Path) -> Iterator[tuple[str, float, list[str]]]:
    """The value, the weight and the phrases of each line; ValueError, with its place, for a bad one."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            value, weight, phrases = line.split(maxsplit=2)
            yield value, float(weight), [phrase.strip() for phrase in phrases.split("|")]
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error


@lru_cache(1)
def lexicon() -> Lexicon:
    """All lexicons as one tree of words."""
    tree: dict[str, Any] = {}
    known: set[str] = set()
    for label, name in FILES.items():
        for path in sorted(DATA.glob(f"{name}*.tsv")):
            for value, weight, phrases in lines_of(path):
                for phrase in phrases:
                    known.update(add(tree, phrase, Entry(label, value, weight)))
    passed_over = [entry[2] for entry in lines_of(DATA / "shifters.tsv") if entry[0] == "passed_over"]
    leanings: dict[str, dict[str, float]] = {}
    for sentiment, weight, kinds in lines_of(DATA / "leanings.tsv"):
        for kind in kinds:
            leanings.setdefault(kind, {})[sentiment] = weight
    light = frozenset(form for phrases in passed_over for phrase in phrases for form in forms(phrase))
    return Lexicon(Vocabulary(known | light), tree, light, leanings)


def add(tree: dict[str, Any], phrase: str, entry: Entry) -> list[str]:
    """Puts a phrase into the tree; its forms."""
    inside = forms(phrase)
    node = tree
    for form in inside:
        node = node.setdefault(form, {})
    if inside:
        node.setdefault(END, []).append(entry)
    return inside
