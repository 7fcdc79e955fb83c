"""What every answer carries and what none may hold, over all addresses of the product, as production has it.

The walk is generated from the URL configuration, the library's pages included: a new page, download or
export is in it as soon as it has an address. Who is logged in walks through a third of them in every run,
whole through all.
"""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client, override_settings

from cmhub.checks import every_url
from cmhub.embedded.layout import CHECKOUT
from tests.access.test_walk import PARAMETER, address
from tests.access.things import Things, furnish
from tests.cast import PASSWORD, Cast
from tests.platform.test_settings import GOOD
from tests.shares import in_share, whole_or_share

pytestmark = pytest.mark.usefixtures("answers_alone")

HOST = "hub.example.org"
UNUSED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
STRICTER = {"Referrer-Policy": {"no-referrer"}}
"""What pages may say instead that tell even less."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in UNUSED),
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
OF_PRODUCTION = r"SECURE_|SESSION_COOKIE_|CSRF_COOKIE_|LANGUAGE_COOKIE_|X_FRAME_OPTIONS$"
READ_BY_SCRIPTS = {"__Host-cmhub_csrf"}
"""Cookies whose value a page of ours has to read."""
ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "hx-get", "hx-post", "hx-push-url"}
"""Attributes whose value is gone to; others only hold text."""
NOT_HTML = {
    "text/csv",
    "text/calendar",
    "application/json",
    "application/pdf",
    "text/plain",
    "text/javascript",
    "image/jpeg",
    "application/octet-stream",
}
FILE_NAME = re.compile(r"""attachment; filename(="[^"\r\n]*"|\*=utf-8\'\'[^"\r\n;]*)""")
PARTS = {"uidb36": "1", "key": "not-a-key"}
IN_A_PATTERN = re.compile(r"\(\?P<(\w+)>[^)]*\)")


@cache
def production() -> dict[str, Any]:
    """The settings of production that concern headers and cookies, as its module reads them."""
    told = (
        "import json, re, sys; from django.conf import settings as s; "
        "print(json.dumps({n: getattr(s, n) for n in dir(s) if re.match(sys.argv[1], n)}))"
    )
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "cmhub.settings.production"} | GOOD
    command = [sys.executable, "-c", told, OF_PRODUCTION]
    asked = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True)
    read: dict[str, Any] = json.loads(asked.stdout)
    return read


@pytest.fixture
def in_production(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.CRITICAL, logger="django")
    with override_settings(**production(), ALLOWED_HOSTS=[HOST]):
        yield


class Inline(HTMLParser):
    """Collects what a strict policy would have to allow, and what leads to another host."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.within = tag if tag in ("script", "style") else ""
        if tag == "style" or (tag == "script" and "src" not in given and not is_data(given)):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(f"<{tag} {name}>")
            if name in ADDRESSES and runs_something(value or ""):
                self.found.append(f"<{tag} {name}={value}>")
        loaded = str(given.get("src") or (given.get("href") if tag == "link" else "") or "")
        if loaded.startswith(("//", "http")):
            self.found.append(f"<{tag}> loads {loaded}")


def runs_something(address: str) -> bool:
    """Whether following it would run or show what is no page: browsers pass over spaces and tabs."""
    return "".join(address.split()).lower().startswith(("javascript:", "data:text", "vbscript:", "file:"))


def is_data(given: dict[str, str | None]) -> bool:
    return str(given.get("type", "")).lower() in {"application/json", "text/html", "text/template"}


def inline_in(page: str) -> list[str]:
    parser = Inline()
    parser.feed(page)
    return parser.found


def policy_of(response: HttpResponseBase) -> dict[str, str]:
    given = response.get("Content-Security-Policy", "")
    return dict(part.strip().partition(" ")[::2] for part in given.split(";") if part.strip())


