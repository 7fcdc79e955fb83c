"""Themes found in the words of messages: what joins, what parts, what rises; the same each time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.weekly.themes import Said, themes_of
from reporting.weekly.themes.changes import FALLS, NEW, RISES, STEADY, change_of
from reporting.weekly.themes.reading import stem_of, words_of, written_in

OUTAGE = (
    "Encore une coupure de réseau à Bonabéri",
    "Les coupures de reseau ça suffit !!",
    "Coupure de réseau depuis 6 h",
    "coupure de réseau ici aussi",
)
BILLS = (
    "Ma facture est fausse",
    "deux factures pour le même mois ?",
    "Je n'ai pas reçu ma facture",
    "Facturé deux fois",
)


def said(*texts: str, ago: int = 0, theme: str = "") -> list[Said]:
    return [Said(ago, f"{ago}-{text}", text, theme) for text in texts]


def named(rows: list[dict[str, object]]) -> dict[object, object]:
    return {row["theme"]: row["count"] for row in rows}


@pytest.mark.parametrize(
    "words",
    [
        "coupure Coupures COUPURE",
        "réseau reseaux Réseaux",
        "facture factures facturé facturée facturer facturez",
        "signal signaux",
        "delay delays delayed",
        "bill bills billing billed",
        "delivery deliveries",
        "bloqué bloquée bloqués bloquer",
    ],
)
def test_inflections_are_one_word(words: str) -> None:
    assert len({stem_of(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "word",
    [
        "bonjour",
        "svp",
        "merci",
        "coucou",
        "hey",
        "salut",
        "depuis",
        "toujours",
        "please",
        "hello",
        "the",
        "urgent",
        "problème",
        "question",
    ],
)
def test_small_words_of_both_languages_say_nothing(word: str) -> None:
    assert stem_of(word) == ""


def test_addresses_names_and_numbers_are_no_words() -> None:
    assert words_of("@Awa https://exemple.test/reseau awa@exemple.test 2026 &amp;") == frozenset()


def test_words_that_follow_each_other_are_a_pair_as_they_are_written() -> None:
    assert written_in("Encore une Coupure de réseau. Facture fausse")["coupur reseau"] == "Coupure de réseau"
    assert "reseau factur" not in written_in("Coupure de réseau. Facture fausse")


def test_messages_that_share_their_words_are_a_theme_named_by_them() -> None:
    rows = themes_of(said(*OUTAGE, *BILLS, "Super", "Félicitations à l'équipe"))
    assert named(rows) == {"coupure de réseau": 4, "facture": 4}
    assert {row["source"] for row in rows} == {"found"}


def test_french_and_english_are_read_alike() -> None:
    rows = themes_of(
        said("Network down in Buea", "The network is down again", "no network since noon", *BILLS)
    )
    assert named(rows) == {"facture": 4, "network": 3}


def test_what_fewer_than_three_people_wrote_is_no_theme() -> None:
    one_person = [Said(0, "awa", f"{text} {number}") for number, text in enumerate(OUTAGE)]
    assert themes_of(one_person) == []
    assert themes_of(said(*OUTAGE[:2])) == []


def test_a_theme_that_somebody_said_stands_and_its_words_are_not_read() -> None:
    rows = themes_of([*said(*OUTAGE, theme="Réseau"), *said(*BILLS)])
    assert [(row["theme"], row["count"], row["source"]) for row in rows] == [
        ("Réseau", 4, "said"),
        ("facture", 4, "found"),
    ]


def test_what_rises_is_told_from_what_is_always_there() -> None:
    usual = [one for ago in range(1, 5) for one in said(*BILLS, ago=ago)]
    outage = said(*OUTAGE, *(f"réseau coupure {number}" for number in "abcdefgh"))
    rows = {row["theme"]: row for row in themes_of([*said(*BILLS), *usual, *outage])}
    assert rows["facture"]["change"] == STEADY
    assert (rows["facture"]["before"], rows["facture"]["mean"]) == (4, 4.0)
    (risen,) = [row for row in rows.values() if row["change"] == NEW]
    assert risen["count"] == 12


def test_what_has_gone_is_told_too() -> None:
    before = [one for ago in range(1, 5) for one in said(*OUTAGE, *(f"coupure {n}" for n in "abc"), ago=ago)]
    rows = {row["change"]: row for row in themes_of([*said(*BILLS), *before])}
    assert (rows[FALLS]["count"], rows[FALLS]["before"]) == (0, 7)


def test_without_earlier_weeks_nothing_is_said_of_changes() -> None:
    (row,) = themes_of(said(*BILLS))
    assert (row["change"], row["mean"], row["before"]) == (None, None, 0)


def test_words_that_people_named_find_their_theme_and_dropped_ones_none() -> None:
    everything = [*said(*OUTAGE, *BILLS), *said("Antenne en panne", theme="Réseau")]
    rows = themes_of(everything, rules={"reseau": "Réseau", "coupur": "Réseau", "factur": ""})
    assert named(rows) == {"Réseau": 5}
    assert rows[0]["words"] == ["coupur", "reseau"]


def test_the_brands_own_name_is_no_theme() -> None:
    texts = ("Nyongtel toujours", "Bravo Nyongtel", "Nyongtel vraiment", "Nyongtel !")
    assert named(themes_of(said(*texts))) == {"nyongtel": 4}
    assert themes_of(said(*texts), silent=["Nyongtel"]) == []


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_messages_changes_nothing(shuffler: random.Random) -> None:
    everything = [*said(*OUTAGE, *BILLS), *said(*BILLS, ago=1), *said(*OUTAGE, ago=2)]
    mixed = list(everything)
    shuffler.shuffle(mixed)
    assert themes_of(mixed) == themes_of(everything)


@settings(max_examples=40)
@given(st.lists(st.text(max_size=40), max_size=30))
def test_whatever_is_written_each_message_is_counted_once_at_most(texts: list[str]) -> None:
    rows = themes_of([Said(0, str(number), text) for number, text in enumerate(texts)])
    assert sum(row["count"] for row in rows) <= len(texts)
    assert len({row["theme"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("now", "earlier", "change"),
    [
        (3, [0, 0, 0, 0], NEW),
        (2, [0, 0, 0, 0], STEADY),
        (12, [3, 2, 4, 3], RISES),
        (5, [3, 2, 4, 3], STEADY),
        (0, [6, 7, 5, 6], FALLS),
        (3, [], None),
        (3, [2], STEADY),
    ],
)
def test_changes_that_chance_explains_are_none(now: int, earlier: list[int], change: str | None) -> None:
    assert change_of(now, earlier) == change
