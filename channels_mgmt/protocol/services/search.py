"""Which situations of the protocol a text is about: by its words, without accents and with slips.

PostgreSQL compares: stems of the French configuration without accents, beginnings of words, and for a word
that no situation of the brand has, the nearest ones by their trigrams (`pg_trgm`).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.models import EntryVersion
from cmhub.lib.likeness import SAID_FOR_NOTHING
from cmhub.lib.text import fold

WORD = re.compile(r"[^\W_]+")
READ = 2_000
"""Characters of a text in which words are looked for."""
MOST_WORDS = 24
SHORTEST = 3
ALIKE, ALIKE_LONG, LONG = 0.4, 0.35, 7
"""From which likeness of trigrams a word that is known nowhere is taken for a slip; from LONG letters on a
smaller one is enough.
"""
ENOUGH = 0.5
"""From which a situation is said to fit: any word of its title, theme or description, or rare ones of its
answers together.
"""
POLITE = frozenset(
    [
        "bonjour",
        "bonsoir",
        "salut",
        "merci",
        "svp",
        "stp",
        "cordialement",
        "hello",
        "please",
        "thank",
        "thanks",
    ]
)
"""Words of messages and answers alike that say nothing of their subject."""
SAME_KIND = 1.5
OTHER_KIND = 0.8

FOUND = """
WITH asked AS MATERIALIZED (
    SELECT typed.word, lower(unaccent(typed.word)) AS plain, stem.lexeme
    FROM unnest(%(words)s::text[]) AS typed(word)
    CROSS JOIN LATERAL unnest(to_tsvector('cmhub_french', typed.word)) AS stem
), said AS MATERIALIZED (
    SELECT version.id, version.kind, word.lexeme,
        CASE WHEN 'A' = ANY(word.weights) THEN 1.0 WHEN 'B' = ANY(word.weights) THEN 0.8
             WHEN 'C' = ANY(word.weights) THEN 0.5 ELSE 0.3 END AS weight
    FROM protocol_entryversion version CROSS JOIN LATERAL unnest(version.searched) AS word
    WHERE version.brand_id = %(brand)s AND version.superseded_at IS NULL AND (
        %(day)s::date IS NULL OR version.valid_from <= %(day)s::date
        AND (version.valid_until IS NULL OR version.valid_until > %(day)s::date))
), known AS MATERIALIZED (
    SELECT lexeme, count(*) AS held FROM said GROUP BY lexeme
), exact AS MATERIALIZED (
    SELECT asked.word, known.lexeme, known.held, 1.0 AS surety
    FROM asked JOIN known ON known.lexeme = asked.lexeme
        OR length(asked.plain) > 3 AND starts_with(known.lexeme, asked.plain)
), slips AS (
    SELECT asked.word, known.lexeme, known.held, 0.7 AS surety
    FROM asked JOIN known ON length(asked.plain) > 3 AND left(known.lexeme, 1) = left(asked.plain, 1)
        AND (least(abs(length(known.lexeme) - length(asked.lexeme)),
                   abs(length(known.lexeme) - length(asked.plain))) <= 2
            OR length(known.lexeme) > 4 AND starts_with(asked.plain, known.lexeme))
    WHERE asked.word NOT IN (SELECT word FROM exact) AND (
        greatest(similarity(asked.lexeme, known.lexeme), strict_word_similarity(asked.plain, known.lexeme))
            >= CASE WHEN length(asked.plain) < %(long)s THEN %(alike)s ELSE %(alike_long)s END
        OR length(known.lexeme) = length(asked.lexeme) AND length(known.lexeme) > 3
            AND translate(asked.lexeme, known.lexeme, '') = ''
            AND translate(known.lexeme, asked.lexeme, '') = '')
), best AS (
    SELECT said.id, said.kind, meant.word, max(said.weight * meant.surety) AS weight,
        max(said.weight * meant.surety / (1 + ln(meant.held))) AS score
    FROM said JOIN (SELECT * FROM exact UNION ALL SELECT * FROM slips) AS meant USING (lexeme)
    GROUP BY said.id, said.kind, meant.word
)
SELECT id, sum(score) * CASE WHEN %(kind)s = '' OR kind = '' THEN 1 WHEN kind = %(kind)s THEN %(same)s
    ELSE %(other)s END AS score, max(weight) AS weight, array_agg(word ORDER BY score DESC, word) AS words
