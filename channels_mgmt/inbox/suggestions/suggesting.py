"""From the words of a text to what it probably is, and the words that say so.

Each label is a log-linear model: the weights of what speaks for a value are added, and the probability of a
value is its share of the exponentials, beside those of the other values and of *nothing*, whose score is
fixed. What few or weak words speak for therefore loses against nothing, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from channels_mgmt.inbox.suggestions import language, learning
from channels_mgmt.inbox.suggestions.learning import Learned
from channels_mgmt.inbox.suggestions.lexicons import (
    ABUSE,
    KIND,
    LANGUAGE,
    SENTIMENT,
    SHIFT,
    Found,
    lexicon,
)
from channels_mgmt.inbox.suggestions.words import Token, readable, tokens

NOTHING = {KIND: 0.9, SENTIMENT: 0.7, ABUSE: 1.6, LANGUAGE: 0.8}
"""The score of saying nothing."""
SURE = {KIND: 0.5, SENTIMENT: 0.5, ABUSE: 0.6, LANGUAGE: 0.6}
"""Below this probability nothing is said."""
REASONS = 4
OTHERS = 2
POSITIVE, NEGATIVE = "positive", "negative"
OPPOSITE = {POSITIVE: (NEGATIVE, 0.9), NEGATIVE: (POSITIVE, 0.4)}
"""What a negated word speaks for instead, and how much of its weight is left."""
BEFORE = 3
"""How many words before a word may negate it or make it stronger."""
STRONGER, WEAKER, LOUDER = 1.4, 0.6, 1.2


@dataclass(frozen=True)
class Guess:
    """A value that is probably right. `words` stand in the text, in its order, and speak for the value;
    `others` are the next best values, best first.
    """

    value: str
    probability: float
    words: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggested:
    """What a text probably is; None where nothing is sure enough to be said."""

    kind: Guess | None = None
    sentiment: Guess | None = None
    language: Guess | None = None
    abuse: Guess | None = None

    def __bool__(self) -> bool:
        return any((self.kind, self.sentiment, self.language, self.abuse))


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks for a value: the tokens `first` to `last`."""

    value: str
    weight: float
    first: int
    last: int


def suggest(text: str, *, learned: Learned | None = None) -> Suggested:
    """What the text probably is. Any text is taken, none raises; the same text gives the same.

    `learned` is what the brand's people taught: it moves what the lexicons say.
    """
    text = readable(text)
    words = tokens(text)
    if not words:
        return Suggested()
    found = lexicon().find(words)
    learned = learned or {}
    kinds = signs_of(found, KIND) + learnt(words, learned.get(KIND, {}))
    feelings = shifted(found, words) + leaning(kinds) + learnt(words, learned.get(SENTIMENT, {}))
    abuse = guess(ABUSE, signs_of(found, ABUSE), words, text)
    kind = guess(KIND, kinds, words, text)
    if abuse and (kind is None or abuse.probability > kind.probability):
        others = (kind.value, *kind.others)[:OTHERS] if kind else ()
        kind = Guess(abuse.value, abuse.probability, abuse.words, others)
    return Suggested(kind, guess(SENTIMENT, feelings, words, text), guess_language(words, found, text), abuse)


def signs_of(found: Iterable[Found], label: str) -> list[Sign]:
    """The entries of a label that stand in the text, each phrase once."""
    return [
        Sign(one.entry.value, one.entry.weight, one.first, one.last)
        for one in found
        if one.entry.label == label
    ]


def learnt(words: Sequence[Token], counts: Mapping[str, Mapping[str, int]]) -> list[Sign]:
    return [Sign(value, weight, at, at) for at, value, weight in learning.weights(words, counts)]


def leaning(kinds: Iterable[Sign]) -> list[Sign]:
    """Whoever complains is hardly content: what speaks for a kind speaks a little for a sentiment."""
    leanings = lexicon().leanings
    return [
        Sign(sentiment, sign.weight * share, sign.first, sign.last)
        for sign in kinds
        for sentiment, share in leanings.get(sign.value, {}).items()
    ]


