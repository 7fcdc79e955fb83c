from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmhub.lib.text import (
    FORMULA_STARTS,
    TextError,
    clean_text,
    escape_formula,
    excerpt,
    fold,
    normalise_handle,
)


@pytest.mark.parametrize("handle", ["@Élise_237", " élise_237", "ÉLISE_237\n", "@ élise_237"])
def test_handles_compare(handle: str) -> None:
    assert normalise_handle(handle) == "élise_237"


def test_fold() -> None:
    assert fold("Évry, ŒUVRE, Straße, Ǹdǒp") == "evry, oeuvre, strasse, ndop"
    assert fold("مرحبا") == "مرحبا"


def test_text_is_kept_as_written() -> None:
    assert clean_text("  Bonjour 😡\r\n\r\nأهلا\rfin ") == "  Bonjour 😡\n\nأهلا\nfin "


@pytest.mark.parametrize(("text", "code"), [("a\x00b", "nul"), ("caf\udce9", "unreadable")])
def test_text_that_cannot_be_kept(text: str, code: str) -> None:
    with pytest.raises(TextError) as refusal:
        clean_text(text)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_excerpt_ends_with_a_word() -> None:
    assert excerpt("Bonjour à tous,\nle réseau est mort", 20) == "Bonjour à tous, le…"
    assert excerpt("court", 20) == "court"
    assert excerpt("a" * 30, 10) == "a" * 9 + "…"


def test_excerpt_leaves_an_emoji_whole() -> None:
    family = "👨‍👩‍👧"
    for n in range(2, 12):
        assert excerpt(family * 4, n).removesuffix("…").replace(family, "") == ""
    assert excerpt("e\u0301" * 10, 6).count("e") == excerpt("e\u0301" * 10, 6).count("\u0301")


@given(st.text(), st.integers(1, 50))
def test_excerpt_is_short_and_on_one_line(text: str, n: int) -> None:
    short = excerpt(text, n)
    assert len(short) <= n
    assert "\n" not in short


@pytest.mark.parametrize("cell", ["=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_formulas_become_text(cell: str) -> None:
    assert escape_formula(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["Bonjour", "", "a=b", 5, -5, 2.5, None])
def test_other_cells_stay(cell: object) -> None:
    assert escape_formula(cell) == cell


@given(st.text())
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    assert not str(escape_formula(cell)).lstrip().startswith(FORMULA_STARTS)
