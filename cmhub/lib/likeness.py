"""Finding by words as people type them: without accents or capitals, singular or plural, with slips."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from cmhub.lib.text import fold

WORD = re.compile(r"\w+")
FRENCH = (
    "a au aux avec ce ces d dans de des du en est et il l la le les leur ma mes mon ne nos notre occupe on "
    "ou par pas pour qu que quel quelle quelles quels qui quoi s sa se ses si son sont sur un une vos votre"
)
ENGLISH = "about an and are at deals for from in is it my of on or our the their to what who whom with your"
SAID_FOR_NOTHING = frozenset(f"{FRENCH} {ENGLISH}".split())
"""Words of a question that say nothing of its subject, in French and in English."""
SHORTEST_WITH_A_SLIP = 5
ALIKE = 0.84
LONGEST_QUERY = 200


def words_of(text: str) -> list[str]:
    return [stem(word) for word in WORD.findall(fold(text))]


def wanted_words(query: str) -> list[str]:
    """The words of a question that tell its subject, each once; all of them where none does."""
    words = WORD.findall(fold(query[:LONGEST_QUERY]))
    telling = [word for word in words if word not in SAID_FOR_NOTHING]
    return list(dict.fromkeys(stem(word) for word in telling or words))


def stem(word: str) -> str:
    """The word without the ending of a plural."""
    if len(word) > 4 and word.endswith("aux"):
        return word[:-2] + "l"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def matched(wanted: Iterable[str], text: str) -> list[str]:
    """Those of the wanted words that the text has, written alike, begun, or with a slip."""
    there = words_of(text)
    return [word for word in wanted if any(is_like(word, other) for other in there)]


@lru_cache(20_000)
def is_like(word: str, other: str) -> bool:
    if (
        word == other
        or (len(word) > 3 and other.startswith(word))
        or (len(other) > 4 and word.startswith(other))
    ):
        return True
    if min(len(word), len(other)) < SHORTEST_WITH_A_SLIP or abs(len(word) - len(other)) > 2:
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= ALIKE
