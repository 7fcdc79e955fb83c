"""What the libraries that let people in say is said in the language that was asked for."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth import password_validation
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from accounts.models import User
from tests.accounts.test_second_factor import set_up
from tests.cast import PASSWORD, Cast

ENGLISH = re.compile(
    r"\b(the|your|you|this|that|please|must|not|again|invalid|password reset|unknown|hello)\b",
    re.IGNORECASE,
)
ADAPTERS = (DefaultAccountAdapter, DefaultMFAAdapter, DefaultSocialAccountAdapter)
UNUSED = {"username_blacklisted", "username_password_mismatch", "username_taken"}


def words_of(page: str) -> str:
    """What a page or a message says, without marks, addresses and scripts."""
    main = page[page.find("<main") :] if "<main" in page else page
    main = re.sub(r"<(script|svg|code)\b.*?</\1>", " ", main, flags=re.DOTALL)
    said = re.sub(r"<[^>]+>|https?://\S+|\S+@\S+", " ", main)
    return " ".join(html.unescape(said).split())


def is_french(text: str) -> bool:
    return not ENGLISH.search(text.replace("CM Hub", ""))


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_every_refusal_of_the_library_is_french(adapter: Any) -> None:
    english, french = {}, {}
    for language, said in (("en", english), ("fr", french)):
        with override(language):
            said |= {code: str(message) for code, message in adapter.error_messages.items()}
    same = {
        code: message for code, message in french.items() if message == english[code] and code not in UNUSED
    }
    assert french
    assert not same


def test_what_is_said_of_a_weak_password_is_french() -> None:
    said = set()
    for password in ("court", "1234567890", "motdepasse", "nadia.essomba@example.com"):
        with override("fr"):
            try:
                password_validation.validate_password(
                    password, User(email="nadia.essomba@example.com", name="Nadia Essomba")
                )
            except ValidationError as error:
                said |= set(error.messages)
    assert len(said) > 2
    assert all(is_french(message) for message in said), said


WRONG = {
    "/login/": {"login": "cm@example.com", "password": "nothing of the kind"},
    "/password/reset/": {"email": "not an address"},
    "/password/change/": {"oldpassword": "wrong", "password1": "court", "password2": "autre"},
    "/reauthenticate/": {"password": "wrong"},
    "/reauthenticate/code/": {"code": "000000"},
    "/account/security/app/": {"code": "000000"},
    "/account/security/passkeys/new/": {"name": "", "credential": "{}"},
    "/account/security/app/remove/": {"code": "x"},
}
PAGES = (
    *WRONG,
    "/inactive/",
    "/signup/",
    "/password/reset/done/",
    "/password/reset/key/1-nothing/",
    "/password/reset/key/done/",
    "/logout/",
    "/login/elsewhere/cancelled/",
    "/login/elsewhere/error/",
    "/account/security/",
    "/account/security/codes/",
    "/account/security/codes/new/",
    "/account/security/passkeys/",
    "/account/sessions/",
)
OPEN = ("/login/", "/password/reset", "/inactive/", "/signup/", "/login/elsewhere")


def walked(cast: Cast, language: str) -> dict[str, str]:
    """What each page says when it is opened, and when nonsense is sent to it."""
    set_up(cast.cm)
    Authenticator.objects.create(user=cast.cm, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    found = {}
    for address in PAGES:
        cache.clear()
        client = Client()
        if not address.startswith(OPEN):
            client.post("/login/", {"login": cast.junior.email, "password": PASSWORD})
        for method in ("GET", "POST") if address in WRONG else ("GET",):
            send = getattr(client, method.lower())
            answer = send(f"{address}?lang={language}", WRONG.get(address, {}) if method == "POST" else {})
            if answer.status_code in (200, 422):
                found[f"{method} {address}"] = words_of(answer.content.decode())
    return found


def test_no_page_of_the_account_part_falls_back_on_english(cast: Cast) -> None:
    found = walked(cast, "fr")
    assert len(found) >= len(PAGES) * 2 // 3, sorted(found)
    assert not {page: ENGLISH.findall(words) for page, words in found.items() if not is_french(words)}


def test_nor_on_french_when_english_is_asked(cast: Cast) -> None:
    french = re.compile(r"\b(votre|vous|mot de passe|clé|ce|cette|les|une)\b", re.IGNORECASE)
    found = walked(cast, "en")
    assert not {page: words for page, words in found.items() if french.search(words)}


@pytest.mark.parametrize(
    ("email", "words"), [("cm@example.com", "mot de passe"), ("stranger@example.com", "aucun compte")]
)
def test_the_mails_of_the_library_are_ours_and_in_the_language(email: str, words: str, cast: Cast) -> None:
    cache.clear()
    Client().post("/password/reset/?lang=fr", {"email": email})
    (french,) = mail.outbox
    assert is_french(words_of(french.subject + " " + str(french.body)))
    assert words in str(french.body).lower()
    assert "signup" not in str(french.body)
    assert "testserver" not in french.subject
    cache.clear()
    Client().post("/password/reset/?lang=en", {"email": email})
    assert not is_french(str(mail.outbox[1].body))
    assert "vous" not in str(mail.outbox[1].body)


def test_the_link_of_the_mail_changes_the_password_once(cast: Cast) -> None:
    cache.clear()
    Client().post("/password/reset/", {"email": cast.cm.email})
    found = re.search(r"http://testserver(/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found
    client = Client()
    page = client.get(found[1], follow=True)
    form = {"password1": "une autre phrase à moi", "password2": "une autre phrase à moi"}
    client.post(page.redirect_chain[-1][0], form)
    cast.cm.refresh_from_db()
    assert cast.cm.check_password("une autre phrase à moi")
    assert client.get(found[1]).status_code == 200
    assert "ne fonctionne plus" in Client().get(found[1]).content.decode().lower()
