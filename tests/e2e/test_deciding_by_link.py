"""From the link in a mail to the decision, on a phone whose browser is nobody's, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Contact
from accounts.services.delivery import send_due
from channels_mgmt.crisis.services.tasks import ask_decision
from channels_mgmt.watch.choices import Nature, State
from channels_mgmt.watch.services.logging import log_item
from tests.cast import Cast
from tests.crisis.making import opened
from tests.deciding import DIRECTOR, director_of
from tests.e2e.letters import Letters
from tests.e2e.looking import looks_right


@pytest.fixture
def director(cast: Cast) -> Contact:
    return director_of(cast)


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_a_watch_item_is_seen_and_decided_on(
    js: bool, phone: Callable[..., Page], cast: Cast, director: Contact, letters: Letters
) -> None:
    item = log_item(
        brand=cast.brand,
        title="L’ART ouvre une enquête",
        text="Une audience est prévue jeudi. " * 20,
        url=f"https://presse.example/{'enquete-' * 20}",
        nature=Nature.STRATEGIC,
        by=cast.cm,
    )
    send_due()
    page = phone(js=js)
    page.goto(letters.link_for(director, "seen"))
    expect(page.get_by_role("heading", level=1)).to_have_text("L’ART ouvre une enquête")
    if js:
        looks_right(page)
    page.get_by_role("button", name="Je l’ai vu").click()
    expect(page.get_by_text("Merci.")).to_be_visible()
    item.refresh_from_db()
    assert item.state == State.ACKNOWLEDGED
    page.get_by_label("Ce qu’il faut faire").fill("Ne rien dire avant jeudi.")
    page.get_by_role("button", name="Envoyer la décision").click()
    expect(page.get_by_text("Ne rien dire avant jeudi.")).to_be_visible()
    item.refresh_from_db()
    assert (item.state, item.decided_name) == (State.DECIDED, DIRECTOR)


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_a_crisis_is_acknowledged_and_a_decision_answered(
    js: bool, phone: Callable[..., Page], cast: Cast, director: Contact, letters: Letters
) -> None:
    crisis = opened(cast)
    asked = ask_decision(crisis=crisis, question="Fermer les agences ?", by=cast.manager)
    send_due()
    page = phone(js=js)
    page.goto(letters.link_for(director, "crisis"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Panne du réseau")
    if js:
        looks_right(page)
    page.get_by_role("button", name="Je l’ai vu").click()
    expect(page.get_by_role("button", name="Je l’ai vu")).to_have_count(0)
    page.get_by_role("button", name="Oui").click()
    if js:
        looks_right(page)
    page.get_by_role("button", name="Décider : Oui").click()
    expect(page.get_by_role("button", name="Oui")).to_have_count(0)
    asked.refresh_from_db()
    assert (asked.answer, asked.decider) == ("Oui", DIRECTOR)
    assert crisis.tellings.get(contact=director).acknowledged_at
