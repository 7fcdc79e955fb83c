"""Two versions side by side, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.comparing import compare, pieces
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.strategy.services.document import Document, documents_of
from tests.cast import Cast, client_of, validated_strategy

PAGE = "/b/teranga/strategy/compare/"
TEXTS = st.text(alphabet="abcé '.\n", max_size=60)


@pytest.fixture
def two(shop: Cast) -> tuple[Document, Document]:
    first = validated_strategy(shop.brand, shop.strategist, shop.executive)
    draft = writing.begin(brand=shop.brand, by=shop.manager)
    by = {"strategy": draft, "by": shop.manager}
    mission = {"mission": "Aider et informer, le week-end aussi."}
    writing.save_section(section=Section.MISSION, fields=mission, **by)
    awa = first.personas.get()
    writing.save_section(
        section=Section.PERSONAS,
        rows=[
            {"key": awa.key, "name": "Awa", "task": "Acheter un gros forfait", "frustrations": "Coupures"},
            {"name": "Boris", "task": "Étudier"},
        ],
        **by,
    )
    writing.save_section(section=Section.MIX, rows=[], **by)
    older, newer = documents_of(Strategy.objects.filter(brand=shop.brand).order_by("version"))
    return older, newer


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts_and_what_is_not_marked_is_in_both(before: str, after: str) -> None:
    left, right = pieces(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    same = ["".join(piece.text for piece in side if not piece.is_changed) for side in (left, right)]
    assert same[0] == same[1]


def test_one_word_that_changed_is_one_piece() -> None:
    left, right = pieces("Répondre en une heure.", "Répondre en deux heures.")
    assert [piece.text for piece in left if piece.is_changed] == ["une", "heure"]
    assert [piece.text for piece in right if piece.is_changed] == ["deux", "heures"]


def test_only_what_differs_is_compared(two: tuple[Document, Document]) -> None:
    changes = {part.section: part.changes for part in compare(*two)}
    assert set(changes) == {Section.MISSION, Section.PERSONAS, Section.MIX}
    (mission,) = changes[Section.MISSION]
    assert not mission.is_added
    told = {change.label: (change.is_added, change.is_removed) for change in changes[Section.PERSONAS]}
    assert told == {"Awa": (False, False), "Boris": (True, False)}
    assert all(change.is_removed for change in changes[Section.MIX])
    assert compare(two[0], two[0]) == []


def test_rows_that_were_written_anew_are_the_same_by_what_they_are_about(shop: Cast) -> None:
    """A version whose rows have other keys shows what differs in them, not all of them twice."""
    first = validated_strategy(shop.brand, shop.strategist, shop.executive)
    for key, share in (("useful", 45), ("offer", 40)):
        draft = writing.begin(brand=shop.brand, by=shop.manager)
        rows = [
            {"category": "organisation", "percent": 30},
            {"category": key, "percent": share},
            {"category": "relayed", "percent": 70 - share},
        ]
        writing.save_section(strategy=draft, by=shop.manager, section=Section.MIX, rows=rows)
        again = [{"network": plan.network, "purpose": plan.purpose} for plan in first.networks.all()]
        writing.save_section(strategy=draft, by=shop.manager, section=Section.NETWORKS, rows=again)
        life.submit(strategy=draft, by=shop.manager)
        life.validate(strategy=draft, by=shop.executive)
    _first, older, newer = documents_of(Strategy.objects.filter(brand=shop.brand).order_by("version"))
    assert {share.key for share in older.mix}.isdisjoint(share.key for share in newer.mix)
    (mix,) = compare(older, newer)
    assert mix.section == Section.MIX
    told = [
        ([p.text for p in one.before if p.is_changed], [p.text for p in one.after if p.is_changed])
        for one in mix.changes
        if not one.is_added and not one.is_removed
    ]
    assert told == [(["25"], ["30"])]
    assert [one.is_added for one in mix.changes if one.is_added or one.is_removed] == [True, False]


def test_the_page_is_readable_without_colour(shop: Cast, two: tuple[Document, Document]) -> None:
    client = client_of(shop.cm)
    page = client.get(PAGE).content.decode()
    assert "<ins>gros" in page
    assert "<del>" in page
    assert client.get(f"{PAGE}?old=2&new=1").context["chosen"] == [1, 2]


@pytest.mark.parametrize("asked", ["?old=1&new=1", "?old=x&new=99", "?old=1&new=99999999", ""])
def test_what_cannot_be_compared_shows_the_last_two(
    asked: str, shop: Cast, two: tuple[Document, Document]
) -> None:
    answer = client_of(shop.cm).get(PAGE + asked)
    assert (answer.status_code, answer.context["chosen"]) == (200, [1, 2])


def test_one_version_has_nothing_to_be_compared_with(shop: Cast) -> None:
    validated_strategy(shop.brand, shop.strategist, shop.executive)
    answer = client_of(shop.cm).get(PAGE)
    assert answer.status_code == 200
    assert "older" not in answer.context
