"""The language of a text: its script, the small words it is built with, and the endings of its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from channels_mgmt.inbox.suggestions.lexicons import DATA, LANGUAGE, Found
from channels_mgmt.inbox.suggestions.words import Token, readable, tokens

ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3]")
IN_ARABIC = ("ar", "arq")
IN_LATIN = ("fr", "en", "arq", "wo", "wes")
DIGIT_AS_LETTER = re.compile(r"[a-z][379][a-z]|^[379][a-z]{2}|[a-z]{2}[379]$")
"""Letters that Latin script lacks, as Darija is typed: 3 for ع, 7 for ح, 9 for ق."""
DIGITS_COUNT = 1.2
PIECE = 3
FLOOR = 0.4
"""What a piece of a word never seen in a language counts, beside those seen."""
PIECES_COUNT = 0.2
"""How much three letters say, beside a small word of weight 1. Pieces overlap."""
STRONGEST_PIECE = 1.2


def is_arabic(form: str) -> bool:
    return bool(ARABIC_LETTER.search(form))


def pieces(form: str) -> Iterable[str]:
    padded = f" {form} "
    return (padded[at : at + PIECE] for at in range(len(padded) - PIECE + 1))


@lru_cache(1)
def profiles() -> dict[str, dict[str, float]]:
    """For each piece of three letters, how much it speaks for each language, from the samples."""
    counts: dict[str, Counter[str]] = {}
    for path in sorted((DATA / "samples").glob("*.txt")):
        language = path.stem
        counted = counts.setdefault(language, Counter())
        for token in tokens_of_sample(path.read_text("utf-8")):
            counted.update(pieces(token.form))
    seen = set().union(*counts.values())
    spoken: dict[str, dict[str, float]] = {}
    for piece in seen:
        arabic = is_arabic(piece)
        among = [language for language in (IN_ARABIC if arabic else IN_LATIN) if language in counts]
        rates = {
            language: (counts[language][piece] + FLOOR) / (counts[language].total() + FLOOR * len(seen))
            for language in among
        }
        mean = sum(log(rate) for rate in rates.values()) / len(rates)
        spoken[piece] = {
            language: max(-STRONGEST_PIECE, min(STRONGEST_PIECE, log(rate) - mean))
            for language, rate in rates.items()
        }
    return spoken


def tokens_of_sample(text: str) -> list[Token]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return [token for line in lines for token in tokens(readable(line)) if token.type == "word"]


def scores(words: Sequence[Token], found: Sequence[Found]) -> tuple[dict[str, float], dict[str, list[Found]]]:
    """How much speaks for each language, and the small words that do."""
    written = [token for token in words if token.type == "word" and not token.form.isdigit()]
    arabic = sum(len(token.form) for token in written if is_arabic(token.form))
    latin = sum(len(token.form) for token in written) - arabic
    among = IN_ARABIC if arabic > latin else IN_LATIN
    total = dict.fromkeys(among, 0.0)
    reasons: dict[str, list[Found]] = {language: [] for language in among}
    for one in found:
        if one.entry.label == LANGUAGE and one.entry.value in total:
            total[one.entry.value] += one.entry.weight
            reasons[one.entry.value].append(one)
    if among is IN_LATIN:
        total["arq"] += DIGITS_COUNT * sum(bool(DIGIT_AS_LETTER.search(token.form)) for token in written)
    spoken = profiles()
    for token in written[:60]:
        for piece in pieces(token.form):
            for language, weight in spoken.get(piece, {}).items():
                if language in total:
                    total[language] += weight * PIECES_COUNT
    if among is IN_ARABIC and arabic:
        total["ar"] += 1.0
    return total, reasons
