"""What could stand in the place of an unknown word: accents first, then one letter, then two."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from functools import lru_cache

from cmhub.lib.spelling.dictionaries import dictionary, known_in, with_accents

LETTERS = "abcdefghijklmnopqrstuvwxyzéèêàâîôûçœ"
MOST = 5
LONGEST = 40
LONGEST_NAME = 16
FEW = 3
"""Of far-fetched words so many are enough."""
SECONDS = 0.3
"""A word is looked for no longer than this before the dictionary is asked."""


@lru_cache(maxsize=4096)
def suggestions(word: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """At most five words that are right, the nearest first, written with the capital of the word.

    Where nothing is so near, the dictionary's own far-fetched ones.
    """
    if len(word) > LONGEST:
        return ()
    until = time.monotonic() + SECONDS
    lower = word[:1].lower() + word[1:]
    forms = dict.fromkeys((word, lower))
    for nearer, enough in ((with_accents, MOST), (_one_letter, MOST), (_in_two, FEW), (_two_letters, FEW)):
        found = _right((one for form in forms for one in nearer(form)), languages, until, enough)
        if found:
            return tuple(dict.fromkeys(_like(word, one) for one in found))
    return tuple(dict.fromkeys(one for of in languages for one in dictionary(of).hunspell.suggest(word)))[
        :MOST
    ]


def _right(candidates: Iterable[str], languages: tuple[str, ...], until: float, enough: int) -> list[str]:
    found: list[str] = []
    for one in candidates:
        if one not in found and all(known_in(languages, part) for part in one.split(" ")):
            found.append(one)
        if len(found) >= enough or time.monotonic() > until:
            break
    return found


def _like(word: str, found: str) -> str:
    return found[:1].upper() + found[1:] if word[:1].isupper() else found


def _one_letter(word: str) -> Iterator[str]:
    yield from _near(word)
    yield from _letters(word)


def _near(word: str) -> Iterator[str]:
    """The faults that people make most: two letters turned round, one doubled, one too many."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word)):
        yield word[: at + 1] + word[at:]
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _letters(word: str) -> Iterator[str]:
    for at in range(len(word)):
        for letter in LETTERS:
            yield word[:at] + letter + word[at + 1 :]
    for at in range(len(word) + 1):
        for letter in LETTERS:
            yield word[:at] + letter + word[at:]


def _in_two(word: str) -> Iterator[str]:
    for at in range(2, len(word) - 1):
        yield f"{word[:at]} {word[at:]}"


def _two_letters(word: str) -> Iterator[str]:
    """Two faults of which one is of the commonest; accents as well."""
    for once in dict.fromkeys(_near(word)):
        yield from _near(once)
        yield from with_accents(once)


@lru_cache(maxsize=4096)
def near_by_accents(word: str, languages: tuple[str, ...]) -> bool:
    """Whether the word is right but for accents that are not there: Senegal, Ecole, Algerie."""
    if len(word) > LONGEST_NAME:
        return False
    return any(_single(one, languages) for one in with_accents(word))


@lru_cache(maxsize=4096)
def near_miss(word: str, languages: tuple[str, ...]) -> bool:
    """Whether a word that is right differs by accents, or by one of the commonest faults.

    So long a word is no name.
    """
    lower = word[:1].lower() + word[1:]
    if len(word) > LONGEST_NAME:
        return True
    near = {*with_accents(lower), *_near(lower)}
    if any(_single(one, languages) for one in near):
        return True
    halves = (pair.split(" ") for pair in _in_two(lower))
    return any(all(len(half) > 2 and _single(half, languages) for half in pair) for pair in halves)


def _single(word: str, languages: tuple[str, ...]) -> bool:
    return any(dictionary(language).hunspell.spell(word) for language in languages)
