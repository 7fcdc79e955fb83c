"""What nobody should send, wherever it can be sent.

Shown elsewhere, and not again here: links of invitations that were altered, have expired or were used
(tests/accounts/test_invitations.py), of setting up (tests/accounts/test_setup.py), of test messages
(tests/brands/test_reachability.py); an invitation to somebody who is here or has left
(tests/accounts/test_invitations.py); leaving, and sessions that end at once (tests/accounts/test_leaving.py);
the last administrator (tests/accounts/test_leaving.py, tests/team/test_roles.py); days that contradict, of
roles and assignments (tests/team/test_roles.py, tests/team/test_assignments.py); a time zone that does not
exist, of a territory (tests/accounts/test_territories.py); ids of other tenants (test_foreign_ids.py); files
(tests/intake/test_bad_input.py, tests/platform/test_web_security.py).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from urllib.parse import quote, urlsplit

import pytest
import time_machine
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import User
from channels_mgmt.brands.models import BrandRole
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.team.models import Assignment
from tests.access.forms import Form, Page
from tests.access.test_walk import address, own_urls
from tests.access.things import Things
from tests.cast import PASSWORD, Cast, client_of
from tests.fixtures.answers import alone
from tests.shares import lot, whole_or_share

NUL, TOO_LARGE, OTHER_DIGITS = "a\x00b", "99999999999999999999999999", "٣"
MARKUP, LONG = "<script>alert(1)</script>{{ 7|add:7 }}%s%(x)s\ufffe", "x" * 70_000
NO_DAY, FIRST_DAY = "2026-02-31", "0001-01-01"
WRITTEN, CHOSEN, DATED = (NUL, LONG, MARKUP), (TOO_LARGE, OTHER_DIGITS, NUL), (NO_DAY, FIRST_DAY, TOO_LARGE)
NASTY = {"select": CHOSEN, "radio": CHOSEN, "checkbox": CHOSEN, "hidden": CHOSEN, "number": CHOSEN}
NASTY |= {"date": DATED, "datetime-local": DATED, "month": DATED, "time": DATED, "week": DATED}
"""By kind of field, what it is made to hold in each round; what is written freely holds WRITTEN."""
OF_AN_ADDRESS = (TOO_LARGE, OTHER_DIGITS, NO_DAY, MARKUP)
ELSEWHERE = (
    "//evil.example/",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\\evil.example",
    "http:///evil.example",
)
BEGINNING = re.compile(r"(^|_)(starts_on|from|since|starts_at)$")
END = {"starts_on": "ends_on", "from": "until", "since": "until", "starts_at": "ends_at"}
NO_ZONES = ("Africa/Atlantis", "../../etc/passwd", "africa/douala ", "UTC+1:00", "Europe/\x00Paris")


@pytest.fixture(scope="module")
def pages(furnished: dict[str, Things], django_db_blocker: DjangoDbBlocker) -> list[Page]:
    """Every page that the manager can open, opened once."""
    things, found = furnished["wouri"], []
    client = Client(raise_request_exception=False)
    with django_db_blocker.unblock(), transaction.atomic(), alone():
        client.force_login(User.objects.get(email="manager@example.com"))
        for route, _entry in own_urls():
            with transaction.atomic():
                answer = client.get(address(route, things))
                transaction.set_rollback(True)
            if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
                found.append(Page(address(route, things), answer.content.decode()))
        transaction.set_rollback(True)
    return found


@pytest.fixture
def opened(
    answers_alone: None, cast: Cast, pages: list[Page], caplog: pytest.LogCaptureFixture
) -> tuple[Client, list[Page]]:
    """The manager's browser, with those pages."""
    caplog.set_level(logging.CRITICAL, logger="django")
    client = Client(raise_request_exception=False)
    client.force_login(cast.manager)
    return client, pages


def forms_of(pages: list[Page]) -> list[Form]:
    """Each form once, however many pages have it."""
    found = {}
    for form in (form for page in pages for form in page.forms):
        if "logout" not in form.action and "end-others" not in form.action:
            found.setdefault(
                (form.method, re.sub(r"\d+", "N", urlsplit(form.action).path), *form.fields), form
            )
    return list(found.values())


def send(client: Client, method: str, url: str, data: dict[str, object]) -> int:
    with transaction.atomic():
        status: int = getattr(client, method)(url, data).status_code
        transaction.set_rollback(True)
    return status


