"""Where the words of a post are, and what is none: links, handles, hashtags, numbers, signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINK = r"(?:https?://|www\.)[^\s<>»]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|cm|sn|ci|dz|fr|info|io|me|app|africa|be)\b(?:/[^\s<>»]*)?"
PROTECTED = re.compile(
    rf"{LINK}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#][\w.]*\w|\b\d[\w.,:/%-]*|\b\w*\d\w*\b"
    r"|(?<!\w)[:;=]-?[)(DPpO/|*3](?!\w)|:[a-z_]+:"
)
"""Links, addresses, handles, hashtags, whatever has a figure in it, and faces made of signs."""
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ELISION = re.compile(r"(?:[ldjnstmc]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=[^\W\d_]{2})", re.IGNORECASE)
INNER_CAPITAL = re.compile(r"[^\W\d_]*[a-zà-ÿ][A-ZÀ-Ý]|[A-ZÀ-Ý]{2,}[a-zà-ÿ]+$")
STARTS_AFTER = frozenset(".!?…:\n")
SKIPPED_BACK = frozenset(" \t\u00a0\u202f\"'«»“”‘’()[]*•-–—_")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    begins: bool
    """Whether a sentence or a line begins with it."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_capital(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def protected_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in PROTECTED.finditer(text)]


def is_within(spans: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def words_of(text: str, spans: list[tuple[int, int]]) -> Iterator[Word]:
    for match in WORD.finditer(text):
        if not is_within(spans, match.start()):
            yield Word(match.group(), match.start(), begins_at(text, match.start()))


def without_elision(word: Word) -> Word:
    """What follows the apostrophe of l’, d’, qu’…: that is where the fault is."""
    elided = ELISION.match(word.text)
    return Word(word.text[elided.end() :], word.start + elided.end(), word.begins) if elided else word


def begins_at(text: str, at: int) -> bool:
    """Whether a sentence or a line begins here: signs, emoji and quotation marks before it do not count."""
    for character in reversed(text[:at]):
        if character in STARTS_AFTER:
            return True
        if character in SKIPPED_BACK or not (character.isalnum() or character in ",;%€$@#/&+="):
            continue
        return False
    return True
