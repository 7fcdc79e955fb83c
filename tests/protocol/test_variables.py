"""What answers leave open: filled, told, and no deviation."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_mgmt.protocol.variables import (
    LONGEST_VALUE,
    VARIABLES,
    fill,
    left_open,
    says_the_same,
    stray_brace,
)
from tests.cast import Cast, client_of
from tests.protocol.test_entries import form_of

ANSWER = "Bonjour {prénom}, {marque} vous répond au {Ligne directe}.\nCordialement, {signature}"
VALUES = {"first_name": "Awa", "brand": "Wouri", "direct_line": "8100", "signature": "Boris"}

plain = st.text(st.characters(codec="utf-8", exclude_characters="{}\r\n\x00"), max_size=30)
short = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_characters="{}"), max_size=20)
names = st.sampled_from([name for one in VARIABLES for name in (one.french, one.english)] + ["numéro"])
answers = st.lists(st.one_of(plain, names.map(lambda name: f"{{{name}}}")), max_size=8).map("".join)
values = st.dictionaries(st.sampled_from([one.code for one in VARIABLES]), short)


def test_variables_are_filled_and_what_is_missing_is_told() -> None:
    assert fill(ANSWER, VALUES) == (
        "Bonjour Awa, Wouri vous répond au 8100.\nCordialement, Boris",
        (),
    )
    text, missing = fill("Ticket {numéro du ticket}, {PRENOM} : {numéro du ticket}", VALUES)
    assert (text, missing) == ("Ticket {numéro du ticket}, Awa : {numéro du ticket}", ("numéro du ticket",))
    assert left_open(text) == ("numéro du ticket",)
    assert fill("{first_name} {first-name}", VALUES)[0] == "Awa Awa"


def test_an_empty_value_is_missing() -> None:
    assert fill("{prénom}", {"first_name": "  "}) == ("{prénom}", ("prénom",))


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Awa, Wouri vous répond au 8100. Cordialement, Boris",
        "bonjour Awa Fotso , WOURI vous repond au +237 6 00 00 00 00 .  Cordialement,\n\nBoris M.",
        "Bonjour , Wouri vous répond au 8100.Cordialement,",
    ],
)
def test_spaces_case_accents_and_values_are_no_deviation(text: str) -> None:
    assert says_the_same(text, ANSWER)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bonjour Awa, Wouri vous répond au 8100.",
        "Bonjour Awa, Wouri ne vous répond pas au 8100. Cordialement, Boris",
        "Bonsoir Awa, Wouri vous répond au 8100. Cordialement, Boris",
        f"Bonjour {'Awa' * LONGEST_VALUE}, Wouri vous répond au 8100. Cordialement, Boris",
        "Bonjour Awa, Wouri vous répond au 8100. Cordialement, " + "et nous remboursons tout " * 9,
    ],
)
def test_other_words_are_a_deviation(text: str) -> None:
    assert not says_the_same(text, ANSWER)


def test_apostrophes_and_unseen_characters_are_no_deviation() -> None:
    assert says_the_same("L'équipe\u200b arrive\u00a0!", "L’équipe arrive !")


def test_nothing_is_only_said_by_nothing() -> None:
    assert says_the_same("", "")
    assert says_the_same(" \n", "{prénom}")
    assert not says_the_same("Bonjour", "")


@given(answers, values)
def test_what_is_filled_says_the_same(answer: str, known: dict[str, str]) -> None:
    text, missing = fill(answer, known)
    assert says_the_same(text, answer)
    assert set(missing) <= set(left_open(answer))


@given(plain, plain)
def test_without_variables_the_same_is_symmetric(one: str, other: str) -> None:
    assert says_the_same(one, other) == says_the_same(other, one)
    assert says_the_same(one, one)


@given(answers, plain, st.integers(0, 200))
def test_more_words_than_a_variable_holds_are_noticed(answer: str, piece: str, at: int) -> None:
    more = "x" * (LONGEST_VALUE * (answer.count("{") + 2))
    assert not says_the_same(answer[:at] + more + answer[at:], answer)


def test_a_long_text_with_many_variables_is_compared_at_once() -> None:
    began = time.process_time()
    says_the_same("a" * 10_000, "{prénom}a" * 120 + "b")
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("Bonjour { } !", "Bonjour { } !"),
        ("Cher {prénom, bonjour", "Cher {prénom, bonjour"),
        ("fin}", "fin}"),
    ],
)
def test_a_brace_that_opens_nothing_is_seen(text: str, around: str) -> None:
    assert stray_brace(text) == around
    assert fill(text, {}) == (text, ())
    assert stray_brace("Bonjour {prénom}, {numéro du ticket}") == ""


def test_an_answer_with_a_stray_brace_is_refused_in_words(cast: Cast) -> None:
    client, url = client_of(cast.strategist), "/b/wouri/protocol/new/"
    answer = client.post(url, form_of(cast, answer_fr="Bonjour {prénom, merci"))
    assert answer.status_code == 422
    assert "Une accolade est isolée" in answer.text
