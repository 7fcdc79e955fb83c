"""What a brand's own people taught: which words of its public go with what they said that a message is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log

from channels_mgmt.inbox.suggestions.lexicons import DATA, KIND, SENTIMENT, lines_of
from channels_mgmt.inbox.suggestions.words import Token, forms, readable, tokens

Learned = Mapping[str, Mapping[str, Mapping[str, int]]]
"""For each label and word, how many authors wrote the word in what was said to be each value."""

TAUGHT = (KIND, SENTIMENT)
SHORTEST, LONGEST_WORD = 3, 40
MOST_WORDS = 80
STRONGEST = 2.5
DOUBT = 2.0
"""As if so many had said something else: what few have taught weighs little."""


def teachable(text: str) -> set[str]:
    """The words of a text from which something can be learnt: not a language's small words, no numbers."""
    small = small_words()
    listed: list[str] = []
    for token in tokens(readable(text)):
        form = token.form
        if (
            token.type == "word"
            and SHORTEST <= len(form) <= LONGEST_WORD
            and form.isalpha()
            and form not in small
        ):
            listed.append(form)
    return set(list(dict.fromkeys(listed))[:MOST_WORDS])


@lru_cache(1)
def small_words() -> frozenset[str]:
    """Those by which languages, negations and the like are known."""
    files = [*sorted(DATA.glob("languages*.tsv")), DATA / "shifters.tsv"]
    phrases = [phrase for path in files for _value, _weight, listed in lines_of(path) for phrase in listed]
    return frozenset(form for phrase in phrases for form in forms(phrase))


def weights(
    words: Iterable[Token], learned: Mapping[str, Mapping[str, int]]
) -> Iterator[tuple[int, str, float]]:
    """What each word that was learnt says: its place, a value, and how much it speaks for that value.

    The weight is the logarithm of how often the value was said of messages with the word against how often
    something else was, with `DOUBT` on the other side.
    """
    met: set[str] = set()
    for place, token in enumerate(words):
        if token.form in met or not (counts := learned.get(token.form)):
            continue
        met.add(token.form)
        everything = sum(counts.values())
        for value, count in counts.items():
            weight = log((count + 0.5) / (everything - count + DOUBT * 0.5))
            if weight > 0:
                yield place, value, min(weight, STRONGEST)
