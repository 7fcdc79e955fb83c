"""Names and words of somebody, found in what others wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cmhub.lib.text import ELLIPSIS, fold

TOGETHER = 5
"""So many words in a row, the same in both, are a quotation."""
SHORTEST_NAME = 3
"""Letters of a part of a name that stands for the whole."""
SHORTEST_NUMBER = 6
"""Digits of a number that belongs to somebody: a telephone, an account, an order."""
WORD = re.compile(r"[^\W_]+")


class Quoted:
    """What is theirs: their names, whole and in parts, numbers that they gave, their words in a row."""

    def __init__(self, *, names: Iterable[str], texts: Iterable[str]) -> None:
        written = [_words(text) for text in texts]
        self.alone = {part for name in names for part in _words(name) if len(part) >= SHORTEST_NAME}
        self.alone |= {
            word for words in written for word in words if word.isdecimal() and len(word) >= SHORTEST_NUMBER
        }
        runs = {
            tuple(words[start : start + TOGETHER])
            for words in written
            for start in range(max(len(words) - TOGETHER, 0) + 1)
        }
        self.runs = {run for run in runs if len(run) > 1}

    def in_(self, text: str) -> bool:
        return self.without(text) != text

    def without(self, text: str) -> str:
        """The text with “…” in the place of what is theirs, however it is accented or written large."""
        found = list(WORD.finditer(text))
        words = [fold(each.group()) for each in found]
        theirs = [word in self.alone for word in words]
        for length in {len(run) for run in self.runs}:
            for start in range(len(words) - length + 1):
                if tuple(words[start : start + length]) in self.runs:
                    theirs[start : start + length] = [True] * length
        parts, end, is_cut = [], 0, False
        for each, is_theirs in zip(found, theirs, strict=True):
            if is_theirs:
                parts += [] if is_cut else [text[end : each.start()], ELLIPSIS]
                end = each.end()
            is_cut = is_theirs
        return "".join(parts) + text[end:]


def _words(text: str) -> list[str]:
    return [fold(each.group()) for each in WORD.finditer(text)]
