"""From the link in a mail, as a mail server got it, to the answer: on a phone, with scripts and without.

The browser is nobody's: no login, and without scripts no cookie either.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, Request, expect

from accounts.services.delivery import send_due
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import AnswerFile, Escalation
from channels_mgmt.escalations.services.opening import open_escalation
from tests.cast import Cast
from tests.e2e.letters import Letters
from tests.e2e.looking import SCHEMES
from tests.inbox.making import logged

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
MOST_REQUESTS = 8


@pytest.fixture
def link(cast: Cast, letters: Letters) -> str:
    """The link of the mail to the first contact, out of the text that the server got."""
    interaction = logged(cast, at=timezone.now(), kind="complaint", text="Ma carte SIM est bloquée")
    open_escalation(interaction=interaction, question="Que répondre à Awa ?", by=cast.cm)
    send_due()
    return letters.link_for(cast.contact)


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_from_the_mail_to_the_answer(js: bool, phone: Callable[..., Page], cast: Cast, link: str) -> None:
    page = phone(js=js)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Service clients")
    page.wait_for_load_state("load")
    assert len(asked) <= MOST_REQUESTS, [one.url for one in asked]
    page.get_by_role("button", name="Bien reçu, je m’en occupe").click()
    expect(page.get_by_role("button", name="Bien reçu, je m’en occupe")).to_have_count(0)
    page.get_by_label("Publiable", exact=True).fill("Passez en agence avec votre pièce d'identité.")
    page.locator("[name=files]").set_input_files(
        [{"name": "procédure.pdf", "mimeType": "application/pdf", "buffer": PDF}]
    )
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_text("Passez en agence")).to_be_visible()
    asked_of = Escalation.objects.get()
    assert (asked_of.state, asked_of.answered_by) == (State.ANSWERED, None)
    assert asked_of.answered_contact
    assert asked_of.answered_contact.user == cast.contact
    assert AnswerFile.objects.get().name == "procédure.pdf"
    assert [one.verb for one in asked_of.events.order_by("pk")][-3:] == [
        Verb.LINK_OPENED,
        Verb.ACKNOWLEDGED,
        Verb.ANSWERED,
    ]


def test_what_was_typed_survives_a_cut_line_and_the_tab(
    phone: Callable[..., Page], cast: Cast, link: str
) -> None:
    page = phone()
    page.goto(link)
    page.get_by_label("Publiable", exact=True).fill("Je réponds dans le taxi")
    page.context.set_offline(True)
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.locator("#line")).not_to_be_empty()
    expect(page.get_by_label("Publiable", exact=True)).to_have_value("Je réponds dans le taxi")
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(link)
    expect(again.get_by_label("Publiable", exact=True)).to_have_value("Je réponds dans le taxi")
    again.get_by_role("button", name="Envoyer la réponse").click()
    expect(again.get_by_text("Je réponds dans le taxi")).to_be_visible()
    assert Escalation.objects.get().publishable == "Je réponds dans le taxi"


def test_axe_finds_nothing(phone: Callable[..., Page], link: str) -> None:
    page = phone()
    wrong = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(link)
        for summary in page.locator("details > summary").all():
            summary.click()
        found = Axe().run(page).response["violations"]
        wrong += [f"{scheme}: {one['id']} {one['nodes'][0]['html']}" for one in found]
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wrong, "\n".join(wrong)
