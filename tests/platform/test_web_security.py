"""What every answer carries and what none may hold, over all addresses of the product, as production has it.

The walk is generated from the URL configuration, the library's pages included: a new page, download or
export is in it as soon as it has an address.
"""

from __future__ import annotations

import csv
import json
import logging
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import Contact, User
from accounts.services.house import change_house
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.intake.refusals import Refusals
from channels_mgmt.inbox.models import IntakeRun
from channels_mgmt.inbox.services.logging import log_interaction
from cmhub.checks import every_url
from cmhub.embedded.layout import CHECKOUT
from cmhub.lib.tabular import Row
from tests.access.test_walk import PARAMETER, address
from tests.access.things import NOW, Things, furnish
from tests.cast import PASSWORD, Cast
from tests.platform.test_settings import GOOD

HOST = "hub.example.org"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
OF_PRODUCTION = r"SECURE_|SESSION_COOKIE_|CSRF_COOKIE_|LANGUAGE_COOKIE_|X_FRAME_OPTIONS$"
READ_BY_SCRIPTS = {"__Host-cmhub_csrf"}
"""Cookies whose value a page of ours has to read."""
NOT_HTML = {"text/csv", "application/json", "text/plain", "application/octet-stream"}
FILE_NAME = re.compile(r"""attachment; filename(="[^"\r\n]*"|\*=utf-8\'\'[^"\r\n;]*)""")
FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1+1", " =1+1")
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
            if (value or "").strip().lower().startswith(("javascript:", "data:text", "vbscript:")):
                self.found.append(f"<{tag} {name}={value}>")
        loaded = str(given.get("src") or (given.get("href") if tag == "link" else "") or "")
        if loaded.startswith(("//", "http")):
            self.found.append(f"<{tag}> loads {loaded}")


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
        f"{name}: {response.get(name)!r}" for name, wanted in HEADERS.items() if response.get(name) != wanted
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


def answers(client: Client, things: Things) -> Iterator[tuple[str, HttpResponseBase]]:
    for route, _entry in every_url():
        url = filled(route, things)
        for method, headers in (("get", {}), ("get", {"HX-Request": "true"}), ("post", {})):
            with transaction.atomic():
                response = getattr(client, method)(url, headers=headers, secure=True, HTTP_HOST=HOST)
                transaction.set_rollback(True)
            yield f"{method} {url}", response


@pytest.mark.parametrize("who", ["nobody", "manager", "contact"])
def test_every_answer_is_strict(
    who: str, cast: Cast, in_production: None, record_property: Callable[[str, object], None]
) -> None:
    things = furnish(cast.brand, cast.cm)
    client, seen, wrong = Client(raise_request_exception=False), 0, []
    if who != "nobody":
        client.force_login(cast.people[who])
    for asked, response in answers(client, things):
        seen += 1
        wrong += [f"{asked}: {fault}" for fault in faults_of(response)]
        if response.status_code >= 500:
            wrong.append(f"{asked}: {response.status_code}")
        if response.get("Content-Disposition", "").startswith("attachment"):
            wrong += [f"{asked}: {fault}" for fault in faults_of_a_file(response)]
        if who != "nobody" and asked.endswith("/logout/"):
            client.force_login(cast.people[who])
    record_property("answers whose headers and code were looked at", seen)
    assert seen == 3 * len(every_url())
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


def test_a_forged_form_is_refused_everywhere(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="django")
    things = furnish(cast.brand, cast.cm)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(cast.manager)
    origin = {"Origin": "https://evil.example"}
    for route, _entry in every_url():
        answer = client.post(filled(route, things), headers=origin)
        assert answer.status_code == 403, route
        assert "_auth_user_id" in client.session, route


# --- Exports ----------------------------------------------------------------------------------------


def dangerous(cell: str) -> bool:
    """Whether a spreadsheet would run it; a mere number is none of that."""
    begins = cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    return begins and not re.fullmatch(r"-?\d+([.,]\d+)?", cell)


