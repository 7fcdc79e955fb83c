"""From the link in a mail, as a mail server got it, to the answer: on a phone, with scripts and without.

The browser is nobody's: no login, and without scripts no cookie either.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from accounts.services.delivery import send_due
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models import AnswerFile, Escalation
from channels_mgmt.escalations.services.opening import open_escalation
from tests.cast import Cast
from tests.e2e.conftest import PHONE
from tests.inbox.making import logged

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
MOST_REQUESTS = 8


class Letters:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.kept: list[Any] = []

    async def take(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.kept.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    handle_DATA = take  # noqa: N815 - the name by which aiosmtpd calls it


@pytest.fixture
def letters(settings: Any, live_server: LiveServer) -> Iterator[Letters]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = Letters()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.PUBLIC_URL = live_server.url
    try:
        yield handler
    finally:
        controller.stop(no_assert=True)


@pytest.fixture
def link(cast: Cast, letters: Letters) -> str:
    """The link of the mail to the first contact, out of the text that the server got."""
    interaction = logged(cast, at=timezone.now(), text="Ma carte SIM est bloquée")
    open_escalation(interaction=interaction, question="Que répondre à Awa ?", by=cast.cm)
    send_due()
    (letter,) = (one for one in letters.kept if one["To"] == cast.contact.email)
    return str(re.findall(r"http://\S+/answer/\S+", letter.get_body(("plain",)).get_content())[0])


def phone(browser: Browser, *, js: bool) -> Page:
    context = browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=js)
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no scripts"])
def test_from_the_mail_to_the_answer(js: bool, browser: Browser, cast: Cast, link: str) -> None:
    page = phone(browser, js=js)
    asked: list[Request] = []
    page.on("request", asked.append)
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
    page.context.close()


def test_what_was_typed_survives_a_cut_line_and_the_tab(browser: Browser, cast: Cast, link: str) -> None:
    page = phone(browser, js=True)
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
    page.context.close()


def test_axe_finds_nothing(browser: Browser, link: str) -> None:
    page = phone(browser, js=True)
    wrong = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.goto(link)
        for summary in page.locator("details > summary").all():
            summary.click()
        found = Axe().run(page).response["violations"]
        wrong += [f"{scheme}: {one['id']} {one['nodes'][0]['html']}" for one in found]
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wrong, "\n".join(wrong)
    page.context.close()
