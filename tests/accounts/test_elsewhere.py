"""Logging in with Google or Microsoft: where it is configured, and for people who are here already."""

from typing import Any

import environ
import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory

from accounts.models import User
from cmhub.settings.providers import configured, hosts
from tests.cast import Cast

GOOGLE = {"GOOGLE_CLIENT_ID": "id", "GOOGLE_CLIENT_SECRET": "secret"}
MICROSOFT = {"MICROSOFT_CLIENT_ID": "id", "MICROSOFT_CLIENT_SECRET": "secret", "MICROSOFT_TENANT": "a1b2"}


def read(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> dict[str, Any]:
    for name in (*GOOGLE, *MICROSOFT):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return configured(environ.Env())


def test_nothing_is_offered_unless_it_is_configured(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    assert read(monkeypatch, {}) == {}
    assert "Google" not in Client().get("/login/").content.decode()
    assert Client().get("/login/google/").status_code == 404


def test_what_is_configured_may_be_led_to(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, GOOGLE | MICROSOFT)
    assert set(found) == {"google", "microsoft"}
    assert hosts(found) == ["https://accounts.google.com", "https://login.microsoftonline.com"]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"GOOGLE_CLIENT_ID": "id"}, "GOOGLE_CLIENT_SECRET"),
        (MICROSOFT | {"MICROSOFT_TENANT": "common"}, "MICROSOFT_TENANT"),
        ({name: MICROSOFT[name] for name in MICROSOFT if name != "MICROSOFT_TENANT"}, "MICROSOFT_TENANT"),
    ],
)
def test_halves_and_shared_tenants_are_refused_in_words(
    variables: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        read(monkeypatch, variables)


def come_back(email: str, settings: Any, *, verified: bool = True, process: str = "login") -> Any:
    """What happens when the provider sends somebody back; the request, with its session, and the answer."""
    settings.SOCIALACCOUNT_PROVIDERS = {"google": {"APPS": [{"client_id": "id", "secret": "s", "key": ""}]}}
    request: Any = RequestFactory().get("/login/google/callback/")
    request.user = AnonymousUser()
    SessionMiddleware(lambda _request: None).process_request(request)  # type: ignore[arg-type,return-value]
    MessageMiddleware(lambda _request: None).process_request(request)  # type: ignore[arg-type,return-value]
    with context.request_context(request):
        provider = get_adapter().get_provider(request, "google")
    login = SocialLogin(
        provider=provider,
        user=User(email=email),
        account=SocialAccount(provider="google", uid="108"),
        email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
    )
    login.state = {"process": process}
    with context.request_context(request):
        return request, complete_login(request, login)


def test_somebody_who_is_here_comes_in_by_a_verified_address(cast: Cast, settings: Any) -> None:
    request, response = come_back(cast.cm.email, settings)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert request.session["_auth_user_id"] == str(cast.cm.pk)


@pytest.mark.parametrize(("email", "verified"), [("cm@example.com", False), ("nobody@example.com", True)])
def test_nobody_comes_in_by_an_address_that_is_not_verified_or_not_known(
    email: str, verified: bool, cast: Cast, settings: Any
) -> None:
    people = User.objects.count()
    request, response = come_back(email, settings, verified=verified)
    assert "_auth_user_id" not in request.session
    assert User.objects.count() == people
    assert response.status_code in (200, 302)


def test_nobody_ties_an_account_elsewhere_to_theirs(cast: Cast, settings: Any) -> None:
    _request, response = come_back(cast.cm.email, settings, process="connect")
    assert response["Location"] == "/account/security/"
    assert not SocialAccount.objects.exists()