def test_no_export_holds_a_formula(cast: Cast) -> None:
    """Names, handles, texts and files begin with formulas; every file that any address gives is read cell by
    cell.
    """
    equals, plus, minus, at, *_rest = FORMULAS
    Brand.objects.filter(pk=cast.brand.pk).update(name=equals, sector=plus)
    User.objects.filter(pk=cast.cm.pk).update(name=minus)
    Contact.objects.filter(user=cast.contact).update(name=at)
    cast.brand.refresh_from_db()
    things = furnish(cast.brand, cast.cm)
    for formula in FORMULAS:
        log_interaction(
            brand=cast.brand, channel=cast.official, author=formula, text=formula, sent_at=NOW, by=cast.cm,
            key=uuid4(), at=NOW,
        )  # fmt: skip
        change_house(agency=cast.agency, by=cast.manager, name=formula)
    with Refusals(Path(things.by_route["inbox/import/"].refused_file), [equals, "text"]) as refusals:
        for formula in FORMULAS:
            refusals.add(Row(2, [formula, f" {formula}"]), "no date")
    client = Client()
    client.force_login(cast.manager)
    cells = neutralised = 0
    read = set()
    for asked, response, content in answers_to(client, things):
        if not response.get("Content-Disposition", "").startswith("attachment"):
            continue
        kind = response["Content-Type"].split(";")[0]
        read.add(re.sub(r"\d+", "N", asked))
        if kind != "text/csv":
            assert kind in {"application/json", "text/plain"}, f"{asked}: teach this test to read {kind}"
            continue
        for cell in (cell for row in csv.reader(StringIO(content.removeprefix("\ufeff"))) for cell in row):
            assert not dangerous(cell), (asked, cell)
            cells += 1
            neutralised += cell.startswith("'")
    assert {"get /record/export/", "get /b/wouri/inbox/import/N/refused/"} <= read
    assert cells > 100
    assert neutralised >= 2 * len(FORMULAS)


def answers_to(client: Client, things: Things) -> Iterator[tuple[str, HttpResponseBase, str]]:
    """What each address of ours answers, with its text: a streamed one asks the database while it is read."""
    for route, entry in every_url():
        if not hasattr(entry.callback, "declared_right"):
            continue
        url = filled(route, things)
        for method in ("get", "post"):
            with transaction.atomic():
                response = getattr(client, method)(url, {"handle": things.brand.slug})
                content = response.getvalue().decode()
                transaction.set_rollback(True)
            yield f"{method} {url}", response, content


# --- Uploads ----------------------------------------------------------------------------------------

PAGE = b"<html><script>alert(1)</script></html>"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", PNG), ("a.xlsx", PNG), ("a.xlsx", b"PK\x03\x04 no workbook"), ("a.csv", b"")],
    ids=["a picture as CSV", "a picture as XLSX", "a zip", "nothing"],
)
def test_a_file_is_what_its_content_says(name: str, content: bytes, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.cm)
    given = {"file": SimpleUploadedFile(name, content, content_type="text/csv"), "key": str(uuid4())}
    answer = client.post(reverse("inbox:import", args=["wouri"]), given)
    assert answer.status_code == 422
    assert not IntakeRun.objects.filter(brand=cast.brand).exists()


def test_a_page_given_as_a_file_is_never_served(cast: Cast) -> None:
    """It is kept under a name of ours where no address leads; what its name holds is text."""
    client = Client()
    client.force_login(cast.cm)
    name = "<img src=x onerror=alert(1)>..%2f..%2fx.html"
    given = {"file": SimpleUploadedFile(name, PAGE, content_type="text/html"), "key": str(uuid4())}
    client.post(reverse("inbox:import", args=["wouri"]), given)
    run = IntakeRun.objects.filter(brand=cast.brand).first()
    if run is not None:
        kept = Path(run.stored_file)
        assert kept.parent == Path(settings.MEDIA_ROOT, "intake", "given")
        page = client.get(reverse("inbox:intake_run", args=["wouri", run.pk]))
        assert b"<img src=x" not in page.content
        assert b"<script>alert" not in page.content
    media = re.compile(re.escape(str(settings.MEDIA_ROOT)))
    assert not [route for route, _entry in every_url() if media.search(route) or "media" in route]
    assert not settings.MEDIA_URL.strip("/")


