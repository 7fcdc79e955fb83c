"""People with a browser of their own each, logged in."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browsing import become
from tests.cast import PASSWORD
from tests.e2e.letters import Letters
from tests.fixtures.browser import PATIENT

PHONE: ViewportSize = {"width": 390, "height": 844}
LAPTOP: ViewportSize = {"width": 1280, "height": 900}
REPLACED = ("htmx:sendAbort", "htmx:afterRequest")
"""What htmx writes to the console of an exchange that a later one has taken the place of."""

Open = Callable[..., Page]
"""Opens the screen of a person: `user`, with `js` or without, with service `workers`, in a `context`."""


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
        page.set_default_timeout(PATIENT)
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


@pytest.fixture
def screen(browser: Browser, live_server: LiveServer) -> Iterator[Open]:
    """Opens a phone of somebody's own, logged in. Its console is not looked at: lines are cut on purpose.

    What other tests left of who is here is forgotten.
    """
    cache.clear()
    contexts: list[BrowserContext] = []

    def enter(
        user: User,
        *,
        js: bool = True,
        workers: Literal["allow", "block"] = "block",
        context: BrowserContext | None = None,
    ) -> Page:
        if context is None:
            context = browser.new_context(
                viewport=PHONE,
                locale="fr-FR",
                base_url=live_server.url,
                java_script_enabled=js,
                service_workers=workers,
            )
            contexts.append(context)
        become(user, context, live_server)
        page = context.new_page()
        page.set_default_timeout(PATIENT)
        return page

    yield enter
    for context in contexts:
        context.close()


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
def phone(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a telephone of nobody known."""
    contexts: list[BrowserContext] = []

    def enter(*, js: bool = True) -> Page:
        context = browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=js)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENT)
        return page

    yield enter
    for context in contexts:
        context.close()
