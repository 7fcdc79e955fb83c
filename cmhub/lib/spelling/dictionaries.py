"""The dictionaries, each read once a process when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hunspell import Hunspell

from cmhub.lib.text import fold

DATA = Path(__file__).parent / "data"
FRENCH, ENGLISH = "fr", "en"
LANGUAGES = (FRENCH, ENGLISH)
FURTHER = {ENGLISH: ("en-gb.dic",)}
"""English is right as written in London and in New York; the affixes of both are the same."""
ELIDED = frozenset(
    ("l", "d", "j", "n", "s", "t", "m", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu")
)
AFTER_A_VERB = frozenset(
    ("je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "t", "moi", "toi", "le", "la", "les")
) | frozenset(("lui", "leur", "y", "en", "ce", "là", "ci"))
PARTS = re.compile(r"[-']")


class Dictionary:
    """The words of a language, those of its region and of networks among them."""

    def __init__(self, language: str) -> None:
        self.hunspell = Hunspell(language, hunspell_data_dir=str(DATA), system_encoding="UTF-8")
        for name in FURTHER.get(language, ()):
            self.hunspell.add_dic(str(DATA / name))
        self.besides = _lines("words.txt") | _lines(f"words-{language}.txt")

    def knows(self, word: str, own: frozenset[str] = frozenset()) -> bool:
        """Whether the word is right as it is written; `own` are further words, in lower case."""
        word = word.replace("’", "'")
        return self._whole(word, own) or self._in_parts(word, own)

    def _whole(self, word: str, own: frozenset[str]) -> bool:
        lower = word.casefold()
        if lower in self.besides or lower in own:
            return True
        if lower.endswith("s") and (lower[:-1] in self.besides or lower[:-1] in own):
            return True
        return bool(self.hunspell.spell(word))

    def _in_parts(self, word: str, own: frozenset[str]) -> bool:
        """Words that an apostrophe or hyphens put together: each is right for itself."""
        parts = PARTS.split(word)
        if len(parts) == 1 or not all(parts):
            return False
        elided = {part for part in parts[:-1] if part.casefold() in ELIDED}
        rest = [part for part in parts if part not in elided]
        return all(part.casefold() in AFTER_A_VERB or self._whole(part, own) for part in rest)


def _lines(name: str) -> frozenset[str]:
    path = DATA / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    words = " ".join(line.partition("#")[0] for line in lines).split()
    return frozenset(word.casefold() for word in words)


@cache
def dictionary(language: str) -> Dictionary:
    return Dictionary(language)


def known_in(languages: Iterable[str], word: str, own: frozenset[str] = frozenset()) -> bool:
    return any(dictionary(language).knows(word, own) for language in languages)


ACCENTS = {"a": "aàâ", "e": "eéèêë", "i": "iîï", "o": "oôœ", "u": "uùûü", "c": "cç"}
MOST_VARIANTS = 96


def with_accents(word: str) -> list[str]:
    """The word with other accents on its letters, as many ways as are sensible; itself left out."""
    made = [""]
    for letter in word.replace("oe", "œ").replace("Oe", "Œ").replace("OE", "Œ"):
        plain = fold(letter)
        others = ACCENTS.get(plain, "") if len(plain) == 1 else ""
        choices = (others.upper() if letter.isupper() else others) or letter
        room = len(made) * len(choices) <= MOST_VARIANTS
        made = [head + choice for head in made for choice in (choices if room else letter)]
    return [one for one in made if one != word]