def faults_of(response: HttpResponseBase) -> list[str]:
    """What an answer lacks or has that it may not have; its HTML is looked through."""
    faults = [
        f"{name}: {response.get(name)!r}"
        for name, wanted in HEADERS.items()
        if response.get(name) not in {wanted, *STRICTER.get(name, ())}
    ]
    policy = policy_of(response)
    faults += [
        f"policy of {name}: {policy.get(name)!r}" for name, to in POLICY.items() if policy.get(name) != to
    ]
    if "unsafe" in response.get("Content-Security-Policy", "") or "*" in "".join(policy.values()):
        faults.append("the policy has a hole")
    if response.has_header("Access-Control-Allow-Origin") or response.has_header("Server"):
        faults.append("a header too many")
    for name, cookie in response.cookies.items():
        if not cookie.value:
            continue  # one that is taken away
        wanted = {"secure": True, "samesite": "Lax", "httponly": name not in READ_BY_SCRIPTS or ""}
        faults += [f"cookie {name}: {part}" for part, value in wanted.items() if cookie[part] != value]
        if cookie["domain"] or len(name) + len(cookie.value) > 4096:
            faults.append(f"cookie {name}: its domain or length")
    if not response.has_header("Cache-Control") and response.status_code == 200:
        faults.append("nothing says who may keep it")
    kind = response.get("Content-Type", "")
    body = b"" if response.streaming else response.content  # type: ignore[attr-defined]
    if body and not kind:
        faults.append("a body without a type")
    if kind.startswith("text/") and "charset=utf-8" not in kind.lower().replace('"', ""):
        faults.append(f"{kind} without its charset")
    if kind.startswith("text/html"):
        faults += inline_in(body.decode())
    return faults


def filled(route: str, things: Things) -> str:
    """The address of a route, of a library's too."""
    plain = IN_A_PATTERN.sub(lambda found: PARTS[found[1]], route).strip("^$")
    try:
        return address(plain, things)
    except KeyError:  # a passkey of one's own
        return "/" + PARAMETER.sub("0", plain)


PLAIN, PIECE, SENT = ("get", {}), ("get", {"HX-Request": "true"}), ("post", {})
ASKED = {"nobody": (PLAIN, PIECE, SENT), "manager": (PLAIN, SENT), "contact": (PLAIN, PIECE, SENT)}
"""How each of them asks."""


def routes_of(who: str, *, whole: bool) -> list[str]:
    every = [route for route, _entry in every_url()]
    return every if whole or who == "nobody" else [route for route in every if in_share(who + route, of=3)]


def answers(
    client: Client, things: Things, who: str, routes: list[str]
) -> Iterator[tuple[str, HttpResponseBase]]:
    for route in routes:
        url = filled(route, things)
        for method, headers in ASKED[who]:
            with transaction.atomic():
                response = getattr(client, method)(url, headers=headers, secure=True, HTTP_HOST=HOST)
                transaction.set_rollback(True)
            yield f"{method} {url}", response


@whole_or_share
@pytest.mark.parametrize("who", ASKED)
def test_every_answer_is_strict(
    who: str, whole: bool, cast: Cast, in_production: None, record_property: Callable[[str, object], None]
) -> None:
    things = furnish(cast.brand, cast.cm)
    client, seen, wrong = Client(raise_request_exception=False), 0, []
    if who != "nobody":
        client.force_login(cast.people[who])
    routes = routes_of(who, whole=whole)
    for asked, response in answers(client, things, who, routes):
        seen += 1
        wrong += [f"{asked}: {fault}" for fault in faults_of(response)]
        if response.status_code >= 500:
            wrong.append(f"{asked}: {response.status_code}")
        if response.get("Content-Disposition", "").startswith("attachment"):
            wrong += [f"{asked}: {fault}" for fault in faults_of_a_file(response)]
        if who != "nobody" and asked.endswith("/logout/"):
            client.force_login(cast.people[who])
    record_property("answers whose headers and code were looked at", seen)
    assert seen == len(ASKED[who]) * len(routes)
    assert len(routes) > len(every_url()) / 4
    assert not wrong, "\n".join(sorted(set(wrong))[:40])


def faults_of_a_file(response: HttpResponseBase) -> list[str]:
    faults = []
    kind = response["Content-Type"].split(";")[0]
    if kind not in NOT_HTML and not kind.startswith("application/vnd."):
        faults.append(f"a file that is served as {kind}")
    if not FILE_NAME.fullmatch(response["Content-Disposition"]):
        faults.append(f"a name of a file: {response['Content-Disposition']}")
    if "no-store" not in response.get("Cache-Control", ""):
        faults.append("a file that stays behind in the browser")
    return faults


