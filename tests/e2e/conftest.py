"""People with a browser of their own each, logged in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.cast import PASSWORD

PHONE: ViewportSize = {"width": 390, "height": 844}
LAPTOP: ViewportSize = {"width": 1280, "height": 900}
REPLACED = ("htmx:sendAbort", "htmx:afterRequest")
"""What htmx writes to the console of an exchange that a later one has taken the place of."""


@pytest.fixture
def log_in(
    browser: Browser, live_server: LiveServer, people: dict[str, User]
) -> Iterator[Callable[..., Page]]:
    """Opens a screen of somebody's own, a phone unless it is said, and logs them in; errors on any console
    fail the test.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(REPLACED):
            problems.append(message.text)

    def enter(name: str, screen: ViewportSize = PHONE) -> Page:
        context = browser.new_context(viewport=screen, locale="fr-FR", base_url=live_server.url)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", listen)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto("/login/")
        page.get_by_label("Adresse e-mail").fill(people[name].email)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        page.wait_for_url(live_server.url + "/")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)