@whole_or_share
def test_no_page_breaks_on_what_it_is_sent(
    whole: bool, opened: tuple[Client, list[Page]], record_property: Callable[[str, object], None]
) -> None:
    """Every field of every form and every parameter of every address, those of one at once; in every run one
    of the things that make no sense for each, whole all of them.
    """
    client, pages = opened
    sent, broken = 0, []
    for form in forms_of(pages):
        fields = {name: one.kind for name, one in form.fields.items() if one.kind not in {"file", "submit"}}
        for turn in range(len(WRITTEN)) if whole else [lot(form.action, len(WRITTEN))]:
            given = {name: NASTY.get(kind, WRITTEN)[turn] for name, kind in fields.items()}
            sent += 1
            if send(client, form.method, urlsplit(form.action).path, given) >= 500:
                broken.append(f"{form.method} {form.action}: {given}"[:300])
    for path, names in {path: names for page in pages for path, names in page.queries.items()}.items():
        for value in OF_AN_ADDRESS if whole else [OF_AN_ADDRESS[lot(path, len(OF_AN_ADDRESS))]]:
            sent += 1
            if send(client, "get", path, dict.fromkeys(names - {"lang"}, value)) >= 500:
                broken.append(f"get {path} {sorted(names)}: {value}")
    record_property("requests that make no sense", sent)
    assert not broken, "\n".join(broken)
    assert sent > 200


@pytest.mark.parametrize(
    "path",
    [
        "/interactions/99999999999999999999999999/",
        "/interactions/0/",
        "/interactions/-1/",
        "/interactions/%D9%A3/",
        "/b/%00/inbox/",
        "/b/wouri%00/inbox/",
        "/b/WOURI/inbox/",
        "/b/wouri/reports/2026-W60/",
        "/b/wouri/reports/0000-W01/",
        "/b/wouri/reports/%00/",
        "/record/%00/1/",
        "/record/accounts.user/99999999999999999999999999/",
        "/invitations/%00/",
        "/invitations/" + "x" * 3000 + "/",
        "/setup/%00/",
        "/password/reset/key/%00-%00/",
        "/password/reset/key/zzzzzzzzzzzzzzzzzzzzzz-x/",
        "/%ff%fe/",
    ],
)
def test_an_address_that_makes_no_sense_is_not_found(path: str, cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.manager)
    assert client.get(path).status_code in {200, 302, 400, 404, 410}  # some say what is wrong with a link
    assert client.post(path).status_code in {200, 302, 400, 403, 404, 405, 410}


def test_every_form_refuses_days_that_contradict_and_zones_that_do_not_exist(
    opened: tuple[Client, list[Page]],
) -> None:
    client, pages = opened
    forms = [form for form in forms_of(pages) if form.method == "post"]
    refuse_ends_before_beginnings(client, forms)
    with_zone = [form for form in forms if "time_zone" in form.fields]
    assert with_zone
    for zone, form in product(NO_ZONES, with_zone):
        status = send(client, "post", form.action, form.data() | {"time_zone": [zone]})
        assert status == 422, (zone, form.action)


def refuse_ends_before_beginnings(client: Client, forms: list[Form]) -> None:
    tried = []
    for form in forms:
        begins = next((name for name in form.fields if BEGINNING.search(name)), None)
        ends = begins and BEGINNING.sub(lambda found: f"{found[1]}{END.get(found[2], '')}", begins)
        if not ends or ends not in form.fields:
            continue
        usual = form.data() | {begins: ["2027-03-10"]}
        tried.append(form.action)
        status = send(client, "post", form.action, usual | {ends: ["2027-03-09"]})
        assert status in {200, 409, 422}, f"{form.action}: {status}"
    assert len(tried) >= 2, tried


def test_somebody_removed_while_they_work_writes_nothing_more(
    cast: Cast, furnished: dict[str, Things]
) -> None:
    """The page was open before the role ended: what is sent from it is answered as a stranger's."""
    interaction: Interaction = furnished["wouri"].by_route["interactions/"]
    client = Client()
    client.force_login(cast.cm)
    url = f"/interactions/{interaction.pk}/"
    forms = [form for form in Page(url, client.get(url).content.decode()).forms if form.method == "post"]
    ours = [form for form in forms if f"/interactions/{interaction.pk}/" in form.action]
    assert len(ours) >= 4
    today = cast.agency.day_of(timezone.now())
    begun_today = {"brand_role__user": cast.cm, "starts_on": today}
    Assignment.objects.filter(**begun_today).delete()
    BrandRole.objects.filter(user=cast.cm, starts_on=today).delete()
    Assignment.objects.filter(brand_role__user=cast.cm).update(ends_on=today)
    BrandRole.objects.filter(user=cast.cm).update(ends_on=today)
    before = list(Interaction.objects.values_list()), interaction.messages.count()
    for form in ours:
        for headers in ({}, {"HX-Request": "true"}):
            assert client.post(form.action, form.data(), headers=headers).status_code == 404, form.action
    assert (list(Interaction.objects.values_list()), interaction.messages.count()) == before
    assert client.get("/").status_code == 200  # still logged in, with nothing to see


