"""The whole way through Google or Microsoft, against a provider on this machine that answers as they do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from accounts.choices import Role
from accounts.models import AuditEntry, User
from accounts.services.leaving import leave
from accounts.services.security import require_second_factor
from tests.accounts.provider import CLIENT_ID, CLIENT_SECRET, Provider
from tests.accounts.test_second_factor import SECRET, code_of, set_up
from tests.cast import Cast

NAMES = ("google", "microsoft")
INBOX = "/b/wouri/inbox/"


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    cache.clear()
    settings.ROOT_URLCONF = "tests.accounts.urls_with_providers"
    provider = Provider()
    server = provider.start()
    address = f"http://127.0.0.1:{server.server_port}"
    app = {"client_id": CLIENT_ID, "secret": CLIENT_SECRET, "key": ""}
    hosts = {"settings": {"login_url": address, "graph_url": address}}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "google": {"APPS": [app], "SCOPE": ["profile", "email"], "OAUTH_PKCE_ENABLED": True},
        "microsoft": {"APPS": [app | hosts], "TENANT": "a1b2", "VERIFIED_EMAIL": True},
    }
    for part in ("authorize", "access_token"):
        monkeypatch.setattr(GoogleOAuth2Adapter, f"{part}_url", f"{address}/{part.split('_')[-1]}")
    yield provider
    server.shutdown()
    server.server_close()


def known_there(provider: Provider, name: str, email: str, *, verified: bool = True) -> None:
    """Somebody of this address is logged in at the provider."""
    provider.claims = {
        "google": {"sub": "108", "email": email, "email_verified": verified, "name": "Whoever"},
        "microsoft": {"id": "m-108", "mail": email, "displayName": "Whoever"},
    }[name]


def go(client: Client, name: str, *, following: str = "") -> str:
    """Presses the button here and says yes there; where the provider sends the person back to."""
    query = f"?{urlencode({'next': following})}" if following else ""
    answer = client.post(f"/login/{name}/{query}")
    assert answer.status_code == 302
    there = requests.get(answer["Location"], allow_redirects=False, timeout=10)
    assert there.status_code == 302
    back = urlsplit(there.headers["Location"])
    assert back.netloc == "testserver"
    return f"{back.path}?{back.query}"


def come_in(name: str, client: Client | None = None, **way: Any) -> tuple[Client, HttpResponse]:
    client = client or Client()
    return client, client.get(go(client, name, **way))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session and client.get(INBOX).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_somebody_who_is_here_comes_in_as_themselves(name: str, provider: Provider, cast: Cast) -> None:
    people = User.objects.count()
    known_there(provider, name, cast.cm.email.upper())
    client, answer = come_in(name, following=INBOX)
    assert (answer.status_code, answer.headers["Location"]) == (302, INBOX)
    assert client.session["_auth_user_id"] == str(cast.cm.pk)
    assert is_in(client)
    cast.cm.refresh_from_db()
    assert (User.objects.count(), cast.cm.name) == (people, "Cm")
    assert AuditEntry.objects.filter(verb="person.logged_in", by=cast.cm).count() == 1
    assert not SocialToken.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_the_button_is_a_form_and_a_link_alone_begins_nothing(
    name: str, provider: Provider, cast: Cast
) -> None:
    page = Client().get("/login/").content.decode()
    assert f"/login/{name}/" in page
    assert Client().get(f"/login/{name}/").status_code == 200
    assert not provider.asked


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("language", "words"), [("fr", "On ne s’inscrit pas soi-même"), ("en", "Nobody signs up")]
)
def test_somebody_who_is_not_here_is_told_whom_to_ask(
    name: str, language: str, words: str, provider: Provider, cast: Cast
) -> None:
    people = User.objects.count()
    known_there(provider, name, "stranger@example.com")
    client = Client()
    client.get(f"/login/?lang={language}")
    _client, answer = come_in(name, client)
    if answer.status_code == 302:
        answer = client.get(answer.headers["Location"])
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not is_in(client)
    assert User.objects.count() == people
    assert not SocialAccount.objects.exists()


def test_an_address_that_is_not_verified_opens_nothing(provider: Provider, cast: Cast) -> None:
    known_there(provider, "google", cast.cm.email, verified=False)
    client, answer = come_in("google")
    assert answer.status_code in (200, 302)
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_the_second_factor_is_asked_for_all_the_same(name: str, provider: Provider, cast: Cast) -> None:
    set_up(cast.cm)
    known_there(provider, name, cast.cm.email)
    client, answer = come_in(name)
    assert answer.headers["Location"].startswith("/login/code/")
    assert not is_in(client)
    client.post("/login/code/", {"code": "000000"})
    assert not is_in(client)
    client.post("/login/code/", {"code": code_of(SECRET)})
    assert is_in(client)


def test_who_owes_a_second_factor_sets_it_up_first(provider: Provider, cast: Cast) -> None:
    require_second_factor(agency=cast.agency, roles=[Role.COMMUNITY_MANAGER], by=cast.manager)
    known_there(provider, "google", cast.cm.email)
    client, _answer = come_in("google")
    assert client.get(INBOX)["Location"] == "/account/security/"


@pytest.mark.parametrize("name", NAMES)
def test_who_has_left_is_told_so(name: str, provider: Provider, cast: Cast) -> None:
    leave(agency=cast.agency, user=cast.cm, by=cast.manager)
    known_there(provider, name, cast.cm.email)
    client, answer = come_in(name)
    assert answer.headers["Location"] == "/inactive/"
    assert not is_in(client)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", ["another state", "no state", "another browser", "a second time"])
def test_what_was_not_begun_here_is_refused(name: str, what: str, provider: Provider, cast: Cast) -> None:
    known_there(provider, name, cast.cm.email)
    client = Client()
    back = go(client, name)
    path, _, query = back.partition("?")
    given = {key: values[0] for key, values in parse_qs(query).items()}
    if what == "another state":
        given["state"] = given["state"][::-1]
    elif what == "no state":
        del given["state"]
    elif what == "another browser":
        client = Client()
    else:
        assert client.get(back).status_code == 302
        client.logout()
    answer = client.get(f"{path}?{urlencode(given)}")
    assert answer.status_code in (200, 401, 403)
    assert "Vous n’êtes pas connecté" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "what", ["turned back", "a code of nobody", "broken", "another audience", "too late"]
)
def test_what_the_provider_does_not_vouch_for_is_refused(
    name: str, what: str, provider: Provider, cast: Cast
) -> None:
    known_there(provider, name, cast.cm.email)
    if name == "microsoft" and what in ("another audience", "too late"):
        provider.claims = {"error": {"message": "token refused"}}
    provider.audience = "another application" if what == "another audience" else CLIENT_ID
    provider.lifetime = -60 if what == "too late" else 600
    provider.broken = what == "broken"
    client = Client()
    back = go(client, name)
    if what == "turned back":
        path, _, query = back.partition("?")
        back = f"{path}?{urlencode({'error': 'access_denied', 'state': parse_qs(query)['state'][0]})}"
    elif what == "a code of nobody":
        provider.codes.clear()
    answer = client.get(back, follow=True)
    assert answer.status_code in (200, 401)
    assert "Vous n’êtes pas connecté" in answer.content.decode()
    assert not is_in(client)


def test_google_is_asked_with_a_proof_that_who_began_also_ends(provider: Provider, cast: Cast) -> None:
    known_there(provider, "google", cast.cm.email)
    client = Client()
    back = go(client, "google")
    (began,) = provider.codes.values()
    assert began["code_challenge_method"] == "S256"
    began["code_challenge"] = "of somebody else"
    client.get(back)
    assert not is_in(client)


@pytest.mark.parametrize("name", NAMES)
def test_it_leads_nowhere_outside(name: str, provider: Provider, cast: Cast) -> None:
    known_there(provider, name, cast.cm.email)
    _client, answer = come_in(name, following="https://elsewhere.example/")
    assert answer.headers["Location"] == "/"
