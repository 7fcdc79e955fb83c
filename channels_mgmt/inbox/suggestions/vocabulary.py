"""The words that the lexicons know, and how a word as people write it is recognised as one of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from channels_mgmt.inbox.suggestions.words import LEET, LEET_WORD, STRETCHED, near, squeezed

SHORTEST_STEM = 3
SHORTEST_MISTYPED = 6
REMEMBERED = 4096


class Vocabulary:
    """Known words and stems; `recognise` gives those that a written form may stand for."""

    def __init__(self, forms: Iterable[str]) -> None:
        everything = set(forms)
        self.stems = {form for form in everything if form.endswith("*")}
        self.words = everything - self.stems
        self.longest_stem = max((len(stem) for stem in self.stems), default=0)
        self.by_squeezed: dict[str, str] = {}
        self.by_near: dict[str, str] = {}
        for word in sorted(self.words):
            self.by_squeezed.setdefault(squeezed(word), word)
            if len(word) >= SHORTEST_MISTYPED:
                for one in (word, *near(word)):
                    self.by_near.setdefault(one, word)
        self.recognise = lru_cache(REMEMBERED)(self._recognise)

    def _recognise(self, form: str) -> tuple[str, ...]:
        """The known words and stems that the form stands for, the word as it is written first."""
        found = self.exactly(form)
        for guess in () if found else self.mended(form):
            found = self.exactly(guess)
            if found:
                break
        return found or self.mistyped(form)

    def exactly(self, form: str) -> tuple[str, ...]:
        word = (form,) if form in self.words else ()
        ends = range(SHORTEST_STEM, min(len(form), self.longest_stem) + 1)
        return word + tuple(stem for end in ends if (stem := f"{form[:end]}*") in self.stems)

    def mended(self, form: str) -> Iterable[str]:
        """The form without stretched letters, in letters instead of digits, without a plural's ending."""
        if STRETCHED.search(form):
            yield STRETCHED.sub(r"\1\1", form)
            yield STRETCHED.sub(r"\1", form)
        if LEET_WORD.match(form):
            yield form.translate(LEET)
        if len(form) > 3:
            if known := self.by_squeezed.get(squeezed(form)):
                yield known
            for ending in ("s", "es", "e", "x"):
                if form.endswith(ending):
                    yield form.removesuffix(ending)

    def mistyped(self, form: str) -> tuple[str, ...]:
        """The known word that differs by one letter, or by two neighbours that changed places."""
        if len(form) < SHORTEST_MISTYPED or not form.isalpha():
            return ()
        for one in (form, *near(form)):
            if (word := self.by_near.get(one)) and abs(len(word) - len(form)) < 2:
                return (word,)
        return ()
