"""An invitation accepted, a second factor set up and used, a passkey, a session ended from another device: in
a real browser, under the strict policy for scripts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.choices import Role
from accounts.models import Agency, Membership, Notification, User
from accounts.services.security import require_second_factor
from tests.accounts.test_second_factor import code_of
from tests.cast import PASSWORD, person
from tests.fixtures.browser import PATIENT

PHONE = {"width": 390, "height": 844}
CHOSEN = "une phrase bien à moi"


@pytest.fixture
def manager(transactional_db: None) -> User:
    return person("manager", Agency.objects.create(slug="kamer-com", name="Kamer Com"), Role.MANAGER)


@pytest.fixture
def device(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[], Page]]:
    """A browser of its own; an error on its console fails the test, but for a page that is refused, not
    there or sent back on purpose.
    """
    contexts = []
    problems: list[str] = []

    def listen(text: str) -> None:
        if not re.search(r"status of (403|404|422)", text):
            problems.append(text)

    def new() -> Page:
        # Passkeys are bound to a name, and an address is none.
        base = live_server.url.replace("127.0.0.1", "localhost")
        context = browser.new_context(viewport=PHONE, locale="fr-FR", base_url=base)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENT)
        page.on("console", lambda message: listen(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: listen(str(error)))
        return page

    yield new
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


def enter(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/login/")
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def set_up_application(page: Page, password: str) -> str:
    """From the page of one's security to the recovery codes; the secret of the application."""
    page.get_by_role("link", name="Mettre en place une application").click()
    page.locator("input[type=password]").fill(password)
    page.get_by_role("button", name="Confirmer").click()
    secret = page.locator("#secret").inner_text()
    assert page.locator("img.qr").evaluate("image => image.complete && image.naturalWidth > 0")
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="L’activer").click()
    expect(page.locator("#recovery-codes li")).to_have_count(10)
    return secret


def test_somebody_is_invited_accepts_and_is_led_to_a_second_factor(
    manager: User, device: Callable[[], Page]
) -> None:
    agency = Agency.objects.get()
    inviting = device()
    enter(inviting, manager.email)
    inviting.goto("/people/new/")
    inviting.locator("input[name=name]").fill("Nadia Essomba")
    inviting.locator("input[name=email]").fill("nadia@example.com")
    inviting.locator("select[name=role]").select_option(Role.STRATEGIST)
    inviting.get_by_role("button", name="Inviter").click()
    expect(inviting.locator("main")).to_contain_text("nadia@example.com")
    require_second_factor(agency=agency, roles=[Role.STRATEGIST], by=manager)
    link = re.search(r"/invitations/\S+/", Notification.objects.get(email="nadia@example.com").body)
    assert link

    page = device()
    page.goto(link[0])
    expect(page.get_by_role("heading", name="Kamer Com vous invite")).to_be_visible()
    page.locator("input[name=password]").fill(CHOSEN)
    page.get_by_role("button", name="Accepter et entrer").click()

    expect(page.locator("main")).to_contain_text("Votre rôle demande un second facteur")
    assert Membership.objects.get(user__email="nadia@example.com").role == Role.STRATEGIST
    secret = set_up_application(page, CHOSEN)
    page.get_by_role("link", name="Je les ai gardés").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))

    Authenticator.objects.update(last_used_at=None)
    other = device()
    enter(other, "nadia@example.com", CHOSEN)
    expect(other.get_by_role("heading", name="Encore une étape")).to_be_visible()
    other.get_by_label("Code").fill("000000")
    other.get_by_role("button", name="Se connecter").click()
    expect(other.locator(".error-summary")).to_be_visible()
    other.get_by_label("Code").fill(unused_code(secret))
    other.get_by_role("button", name="Se connecter").click()
    expect(other).to_have_url(re.compile(r":\d+/$"))


def unused_code(secret: str) -> str:
    """The code of half a minute ahead, which the tolerance for clocks allows: the present one was used."""
    return code_of(secret, ahead=True)


def test_a_passkey_is_added_and_opens_the_door_alone(manager: User, device: Callable[[], Page]) -> None:
    page = device()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    enter(page, manager.email)
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.goto("/account/security/passkeys/new/")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("Nom de la clé d’accès").fill("Mon Tecno")
    page.get_by_role("button", name="Ajouter cette clé").click()
    expect(page.locator("#recovery-codes li")).to_have_count(10)
    assert str(Authenticator.objects.get(type="webauthn")) == "Mon Tecno"

    page.context.clear_cookies()
    page.goto("/login/")
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    expect(page.locator(".user")).to_be_attached()

    page.context.clear_cookies()
    enter(page, manager.email)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))


def test_a_session_is_ended_from_another_device(manager: User, device: Callable[[], Page]) -> None:
    lost, here = device(), device()
    for page in (lost, here):
        enter(page, manager.email)
        expect(page).to_have_url(re.compile(r":\d+/$"))
    here.goto("/account/sessions/")
    expect(here.locator("main li")).to_have_count(2)
    here.get_by_role("button", name="Fermer", exact=True).first.click()
    expect(here.locator("main li")).to_have_count(1)
    assert UserSession.objects.filter(data={}).count() == 1

    lost.goto("/people/")
    expect(lost.get_by_role("heading", name="Cette session a été fermée")).to_be_visible()
    lost.goto("/people/")
    expect(lost).to_have_url(re.compile("/login/"))