def test_too_long_a_form_is_refused_before_it_is_read(cast: Cast, settings: Any) -> None:
    settings.INTAKE_MAX_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024, 1024
    page = reverse("inbox:import", args=["wouri"])

    def given(size: int) -> dict[str, Any]:
        return {"file": SimpleUploadedFile("m.csv", b"a" * size), "key": str(uuid4())}

    client = Client(raise_request_exception=False)
    assert client.post("/login/", given(4096)).status_code == 400  # of who is not logged in, hardly any
    client.force_login(cast.cm)
    assert client.post(page, given(4096)).status_code == 422  # with a sentence
    assert client.post(page, given(2 * 1024 * 1024)).status_code == 400
    assert not IntakeRun.objects.filter(brand=cast.brand).exists()


def test_what_the_public_wrote_is_text_on_every_page(cast: Cast) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    things = furnish(cast.brand, cast.cm)
    one = log_interaction(
        brand=cast.brand, channel=cast.official, author=bad[:60], text=bad, sent_at=NOW, by=cast.cm,
        key=uuid4(), at=NOW,
    )  # fmt: skip
    things.by_route["interactions/"] = one
    client = Client()
    client.force_login(cast.manager)
    shown = 0
    for asked, response, page in answers_to(client, things):
        if not response.get("Content-Type", "").startswith("text/html"):
            continue
        assert "<script>alert(1)" not in page, asked
        assert "<img src=x" not in page, asked
        shown += "&lt;script&gt;alert(1)" in page
    assert shown >= 2


# --- Secrets ----------------------------------------------------------------------------------------

ASSIGNED = re.compile(
    r"""(?i)\b(secret_key|password|passwd|api_key|token|client_secret)\b["']?\s*[:=]\s*["']([^"'\s{$<_]{8,})["']"""
)
HARMLESS = ("tests/", "benchmarks/", "locale/", "static/vendor/", "cmhub/settings/test.py", ".ci/")
KEYS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[bap]-[0-9]+-")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\n") if name and (path := CHECKOUT / name).is_file()]


def test_no_secret_is_in_the_files() -> None:
    found = []
    for path in tracked():
        name = str(path.relative_to(CHECKOUT))
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if KEYS.search(text) and not name.startswith("tests/platform/test_web_security"):
            found.append(name)
        if not name.startswith(HARMLESS) and not name.endswith((".po", ".md", ".toml")):
            given = [match for match in ASSIGNED.finditer(text) if match[1].lower() != match[2].lower()]
            found += [f"{name}: {match[1]}" for match in given]
    assert not found


def test_files_with_secrets_are_not_taken_in() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", ".env"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert ".env" in ignored.stdout
    image = (CHECKOUT / ".dockerignore").read_text().splitlines()
    assert image[0] == "*"  # what goes into the image is listed
    assert not {"!.env", "!.git", "!var", "!tests"} & set(image)


# --- docs/security.md -------------------------------------------------------------------------------


NAMED = re.compile(
    r"`((?:tests|cmhub|accounts|channels_mgmt|reporting|docs|scripts|static|requirements)/[\w./-]+)(?:::(\w+))?`"
)
SAID = re.compile(r"^\| V(\d+\.\d+\.\d+) \| ([12]) \| (met|not met|not applicable) \| .+ \|$", re.MULTILINE)


def test_the_document_names_only_what_exists() -> None:
    text = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(NAMED.findall(text))
    assert len(named) > 20
    for path, test in named:
        assert (CHECKOUT / path).exists(), path
        if test:
            assert f"def {test}(" in (CHECKOUT / path).read_text(encoding="utf-8"), f"{path}::{test}"


def test_the_document_answers_every_requirement_once() -> None:
    text = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")
    said = SAID.findall(text)
    numbers = [number for number, _level, _state in said]
    assert len(numbers) == len(set(numbers)) == 253
    for state, count in Counter(state for _number, _level, state in said).items():
        assert f"{count} {state}" in text