# --- Links and ways back ----------------------------------------------------------------------------


def reset_link(user: User) -> str:
    Client().post("/password/reset/", {"email": user.email})
    found = re.search(r"/password/reset/key/\S+", str(mail.outbox[-1].body))
    assert found
    return found[0]


def opens(link: str) -> bool:
    """Whether the link leads to a form for a new password."""
    return b'type="password"' in Client().get(link, follow=True).content


def test_a_link_for_a_new_password_works_once_for_one_person_and_for_a_time(cast: Cast) -> None:
    link = reset_link(cast.cm)
    head, _, key = link.rstrip("/").rpartition("-")
    assert not opens(f"{head}-{'a' if key[0] != 'a' else 'b'}{key[1:]}/")
    assert not opens(f"{head}-{key[:-1]}{'a' if key[-1] != 'a' else 'b'}/")
    assert not opens(re.sub(r"key/[0-9a-zA-Z]+-", "key/1z141z-", link))
    other = default_token_generator.make_token(cast.other_cm)
    assert not opens(f"{head}-{other}/")
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        assert not opens(link)

    assert opens(link)
    client = Client()
    page = client.get(link, follow=True)
    set_to = {"password1": "neuf mots de passe longs", "password2": "neuf mots de passe longs"}
    client.post(page.request["PATH_INFO"], set_to)
    cast.cm.refresh_from_db()
    assert cast.cm.check_password("neuf mots de passe longs")
    assert not opens(link)  # used
    User.objects.filter(pk=cast.cm.pk).update(is_active=False)
    sent = len(mail.outbox)
    Client().post("/password/reset/", {"email": cast.cm.email})
    assert not any("/password/reset/key/" in str(message.body) for message in mail.outbox[sent:])


@pytest.mark.parametrize("to", ELSEWHERE)
def test_no_way_back_leads_elsewhere(to: str, cast: Cast) -> None:
    come_in = {"login": cast.cm.email, "password": PASSWORD}
    for answer in (
        Client().post(f"/login/?next={quote(to, safe='')}", come_in),
        Client().post("/login/", come_in | {"next": to}),
    ):
        assert answer.status_code == 302
        assert not urlsplit(answer["Location"]).netloc, answer["Location"]
        assert answer["Location"].startswith("/")
        assert "evil" not in answer["Location"]
    client = Client()
    client.force_login(cast.cm)
    out = client.post("/logout/", {"next": to})
    assert "evil" not in out["Location"]
    assert "javascript" not in out["Location"]
    gone = Client().get("/b/wouri/inbox/", headers={"HX-Request": "true", "HX-Current-URL": to})
    assert gone["HX-Redirect"].startswith("/login/?next=/")
    assert "evil.example" not in gone["HX-Redirect"]


@pytest.mark.parametrize(
    "to", [*ELSEWHERE, "//evil.example/?by=person", "agency=//evil.example/", "\r\nX: 1"]
)
def test_the_way_back_to_the_board_of_the_house_stays_there(to: str, cast: Cast) -> None:
    client = client_of(cast.manager)
    held = Assignment.objects.current().get(user=cast.service)
    url = f"/b/wouri/team/{held.pk}/end/?house={quote(to, safe='')}"
    assert urlsplit(client.get(url).context["back"])[:3] == ("", "", "/team/")
    answer = client.post(url, {"on": "", "edition": held.edition})
    assert answer.status_code == 303
    assert urlsplit(answer["Location"])[:3] == ("", "", "/team/")


def test_a_session_or_a_device_that_somebody_made_up_opens_nothing(cast: Cast) -> None:
    client = Client()
    for value in ("x" * 32, "../../etc/passwd", "a\x00b", "0" * 5000):
        client.cookies["cmhub_session"] = value
        assert client.get("/b/wouri/inbox/").status_code in {302, 400}, value
