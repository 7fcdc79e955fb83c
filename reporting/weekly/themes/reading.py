"""A message as the words by which a theme can be found, inflections joined."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from channels_mgmt.crisis.surges.evidence import SAYS_NOTHING
from channels_mgmt.inbox.suggestions.learning import small_words
from cmhub.lib.likeness import SAID_FOR_NOTHING
from cmhub.lib.text import fold

STOP_FILE = Path(__file__).parent / "stop_words.txt"
NO_WORDS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|@\w+|&[a-z]{2,6};")
WORD = re.compile(r"[^\W\d_]+")
WORD_OR_END = re.compile(r"([^\W\d_]+)|[.!?;:…\n\d]")
SHORTEST, LONGEST, STEM = 3, 30, 4
"""Letters of a word that is looked at; and those that are left of one at least when an ending goes."""
APART = 2
"""Small words that may stand between the two of a pair: “coupure de réseau”, “retrait de l'argent”."""
ENDINGS = (
    *("issements", "issement", "aient", "erent", "antes", "ante", "ants", "ions", "iez", "ees", "ait", "ais"),
    *("ant", "ing", "ent", "ees", "ee", "es", "er", "ez", "ed", "ir", "it", "is", "e"),
)
"""Of French and English verbs and adjectives, in any number and gender; the longest that fits goes."""


def words_of(text: str) -> frozenset[str]:
    """The stems of what a text is about: no small words, names, links or numbers with a sign before them."""
    return frozenset(filter(None, map(stem_of, WORD.findall(without_links(text)))))


def written_in(text: str) -> dict[str, str]:
    """The stems of a text, and the pairs of stems that follow each other, as they are written there."""
    text = without_links(text)
    written: dict[str, str] = {}
    before: tuple[str, int] | None = None
    apart = 0
    for match in WORD_OR_END.finditer(text):
        if not match[1]:
            before = None
            continue
        stem = stem_of(match[1])
        if not stem:
            apart += 1
            continue
        written.setdefault(stem, match[1])
        if before and apart <= APART and before[0] != stem:
            written.setdefault(f"{before[0]} {stem}", " ".join(text[before[1] : match.end()].split()))
        before, apart = (stem, match.start()), 0
    return written


def without_links(text: str) -> str:
    return NO_WORDS.sub(" ", text) if "@" in text or "/" in text or "www." in text or "&" in text else text


@lru_cache(50_000)
def stem_of(word: str) -> str:
    """What the inflections of a word share; nothing for a word that says nothing."""
    folded = fold(word)
    if not SHORTEST <= len(folded) <= LONGEST or folded in stop_words():
        return ""
    stem = stemmed(folded)
    return "" if stem in stop_stems() else stem


def stemmed(word: str) -> str:
    """“coupures”, “coupure” and “coupé”, “couper”: coupur, coup. Of a folded word, French or English."""
    if word.endswith("eaux"):
        word = word[:-1]
    elif word.endswith("aux") and len(word) > STEM:
        word = f"{word[:-2]}l"
    elif word.endswith("ies") and len(word) > STEM + 1:
        word = f"{word[:-3]}y"
    elif word[-1] in "sx" and len(word) > STEM and not word.endswith("ss"):
        word = word[:-1]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            word = word[: -len(ending)]
            break
    if len(word) > STEM and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word


@lru_cache(1)
def stop_words() -> frozenset[str]:
    lines = STOP_FILE.read_text(encoding="utf-8").splitlines()
    own = {fold(word) for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(own | SAID_FOR_NOTHING | SAYS_NOTHING | small_words())


@lru_cache(1)
def stop_stems() -> frozenset[str]:
    """So that other forms of small words say nothing either; only of those that are long enough."""
    return frozenset(stemmed(word) for word in stop_words() if len(word) > STEM + 1)