@pytest.mark.django_db
def test_refusals_before_any_view_are_strict_too(in_production: None, settings: Any) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    wrong_host = client.get("/login/", secure=True, HTTP_HOST="evil.example")
    nowhere = client.get("/no-such-page/", secure=True, HTTP_HOST=HOST)
    forged = client.post("/login/", {"login": "a@b.example"}, secure=True, HTTP_HOST=HOST)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    open_door = Client(raise_request_exception=False)
    too_much = open_door.post("/login/", {"a": 1, "b": 2, "c": 3}, secure=True, HTTP_HOST=HOST)
    told = {"wrong host": (wrong_host, 400), "nowhere": (nowhere, 404), "forged": (forged, 403)}
    for name, (response, status) in (told | {"too much": (too_much, 400)}).items():
        assert response.status_code == status, name
        assert faults_of(response) == [], name
        assert b"Traceback" not in response.content
        assert b"evil.example" not in response.content


@pytest.mark.django_db
def test_an_error_of_ours_tells_nothing(in_production: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("secret-of-the-house")

    monkeypatch.setattr("allauth.account.views.LoginView.get_context_data", broken)
    response = Client(raise_request_exception=False).get("/login/", secure=True, HTTP_HOST=HOST)
    assert response.status_code == 500
    assert faults_of(response) == []
    assert b"secret-of-the-house" not in response.content
    assert b"RuntimeError" not in response.content


def test_probes_need_neither_host_nor_tls_and_static_files_are_strict(in_production: None) -> None:
    client = Client()
    alive = client.get("/healthz", HTTP_HOST="10.0.0.7")
    assert alive.status_code == 200
    over_tls = client.get("/healthz", secure=True, HTTP_HOST="10.0.0.7")
    assert [fault for fault in faults_of(over_tls) if "X-Frame" not in fault] == []
    sheet = client.get("/static/css/app.css", secure=True, HTTP_HOST=HOST)
    assert sheet.status_code == 200
    assert faults_of(sheet) == []
    assert client.get("/static/", secure=True, HTTP_HOST=HOST).status_code == 404
    assert client.get("/static/../cmhub/settings/base.py", secure=True, HTTP_HOST=HOST).status_code == 404
    assert client.get("/static/css/", secure=True, HTTP_HOST=HOST).status_code == 404


@pytest.mark.django_db
def test_plain_http_is_led_to_tls(in_production: None) -> None:
    answer = Client().get("/login/?next=/", HTTP_HOST=HOST)
    assert (answer.status_code, answer["Location"]) == (301, f"https://{HOST}/login/?next=/")


def test_cookies_of_production_are_of_this_host_alone(cast: Cast, in_production: None) -> None:
    client = Client()
    come_in = {"login": cast.cm.email, "password": PASSWORD}
    answer = client.post("/login/?lang=en", come_in, secure=True, HTTP_HOST=HOST)
    assert answer.status_code == 302
    names = set(answer.cookies)
    assert {"__Host-cmhub_session", "__Host-cmhub_csrf", "__Host-cmhub_language"} <= names
    assert "__Secure-cmhub_device" in names
    for name in names:
        if name.startswith("__Host-"):
            assert (answer.cookies[name]["path"], answer.cookies[name]["domain"]) == ("/", "")


def test_logging_out_empties_the_browsers_cache(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.cm)
    assert "Clear-Site-Data" not in client.get("/")
    assert client.post("/logout/")["Clear-Site-Data"] == '"cache"'
    assert "_auth_user_id" not in client.session


BY_ADDRESS = {
    "answer/<str:token>/",
    "crisis/<str:token>/",
    "reach/<str:token>/",
    "report/<str:token>/",
    "seen/<str:token>/",
    "strategy/validate/<str:token>/",
}
"""What opens to who knows the address, and to nobody else: no session lets anybody in there."""


def test_a_forged_form_is_refused_everywhere(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="django")
    things = furnish(cast.brand, cast.cm)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(cast.manager)
    origin = {"Origin": "https://evil.example"}
    for route, entry in every_url():
        answer = client.post(filled(route, things), headers=origin)
        by_token = getattr(entry.callback, "declared_right", "") == "token"  # a session opens nothing there
        refused = {401, 405} if by_token else {404} if route in BY_ADDRESS else {403}
        assert answer.status_code in refused, route
        assert "_auth_user_id" in client.session, route