def shifted(found: Sequence[Found], words: Sequence[Token]) -> list[Sign]:
    """The signs of a sentiment, turned by negations, stronger and weaker by what stands before them."""
    feelings = signs_of(found, SENTIMENT)
    inside = {place for sign in feelings for place in range(sign.first, sign.last + 1)}
    shifts = {
        one.last: one.entry.value
        for one in found
        if one.entry.label == SHIFT and one.first not in inside and one.entry.value != "passed_over"
    }
    return [turned(sign, words, shifts) for sign in feelings]


def turned(sign: Sign, words: Sequence[Token], shifts: Mapping[int, str]) -> Sign:
    value, weight = sign.value, sign.weight
    negated = False
    for at in range(sign.first - 1, max(-1, sign.first - 1 - BEFORE), -1):
        if words[at].type == "mark":
            break
        shift = shifts.get(at)
        if shift == "negation":
            negated = True
        elif shift:
            weight *= STRONGER if shift == "stronger" else WEAKER
    if shifts.get(sign.last + 1) == "stronger":
        weight *= STRONGER
    if words[sign.first].loud:
        weight *= LOUDER
    if negated and value in OPPOSITE:
        value, left = OPPOSITE[value]
        weight *= left
    return Sign(value, weight, sign.first, sign.last)


def guess(label: str, signs: Sequence[Sign], words: Sequence[Token], text: str) -> Guess | None:
    """The value that the signs speak for, if it is sure enough."""
    total: dict[str, float] = {}
    met: set[tuple[str, str]] = set()
    reasons: dict[str, list[Sign]] = {}
    for sign in signs:
        said = (sign.value, " ".join(token.form for token in words[sign.first : sign.last + 1]))
        if said in met:
            continue
        met.add(said)
        total[sign.value] = total.get(sign.value, 0.0) + sign.weight
        reasons.setdefault(sign.value, []).append(sign)
    chosen = choose(label, total)
    if chosen is None:
        return None
    value, probability, others = chosen
    return Guess(value, probability, told(reasons.get(value, []), words, text), others)


def choose(label: str, total: Mapping[str, float]) -> tuple[str, float, tuple[str, ...]] | None:
    """The best value with its probability and the next best ones; None where it is not sure."""
    if not total:
        return None
    ranked = sorted(total, key=lambda value: (-total[value], value))
    top = max(total[ranked[0]], NOTHING[label])
    shares = {value: exp(total[value] - top) for value in ranked}
    probability = shares[ranked[0]] / (sum(shares.values()) + exp(NOTHING[label] - top))
    if probability < SURE[label]:
        return None
    return ranked[0], round(probability, 3), tuple(v for v in ranked[1 : OTHERS + 1] if total[v] > 0)


def guess_language(words: Sequence[Token], found: Sequence[Found], text: str) -> Guess | None:
    if not any(token.type == "word" and not token.form.isdigit() for token in words):
        return None
    total, reasons = language.scores(words, found)
    chosen = choose(LANGUAGE, total)
    if chosen is None:
        return None
    value, probability, others = chosen
    signs = [Sign(value, one.entry.weight, one.first, one.last) for one in reasons[value]]
    return Guess(value, probability, told(signs, words, text), others)


def told(signs: Sequence[Sign], words: Sequence[Token], text: str) -> tuple[str, ...]:
    """The words of the strongest signs as they stand in the text, in its order, each once."""
    spans = {(sign.first, sign.last) for sign in signs}
    widest = [
        sign
        for sign in signs
        if not any(
            first <= sign.first and sign.last <= last for first, last in spans - {(sign.first, sign.last)}
        )
    ]
    strongest = sorted(widest, key=lambda sign: (-sign.weight, sign.first))
    chosen: dict[str, tuple[int, str]] = {}
    for sign in strongest:
        written = text[words[sign.first].start : words[sign.last].end]
        chosen.setdefault(written.casefold(), (sign.first, written))
        if len(chosen) == REASONS:
            break
    return tuple(written for _place, written in sorted(chosen.values()))
