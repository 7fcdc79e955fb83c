"""Finding by words as people type them: without accents or capitals, singular or plural, with slips."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from cmhub.lib.text import fold

WORD = re.compile(r"\w+")
FRENCH = (
    "a ai aie au aucun aucune aussi autre autres aux avec avez avoir avons c ca ce cela ces cest cet "
    "cette comme d dans de des dit donc du elle elles en encore es est et etais etait etant ete etes etre "
    "eux fait faites il ils j jai je l la le les leur leurs lui ma mais me meme mes moi mon n ne ni nos "
    "notre nous occupe on ont ou par pas plus pour qu quand que quel quelle quelles quels qui quoi rien s "
    "sa sans se ses si sommes son sont suis sur t ta te tes toi ton tous tout toute toutes tres tu un une "
    "vos votre vous y"
)
ENGLISH = (
    "about all am an and are at be been but deals do for from had has have i in is it its me my no not of "
    "on or our so that the their them they this to was we were what when who whom will with you your"
)
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