FROM best GROUP BY id, kind ORDER BY 2 DESC, id
"""


@dataclass(frozen=True)
class Match:
    """A situation that fits a text: because of which of its words, and the answer in its language."""

    version: EntryVersion
    words: tuple[str, ...]
    score: float
    language: str
    answer: str


@dataclass(frozen=True)
class Found:
    """A version, how it ranks, what its best word alone weighs, and the words that it has."""

    version: int
    score: float
    weight: float
    words: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return max(self.score, self.weight) >= ENOUGH


def matching(
    brand: Brand, text: str, kind: str = "", language: str = "", *, at: datetime, limit: int = 3
) -> list[Match]:
    """The situations valid then that fit a message, the best first, in two queries; none for a text without
    words that tell anything. Where no word fits, the situations of the kind, if they are few.

    Those of the message's `kind` come before others that fit as well. Where an answer is not written in the
    `language` of the message, the one that there is stands for it.
    """
    day = brand.agency.day_of(at)
    found = [one for one in find(brand, text, kind=kind, day=day) if one.fits][:limit]
    if not found and kind:
        return alone_of_kind(brand, kind, language, day=day, limit=limit)
    versions = EntryVersion.objects.select_related("department").in_bulk([one.version for one in found])
    return [
        Match(version, one.words, one.score, *version.answer_in(language))
        for one in found
        if (version := versions.get(one.version))
    ]


def alone_of_kind(brand: Brand, kind: str, language: str, *, day: date, limit: int) -> list[Match]:
    """The situations of a kind, where there are no more than `limit`: no word says which of many it is."""
    of_kind = EntryVersion.objects.filter(brand=brand, kind=kind).in_use().select_related("department")
    valid = [version for version in of_kind.order_by("pk")[: limit + 1] if version.is_valid_on(day)]
    if len(valid) > limit:
        return []
    return [Match(version, (), 0.0, *version.answer_in(language)) for version in valid]


def having_most(brand: Brand, words: str, *, day: date | None) -> list[int]:
    """For a list: the versions that have as many of the words as any other."""
    found = find(brand, words, day=day)
    most = max((len(one.words) for one in found), default=0)
    return [one.version for one in found if len(one.words) == most]


def find(brand: Brand, text: str, *, kind: str = "", day: date | None) -> list[Found]:
    """All versions in use that have any word of the text, the best first; valid on `day`, where one is given.

    A word counts more in the situation than in the answer, and the less the more situations have it.
    """
    words = telling(text)
    if not words:
        return []
    given: dict[str, Any] = {"words": words, "brand": brand.pk, "day": day, "kind": kind}
    given |= {"alike": ALIKE, "alike_long": ALIKE_LONG, "long": LONG, "same": SAME_KIND, "other": OTHER_KIND}
    with connection.cursor() as cursor:
        cursor.execute(FOUND, given)
        return [
            Found(pk, float(score), float(weight), tuple(had)) for pk, score, weight, had in cursor.fetchall()
        ]


def telling(text: str) -> list[str]:
    """The words of a text that tell its subject, as they are typed, each once; all where none does."""
    typed: dict[str, str] = {}
    for word in WORD.findall(text[:READ].replace("\x00", " ")):
        if not word.isdigit():
            typed.setdefault(fold(word), word.lower())
    empty = SAID_FOR_NOTHING | POLITE
    told = [said for plain, said in typed.items() if len(plain) >= SHORTEST and plain not in empty]
    return (told or list(typed.values()))[:MOST_WORDS]
