"""What people write wrong, and what they write right: sentences of `tests/publishing/sentences`.

A fault marked `~` asks for understanding the sentence (accords, homophones): no dictionary judges it, and it
counts against what is found when the whole is measured (`benchmarks/spelling.py`).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cmhub.lib.spelling import check, language_of, suggestions
from tests.lib.sentences import FAULTY, OWN, RIGHT, UNSEEN, Sentence, measured


@pytest.mark.parametrize("sentence", FAULTY, ids=lambda one: one.text[:50])
def test_the_faults_that_a_dictionary_can_see_are_found_and_nothing_else(sentence: Sentence) -> None:
    found = Counter(one.text for one in check(sentence.text, language=sentence.language))
    assert found == Counter(sentence.judged)


@pytest.mark.parametrize("sentence", RIGHT, ids=lambda one: one.text[:50])
def test_nothing_is_found_in_what_is_right(sentence: Sentence) -> None:
    assert check(sentence.text, language=sentence.language, own=OWN) == ()


def test_there_are_enough_sentences_of_each_kind() -> None:
    assert Counter(one.language for one in FAULTY)["fr"] >= 60
    assert Counter(one.language for one in FAULTY)["en"] >= 40


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_measured_counts_what_cannot_be_judged_as_missed(language: str) -> None:
    precision, recall, of_all = measured(language, OWN)
    assert precision >= 0.95
    assert recall >= 0.95
    assert of_all < recall


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sentences_on_which_no_rule_was_mended_are_read_nearly_as_well(language: str) -> None:
    precision, recall, _of_all = measured(language, sentences=UNSEEN)
    assert precision >= 0.8
    assert recall >= 0.75


@pytest.mark.parametrize("sentence", [*FAULTY, *RIGHT], ids=lambda one: one.text[:50])
def test_the_language_of_a_text_is_told_by_its_words(sentence: Sentence) -> None:
    assert language_of(sentence.text) == sentence.language


def test_words_of_the_other_language_are_right_where_somebody_says_so() -> None:
    text = "Rejoignez notre meeting, the best of the year, avec un bon moment."
    assert [one.text for one in check(text, language="fr")] != []
    assert check(text, language="fr", also=("en",)) == ()


@pytest.mark.parametrize(
    ("word", "language", "wanted"),
    [
        ("evenement", "fr", "événement"),
        ("parceque", "fr", "parce que"),
        ("aceuil", "fr", "accueil"),
        ("acceuillons", "fr", "accueillons"),
        ("recu", "fr", "reçu"),
        ("Telephone", "fr", "Téléphone"),
        ("ofre", "fr", "offre"),
        ("recieve", "en", "receive"),
        ("buisness", "en", "business"),
        ("adress", "en", "address"),
    ],
)
def test_what_was_meant_is_among_what_is_proposed(word: str, language: str, wanted: str) -> None:
    assert wanted in suggestions(word, (language,))


def test_what_is_found_says_where_it_stands_and_what_would_stand_there() -> None:
    (one,) = check("Un coup de coeur 💚 pour vous.", language="fr")
    assert ("Un coup de coeur 💚 pour vous."[one.start : one.end], one.better) == ("coeur", "cœur")


@pytest.mark.parametrize(
    "text",
    ["", " ", "a" * 20_000, "Eeeeeeeaeiouaaaoeeee-aouiea. " * 400, "ab-" * 4000, '"' * 12_000, "." * 12_000],
)
def test_any_text_is_taken(text: str) -> None:
    for language in ("fr", "en"):
        for one in check(text, language=language):
            assert text[one.start : one.end] == one.text


def test_names_beyond_those_looked_at_pass() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = ". ".join(f"Zor{a}v{b}x" for a in letters[:20] for b in letters[:20])
    assert len(check(names, language="fr")) <= 60


def test_every_rule_has_words_for_people() -> None:
    from channels_mgmt.publishing.checked import RULES
    from cmhub.lib.spelling.typography import ENGLISH, FRENCH

    assert {rule.code for rule in (*FRENCH, *ENGLISH)} | {"spelling", "ligature"} == set(RULES)


def test_the_dictionaries_are_those_on_file() -> None:
    from scripts import verify_vendor

    recorded = verify_vendor.recorded()
    assert {Path(path).name for path in recorded} >= {"fr.dic", "fr.aff", "en.dic", "en.aff", "en-gb.dic"}
    assert verify_vendor.differences() == []
