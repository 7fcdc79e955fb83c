"""What a reader would stumble over in a text, in its order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cmhub.lib.spelling.dictionaries import ENGLISH, FRENCH, LANGUAGES, dictionary, known_in
from cmhub.lib.spelling.suggesting import near_by_accents, near_miss
from cmhub.lib.spelling.typography import signs
from cmhub.lib.spelling.words import (
    INNER_CAPITAL,
    Word,
    is_within,
    protected_spans,
    without_elision,
    words_of,
)

CHECKED_AT_MOST = 10_000
"""Characters of a text that are looked at."""
GUESSED_FROM = 200
"""Words that say which language it is."""
NAMES_LOOKED_AT = 60
"""Unknown words with a capital of which it is asked whether they are names; further ones pass for such."""
LONGEST = 60
"""Letters and hyphens of a word; what is longer is a fault without a look."""
SHORT_NAME = 4
"""Letters up to which an unknown word with a capital passes for a name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` says what is wrong; `better` what would stand there, empty where a dictionary is asked first."""

    start: int
    end: int
    rule: str
    text: str
    better: str = ""

    @property
    def mark(self) -> str:
        """The same finding after the text around it has changed."""
        return f"{self.rule}:{self.text.casefold()}"


def language_of(text: str) -> str:
    """French or English: that which knows more of the words; French where they know as many."""
    words = [word.text for word in words_of(text[:CHECKED_AT_MOST], protected_spans(text[:CHECKED_AT_MOST]))]
    known = {one: sum(dictionary(one).knows(w) for w in words[:GUESSED_FROM]) for one in LANGUAGES}
    return ENGLISH if known[ENGLISH] > known[FRENCH] else FRENCH


def check(
    text: str, *, language: str, also: Iterable[str] = (), own: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """The findings in a text of this language; words of the languages in `also` and those in `own` are right.

    Of two that overlap the first stands.
    """
    languages = tuple(dict.fromkeys((language, *also)))
    return _check(text[:CHECKED_AT_MOST], languages, frozenset(word.casefold() for word in own))


@lru_cache(maxsize=256)
def _check(text: str, languages: tuple[str, ...], own: frozenset[str]) -> tuple[Finding, ...]:
    spans = protected_spans(text)
    found = [
        Finding(start, end, rule, text[start:end], better)
        for start, end, rule, better in signs(text, languages[0])
        if not is_within(spans, start)
        and not (rule == "capital" and text[start : start + 1].islower() and _is_own(text, start, own))
    ]
    found += _unknown(list(words_of(text, spans)), languages, own)
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Finding] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _is_own(text: str, at: int, own: frozenset[str]) -> bool:
    """Whether a word of the brand stands here, which may well begin with a small letter."""
    return any(text[at : at + len(word)].casefold() == word for word in own)


def _unknown(words: list[Word], languages: tuple[str, ...], own: frozenset[str]) -> Iterable[Finding]:
    names: set[str] = set()
    for place, word in enumerate(words):
        if len(word.text) <= LONGEST and _fine(word.text, word.begins, languages, own):
            continue
        rest = without_elision(word) if FRENCH in languages else word
        if rest.text[0].isupper():
            names.add(rest.text)
        if len(names) > NAMES_LOOKED_AT and rest.text[0].isupper():
            continue
        if _is_fault(rest, _shouted(words, place), languages, own):
            better = _ligature(rest.text, languages)
            yield Finding(rest.start, rest.end, "ligature" if better else "spelling", rest.text, better)


def _shouted(words: list[Word], place: int) -> bool:
    """Whether a long word beside it is in capitals too: then it is no name of letters."""
    beside = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
    return any(near.is_capital and len(near.text) > SHORT_NAME for near in beside)


def _fine(text: str, begins: bool, languages: tuple[str, ...], own: frozenset[str]) -> bool:
    return _right(text, languages, own) or (begins and _right(text[:1].lower() + text[1:], languages, own))


def _is_fault(word: Word, shouted: bool, languages: tuple[str, ...], own: frozenset[str]) -> bool:
    text = word.text
    if len(text) > LONGEST:
        return True
    if len(text) < 2 or INNER_CAPITAL.match(text):
        return False
    if word.is_capital:
        return shouted and len(text) > SHORT_NAME and not _right(text.capitalize(), languages, own)
    if _fine(text, word.begins, languages, own):
        return False
    if not text[0].isupper():
        return True
    if near_by_accents(text, languages):
        return True
    return word.begins and len(text) > SHORT_NAME and near_miss(text, languages)


def _right(text: str, languages: tuple[str, ...], own: frozenset[str]) -> bool:
    return known_in(languages, text, own) or known_in(languages, text.lower(), own)


def _ligature(text: str, languages: tuple[str, ...]) -> str:
    if FRENCH not in languages:
        return ""
    for pair, sign in (("oe", "œ"), ("Oe", "Œ"), ("OE", "Œ")):
        joined = text.replace(pair, sign)
        if joined != text and dictionary(FRENCH).knows(joined):
            return joined
    return ""
