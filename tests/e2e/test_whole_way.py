"""From the page to the department and back, on two telephones: the community manager's, and a contact's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.services.delivery import send_due
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.models import Interaction
from tests.cast import Cast
from tests.e2e.letters import Letters
from tests.inbox.making import logged
from tests.waiting import wait_until

QUESTION = "Pourquoi le transfert d'Awa est-il bloqué ?"


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    return {"cm": cast.cm}


def ask(page: Page, interaction: Interaction) -> None:
    page.goto(f"/interactions/{interaction.pk}/pass-on/")
    page.locator("textarea[name=question]").fill(QUESTION)
    page.locator("#pass-on form button.btn--primary").click()
    wait_until(Escalation.objects.exists, what="the escalation")


def reached(state: State) -> None:
    wait_until(lambda: Escalation.objects.get().state == state, what=state)


def ask_back(page: Page) -> None:
    page.get_by_role("button", name="Bien reçu, je m’en occupe").click()
    reached(State.ACKNOWLEDGED)
    expect(page.get_by_role("button", name="Bien reçu, je m’en occupe")).to_have_count(0)
    page.get_by_text("Il nous faut en savoir plus", exact=True).click()
    page.locator("form", has=page.locator("[value=ask_back]")).locator("textarea").fill("De quel numéro ?")
    page.locator("button[value=ask_back]").click()
    reached(State.INFORMATION_ASKED)


def give(page: Page, escalation: Escalation) -> None:
    page.goto("/")
    page.get_by_role("link", name=QUESTION).or_(
        page.locator(f"a[href='/escalations/{escalation.pk}/']")
    ).first.click()
    expect(page.locator("#give")).to_be_visible()
    expect(page.get_by_text("De quel numéro ?").first).to_be_visible()
    form = page.locator("form[action$='/give/']")
    form.locator("textarea").fill("Du 699 00 00 00.")
    form.locator("button.btn--primary").click()
    reached(State.ACKNOWLEDGED)


def answer(page: Page) -> None:
    expect(page.get_by_text("Du 699 00 00 00.").first).to_be_visible()
    page.get_by_label("Publiable", exact=True).fill("Le transfert est débloqué.")
    page.locator("textarea[name=internal]").fill("Erreur de saisie de l'agence de Bonanjo.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    reached(State.ANSWERED)


def relay(page: Page, escalation: Escalation) -> None:
    page.goto(f"/escalations/{escalation.pk}/")
    form = page.locator("form[action$='/relay/']")
    expect(form.locator("textarea")).to_have_value("Le transfert est débloqué.")
    expect(page.get_by_text("Bonanjo")).to_be_visible()
    form.locator("textarea").fill("Bonjour Awa, votre transfert est débloqué.")
    form.locator("button.btn--primary").click()
    reached(State.RELAYED)
    expect(page.get_by_text("Du premier message à la réponse diffusée")).to_be_visible()


@pytest.mark.e2e
def test_from_the_page_to_the_department_and_back(
    log_in: Callable[..., Page], phone: Callable[..., Page], cast: Cast, letters: Letters
) -> None:
    interaction = logged(cast, at=timezone.now(), kind="complaint", text="Mon transfert est bloqué")
    manager, department = log_in("cm"), phone()
    ask(manager, interaction)
    escalation = Escalation.objects.get()
    send_due()
    department.goto(letters.link_for(cast.contact))
    expect(department.get_by_text(QUESTION).first).to_be_visible()
    ask_back(department)
    give(manager, escalation)
    send_due()
    department.goto(letters.link_for(cast.contact))
    answer(department)
    relay(manager, escalation)
    said = interaction.messages.filter(direction="out").get()
    assert said.text == "Bonjour Awa, votre transfert est débloqué."
    escalation.refresh_from_db()
    assert escalation.relayed_at is not None
    assert escalation.carried.get().relayed_message == said
