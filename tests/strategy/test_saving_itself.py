"""A section that saves itself while one writes: quietly, from one page, whoever else writes there."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse

from accounts.models import User
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.models import OwnMetric, Strategy
from channels_mgmt.strategy.services import life, writing
from channels_mgmt.strategy.services.objectives import save_objectives
from tests.cast import STRATEGY, Cast, client_of

DRAFT = "/b/teranga/strategy/draft/"
ITSELF = 'hx-vals=\'{"quiet": "1"}\''


@pytest.fixture
def draft(shop: Cast) -> Strategy:
    return writing.begin(brand=shop.brand, by=shop.strategist)


class Page:
    """A section that somebody has open: it sends what it was opened with, whatever was saved since."""

    def __init__(self, person: User, section: str) -> None:
        self.client, self.url = client_of(person), f"{DRAFT}{section}/"
        form = self.client.get(self.url).context["form"]
        self.hidden = {name: form[name].value() for name in ("edition", "page")}

    def save(self, quiet: bool = True, **fields: Any) -> Any:
        data = {**self.hidden, **fields} | ({"quiet": "1"} if quiet else {"done": "1"})
        return self.client.post(self.url, data)


def told(answer: HttpResponse) -> tuple[bool, bool]:
    """Whether it is saved, and whether somebody else saved it meanwhile."""
    assert answer.status_code == 200
    context: Any = answer.context  # type: ignore[attr-defined]
    return bool(context["time"]), bool(context["outdated"])


# --- The verb ---------------------------------------------------------------------------------------


def test_a_page_is_never_told_of_what_it_saved_itself(shop: Cast, draft: Strategy) -> None:
    mine, other = uuid4(), uuid4()

    def save(words: str, page: object, edition: int = 0) -> int:
        told: dict[str, Any] = {"fields": {"mission": words}, "page": page, "edition": edition}
        return writing.save_section(strategy=draft, section=Section.MISSION, by=shop.strategist, **told)

    assert [save("A", mine), save("AB", mine), save("AB", mine), save("ABC", mine)] == [1, 2, 2, 3]
    for page in (other, None):
        with pytest.raises(writing.OutdatedError):
            save("B", page)
    assert save("D", other, edition=3) == 4
    with pytest.raises(writing.OutdatedError):
        save("ABCD", mine, edition=3)
    draft.refresh_from_db()
    assert draft.mission == "D"


def test_a_page_on_an_older_version_is_told(shop: Cast, draft: Strategy) -> None:
    page = uuid4()
    for section, content in STRATEGY.items():
        told = {"section": section, "by": shop.strategist, "page": page, **content}
        writing.save_section(strategy=draft, **told)
    life.submit(strategy=draft, by=shop.strategist)
    life.validate(strategy=draft, by=shop.executive)
    newer = writing.begin(brand=shop.brand, by=shop.strategist)
    told = {"section": Section.TONE, "by": shop.strategist, "page": page, "edition": 1}
    with pytest.raises(writing.OutdatedError):
        writing.save_section(strategy=newer, fields={"tone": "Z"}, **told)


def test_a_figure_that_was_named_for_a_while_goes_and_its_unit_can_still_change(
    shop: Cast, draft: Strategy
) -> None:
    def save(name: str, unit: str) -> None:
        row = {"own_name": name, "own_unit": unit, "start": 1, "target": 2, "due": "2026-12-31", "key": key}
        save_objectives(strategy=draft, rows=[row], by=shop.manager)

    key = uuid4()
    for name, unit in (("Abon", ""), ("Abonnés", ""), ("Abonnés", "car"), ("Abonnés", "cartes")):
        save(name, unit)
    assert list(OwnMetric.objects.filter(brand=shop.brand).values_list("name", "unit")) == [
        ("Abonnés", "cartes")
    ]


# --- The page ---------------------------------------------------------------------------------------


def test_what_is_written_is_saved_without_a_button_or_a_word_too_many(shop: Cast, draft: Strategy) -> None:
    page = Page(shop.strategist, "goal")
    assert ITSELF in page.client.get(page.url).content.decode()
    for words in ("Être", "Être connu"):
        answer = page.save(goal_words=words)
        assert told(answer) == (True, False)
        assert not list(get_messages(answer.wsgi_request))
        assert b"<html" not in answer.content
    assert page.save(quiet=False, goal_words="Être connu ici").status_code == 303
    draft.refresh_from_db()
    assert (draft.goal_words, draft.editions.get().edition) == ("Être connu ici", 3)
    assert draft.authors.get().user == shop.strategist


def test_lines_are_made_once_however_often_the_page_saves(shop: Cast, draft: Strategy) -> None:
    page, key = Page(shop.strategist, "personas"), str(uuid4())
    for name in ("A", "Aw", "Awa"):
        line = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "rows-0-key": key, "rows-0-name": name}
        assert told(page.save(**line)) == (True, False)
    assert list(draft.personas.values_list("name", flat=True)) == ["Awa"]


@pytest.mark.parametrize(
    ("section", "fields"),
    [
        ("mix", {"useful": "60", "offer": "30"}),
        ("networks", {"in_time_percent": "900"}),
        ("objectives", {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "rows-0-start": "40"}),
    ],
)
def test_what_cannot_be_saved_yet_is_named(
    section: str, fields: dict[str, Any], shop: Cast, draft: Strategy
) -> None:
    given = {"rows-0-key": str(uuid4()), "rows-TOTAL_FORMS": 0, "rows-INITIAL_FORMS": 0} | fields
    answer = Page(shop.strategist, section).save(**given)
    assert told(answer) == (False, False)
    assert "<li>" in answer.content.decode()
    assert not draft.editions.exists()


def test_a_mix_is_saved_once_it_makes_a_hundred(shop: Cast, draft: Strategy) -> None:
    page = Page(shop.strategist, "mix")
    assert "90" in page.save(useful="60", offer="30").content.decode()
    assert told(page.save(useful="60", offer="40")) == (True, False)
    assert draft.mix.count() == 2


def test_of_two_pages_the_second_is_told_and_loses_nothing(shop: Cast, draft: Strategy) -> None:
    first, second = Page(shop.strategist, "goal"), Page(shop.manager, "goal")
    assert told(first.save(goal_words="Être connu")) == (True, False)
    answer = second.save(goal_words="Vendre plus")
    assert told(answer) == (False, True)
    assert "Strategist" in answer.content.decode()
    compared = second.save(quiet=False, goal_words="Vendre plus")
    page = compared.content.decode()
    assert compared.status_code == 422
    assert "Être connu" in page
    assert "Vendre plus" in page
    assert ITSELF not in page, "what the other wrote is replaced by a button only"
    second.hidden["edition"] = 1
    assert second.save(quiet=False, goal_words="Vendre plus").status_code == 303
    assert told(first.save(goal_words="Être connu ici")) == (False, True)


def test_what_was_submitted_meanwhile_is_said_not_to_change(shop: Cast, draft: Strategy) -> None:
    for section, content in STRATEGY.items():
        writing.save_section(strategy=draft, section=section, by=shop.strategist, **content)
    page = Page(shop.strategist, "tone")
    life.submit(strategy=draft, by=shop.strategist)
    rows = {"rows-TOTAL_FORMS": 0, "rows-INITIAL_FORMS": 0}
    assert told(page.save(tone="Plus court", **rows)) == (False, False)


@pytest.mark.parametrize("page", ["", "no-uuid"])
def test_a_page_without_a_name_saves_as_well_as_before(page: str, shop: Cast, draft: Strategy) -> None:
    answer = client_of(shop.manager).post(f"{DRAFT}goal/", {"goal_words": "A", "edition": "0", "page": page})
    assert answer.status_code == (422 if page else 303)
