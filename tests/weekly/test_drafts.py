"""What the product writes of a week: golden texts, reviewed for grammar, and what they never do."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any, cast

import pytest

from reporting.weekly.drafting import WeekTold, draft_of
from reporting.weekly.drafting.facts import Fact, paragraphs_of
from reporting.weekly.drafting.phrases import (
    GOES_ON,
    LANGUAGES,
    SLOT,
    phrases_of,
    sentence_of,
    typeset,
)
from reporting.weekly.reading import brief_in
from tests.translations.test_catalogue import UNFRENCH
from tests.weekly.told_weeks import USUAL, WEEKS, figures, theme, times, week

GOLDEN = tomllib.loads((Path(__file__).parent / "golden_drafts.toml").read_text(encoding="utf-8"))
TURN = "wouri:2026-W45"
COUNTED = [
    "opened",
    "people",
    "before",
    "mean",
    "count",
    "days",
    "needing",
    "answered",
    "n",
    "negative",
    "told",
    "late",
    "posts",
    "planned",
    "growth",
    "unknown",
    "measured",
    "reached",
]
CODES = [code for code in phrases_of("fr") if code not in ("kinds", "words")]


def codes(told: WeekTold) -> list[str]:
    return [fact.code for fact in chain.from_iterable(paragraphs_of(told))]


def test_each_kind_of_week_has_a_golden_text() -> None:
    assert GOLDEN.keys() == WEEKS.keys()
    assert len(WEEKS) >= 12


@pytest.mark.parametrize("kind", WEEKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_draft_is_the_golden_text(kind: str, language: str) -> None:
    assert draft_of(WEEKS[kind], TURN)[language]["text"] == GOLDEN[kind][language].strip()


@pytest.mark.parametrize("kind", WEEKS)
def test_french_is_set_with_its_spaces_and_signs(kind: str) -> None:
    drafted = draft_of(WEEKS[kind], TURN)["fr"]
    for text in (drafted["text"], *drafted["brief"]):
        assert [fault for fault, pattern in UNFRENCH.items() if pattern.search(text)] == []
        assert not re.search(r"(?<![\u00a0\u202f])%", text)


@pytest.mark.parametrize("kind", WEEKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_has_three_sentences_at_most_and_each_is_one(kind: str, language: str) -> None:
    brief = draft_of(WEEKS[kind], TURN)[language]["brief"]
    assert 1 <= len(brief) <= 3
    assert all(one[0].isupper() or one[0].isdigit() for one in brief)
    assert all(one.endswith(".") and not one.endswith("..") for one in brief)


def test_the_same_week_says_the_same_and_others_say_it_otherwise() -> None:
    told = WEEKS["a usual week"]
    assert draft_of(told, TURN) == draft_of(told, TURN)
    assert len({draft_of(told, f"wouri:2026-W{number}")["fr"]["text"] for number in range(10, 30)}) > 5


def test_both_languages_can_say_every_fact_with_the_same_values() -> None:
    french, english = phrases_of("fr"), phrases_of("en")
    assert french.keys() == english.keys()
    assert french["kinds"].keys() == english["kinds"].keys()
    for code in CODES:
        assert french[code]
        assert english[code]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_no_way_of_saying_a_fact_leaves_anything_open(code: str, language: str) -> None:
    """Each phrase is filled in by values that the fact is known to have, in singular and plural."""
    for number in (1, 2):
        named = dict.fromkeys(COUNTED, number)
        words = {
            "theme": "réseau",
            "department": "Technique",
            "channels": ["Facebook", "X"],
            "kind": "complaint",
        }
        spans = {"rate": 0.5, "before_rate": 0.25, "median_time": 60, "p90_time": 120, "before_time": 90}
        themes = [theme("réseau", 9, 2.0, "rises")]
        values = {**named, **words, **spans, "list": themes, "moves": themes}
        for turn in range(8):
            said = sentence_of(Fact(code, values), language, str(turn))
            assert not re.search(r"[{}#~|]", said)
            assert said.endswith(".") != (
                code in GOES_ON or (code.startswith("answers_") and code != "answers_not_needed")
            )


def test_numbers_agree_as_each_language_has_it() -> None:
    def said(language: str, count: float) -> str:
        return sentence_of(Fact("crisis_prone", {"count": count}), language, TURN)

    assert said("fr", 1) == "La veille a relevé 1\u00a0élément crisogène."
    assert said("fr", 2) == "La veille a relevé 2\u00a0éléments crisogènes."
    assert said("en", 1) == "The watch found 1 crisis-prone item."
    assert said("en", 2) == "The watch found 2 crisis-prone items."
    falls = {"theme": "colis", "count": 0, "mean": 1.5}
    assert "0\u00a0interaction," in sentence_of(Fact("theme_falls", falls), "fr", TURN)
    assert "0 interactions," in sentence_of(Fact("theme_falls", falls), "en", TURN)


@pytest.mark.parametrize(("kind", "said"), [("complaint", "nombreuses"), ("technical_problem", "nombreux")])
def test_adjectives_agree_with_the_kind(kind: str, said: str) -> None:
    fact = Fact("kind_most", {"kind": kind, "count": 12, "told": 20})
    found = {sentence_of(fact, "fr", str(turn)) for turn in range(20)}
    assert any(f"plus {said}\u00a0:" in one for one in found)


def test_what_chance_explains_is_not_told_as_a_change() -> None:
    near = figures(
        206, 150, by_channel={"fb": 206}, needing=180, answered=172, first=times(172, 2500, 11_000)
    )
    told = codes(week(near, figures(200, 150, by_channel={"fb": 200}, needing=180, answered=170), mean=200.0))
    assert "volume_same" in told
    assert not {"volume_up", "volume_down", "time_up", "time_down", "mood_up", "mood_down"} & set(told)


def test_a_week_that_is_not_over_is_held_against_no_whole_week() -> None:
    told = codes(WEEKS["a week that is not over"])
    assert told[:2] == ["provisional", "volume_plain"]
    assert not {"posts", "posts_short", "theme_new", "missing_channel"} & set(told)


def test_few_are_counted_and_not_turned_into_shares() -> None:
    drafted = draft_of(WEEKS["few of everything"], TURN)
    assert "%" not in drafted["fr"]["text"] + drafted["en"]["text"]


def test_where_a_network_is_missing_totals_are_not_compared() -> None:
    told = codes(WEEKS["a network is missing"])
    assert told[:2] == ["volume_plain", "missing_channel"]


def test_what_nobody_measured_is_left_out() -> None:
    told = codes(week(figures(30, 20, needing=20, answered=20)))
    assert told == ["volume_plain", "answers_all", "mood_unknown"]


def test_names_of_themes_and_departments_are_said_as_they_are() -> None:
    odd = theme("{opened} # | ~ % : ?", 30, 2.0, "rises")
    text = draft_of(week(figures(200, 150), USUAL, themes=[odd]), TURN)["en"]["text"]
    assert "{opened} # | ~ % : ?" in text


def test_slots_of_phrases_are_written_as_the_product_reads_them() -> None:
    for language in LANGUAGES:
        for way in chain.from_iterable(phrases_of(language)[code] for code in CODES):
            assert not re.search(r"[{}#~|]", SLOT.sub("", way))


def test_no_break_spaces_are_set_in_french_alone() -> None:
    assert (
        typeset("3 interactions : « ici » ?", "fr") == "3\u00a0interactions\u00a0: «\u00a0ici\u00a0»\u202f?"
    )
    assert typeset("3 interactions : « ici » ?", "en") == "3 interactions : « ici » ?"


def test_the_themes_that_moved_most_are_told_whichever_way_and_guesses_last() -> None:
    themes = [
        {**theme("coucou", 3, 0.0, "new"), "source": "found"},
        {**theme("code", 14, 1.0, "new"), "source": "found"},
        theme("NyongCash", 8, 24.0, "falls"),
        theme("Recrutement", 6, 1.0, "rises"),
        theme("Réseau", 9, 27.0, "falls"),
    ]
    drafted = draft_of(week(figures(200, 150), USUAL, themes=themes), TURN)["fr"]
    told = drafted["text"]
    assert [told.index(name) for name in ("Réseau", "NyongCash", "Recrutement")] == sorted(
        told.index(name) for name in ("Réseau", "NyongCash", "Recrutement")
    )
    assert "«\u00a0Réseau\u00a0» recule (9, contre 27 en moyenne)" in told
    assert "«\u00a0Recrutement\u00a0» monte" in told
    assert "coucou" not in told
    assert "code" not in told


def test_a_theme_that_was_found_is_told_alone_only_where_it_is_heard_of_often() -> None:
    few = [{**theme("code", 4, 0.0, "new"), "source": "found"}]
    many = [{**theme("code", 14, 0.0, "new"), "source": "found"}]
    assert "theme_new" not in codes(week(figures(200, 150), USUAL, themes=few))
    assert "theme_new" in codes(week(figures(200, 150), USUAL, themes=many))


def test_who_reads_a_language_that_came_later_reads_what_was_written_in_french() -> None:
    class Stored:
        draft: Any = {"fr": {"brief": ["Une phrase."]}, "en": {"brief": ["A sentence."]}}

    assert brief_in(cast("Any", Stored), "en") == ["A sentence."]
    assert brief_in(cast("Any", Stored), "pt") == ["Une phrase."]
