"""A strategy is written in sections that save themselves: what was typed is there when the tab is opened
again, and of two who write at once the second is told.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

from accounts.choices import Role
from accounts.models import Agency, User
from channels_mgmt.brands.services.creation import create_brand
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.services import writing
from tests.cast import person
from tests.e2e.conftest import LAPTOP, PHONE
from tests.fixtures.browser import PATIENT

SECTIONS = "/b/wouri-mobile/strategy/draft/"


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    agency = Agency.objects.create(slug="kamer-com", name="Kamer Com")
    people = {name: person(name, agency, Role.STRATEGIST) for name in ("strategist", "second")}
    brand = create_brand(agency=agency, name="Wouri Mobile", slug="wouri-mobile", countries=["CM"], by=None)
    writing.begin(brand=brand, by=people["strategist"])
    return people


def outcome(page: Page, icon: str) -> None:
    """Waits until the line below the form says how it stands: saved (check), not yet (clock), not (alert)."""
    expect(page.locator(f"#saved use[href$='#{icon}']")).to_be_attached()


def test_what_is_typed_is_kept_without_a_button(people: dict[str, User], log_in: Callable[..., Page]) -> None:
    first = log_in("strategist", PHONE)
    first.goto(f"{SECTIONS}personas/")
    first.locator("[name=rows-0-name]").fill("Awa")
    outcome(first, "check")
    first.locator("[name=rows-0-task]").fill("Recharger")
    with first.expect_response(f"**{SECTIONS}personas/"):
        pass
    outcome(first, "check")
    context = first.context
    first.close()

    again = context.new_page()
    again.goto(f"{SECTIONS}personas/")
    expect(again.locator("[name=rows-0-name]")).to_have_value("Awa")
    expect(again.locator("[name=rows-0-task]")).to_have_value("Recharger")
    expect(again.locator("[name=rows-1-name]")).to_have_value("")

    assert Strategy.objects.get().personas.count() == 1


def test_a_button_waits_for_what_saves_itself(people: dict[str, User], log_in: Callable[..., Page]) -> None:
    page, held = log_in("strategist", LAPTOP), list[Route]()

    def pass_on(route: Route) -> None:
        held.append(route) if is_quiet(route.request) else route.continue_()

    page.goto(f"{SECTIONS}goal/")
    page.route(f"**{SECTIONS}goal/", pass_on)
    with page.expect_request(is_quiet):
        page.locator("[name=goal_words]").fill("Être connu")
    page.locator("[name=goal_words]").fill("Être connu à Douala")
    page.locator("#section-form button.btn--primary").click()
    assert Strategy.objects.get().goal_words == ""
    held[0].continue_()
    page.wait_for_url(f"**{SECTIONS}presence/")
    assert Strategy.objects.get().goal_words == "Être connu à Douala"
    assert len(held) == 1


def is_quiet(request: Request) -> bool:
    return "quiet=1" in (request.post_data or "")


def test_of_two_who_write_at_once_the_second_is_told(
    people: dict[str, User], log_in: Callable[..., Page]
) -> None:
    first = log_in("strategist", LAPTOP)
    second = log_in("second", PHONE).context.new_page()  # the console calls a form that comes back an error
    second.set_default_timeout(PATIENT)
    for page in (first, second):
        page.goto(f"{SECTIONS}goal/")
    first.locator("[name=goal_words]").fill("Être connu")
    outcome(first, "check")
    second.locator("[name=goal_words]").fill("Vendre plus")
    outcome(second, "alert")
    expect(second.locator("#saved")).to_contain_text("Strategist")
    assert Strategy.objects.get().goal_words == "Être connu"
    first.locator("[name=goal_words]").fill("Être connu ici")
    with first.expect_response(f"**{SECTIONS}goal/"):
        pass
    outcome(first, "check")

    second.locator("#section-form button.btn--primary").click()
    expect(second.locator("main")).to_contain_text("Être connu ici")
    expect(second.locator("[name=goal_words]")).to_have_value("Vendre plus")
    expect(second.locator("#saved")).to_have_count(0)
    second.locator("[name=goal_words]").fill("Être connu ici, et vendre plus")
    second.locator("#section-form button.btn--primary").click()
    second.wait_for_url(f"**{SECTIONS}presence/")
    assert Strategy.objects.get().goal_words == "Être connu ici, et vendre plus"
