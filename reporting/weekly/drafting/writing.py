"""The summary of a report in both languages, and the three sentences that open it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cmhub.lib.numbers import NARROW_NO_BREAK_SPACE
from reporting.weekly.drafting.facts import Fact, WeekTold, paragraphs_of
from reporting.weekly.drafting.phrases import GOES_ON, LANGUAGES, sentence_of

BRIEF = 3
ANSWERS = "answers_"
SEMICOLON = {"fr": f"{NARROW_NO_BREAK_SPACE}; ", "en": "; "}
TELLING = (
    "missing_channel",
    "missing_days",
    "crisis_prone",
    "mood_up",
    "themes_move",
    "themes_rise",
    "theme_new",
    "theme_rises",
    "themes_fall",
    "departments_all_late",
    "departments_late",
    "departments_one_late",
    "time_up",
    "time_down",
    "mood_down",
    "theme_falls",
    "theme_gone",
    "departments_in_time",
    "departments_wait",
    "departments_wait_all",
    "departments_one_in_time",
    "departments_one_waits",
    "mood_share",
    "kind_most",
)
"""What the third sentence is about: the first of these that there is."""


def draft_of(week: WeekTold, turn: str) -> dict[str, Any]:
    """By language the `text`, its paragraphs parted by an empty line, and its `brief` of three sentences.

    `turn` says which of several ways to say a thing is taken: the same for the same brand and week.
    """
    paragraphs = paragraphs_of(week)
    return {
        language: {
            "text": "\n\n".join(
                text for facts in paragraphs if (text := " ".join(sentences(facts, language, turn)))
            ),
            "brief": sentences(brief_of([fact for facts in paragraphs for fact in facts]), language, turn),
        }
        for language in LANGUAGES
    }


def brief_of(facts: Sequence[Fact]) -> list[Fact]:
    """Volume, answers with their time, and what tells most of the rest."""
    said = [fact for fact in facts if fact.code.startswith(("volume_", ANSWERS)) or fact.code in GOES_ON]
    if not said:
        return list(facts[:BRIEF])
    third = min((fact for fact in facts if fact.code in TELLING), key=_rank, default=None)
    return [*said, third] if third else said


def _rank(fact: Fact) -> int:
    return TELLING.index(fact.code)


def sentences(facts: Iterable[Fact], language: str, turn: str) -> list[str]:
    """One sentence a fact; what goes on from the one before is joined to it."""
    found: list[str] = []
    for fact in facts:
        words = sentence_of(fact, language, turn).removesuffix(".")
        if fact.code in GOES_ON and found:
            found[-1] = f"{found[-1].removesuffix('.')}{SEMICOLON[language]}{words}."
        else:
            found.append(f"{words}.")
    return found
