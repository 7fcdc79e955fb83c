"""A white-label brand: nothing that leaves about it names the agency, and none of its client's people reads
the agency's name.

The house gets a name, a short name and a mail domain that occur nowhere else, and everything is searched for
them, accents and case aside: every mail with its headers, the page behind every link of a mail in each state
of the link, every file of the brand that can be taken away, and every address of the product as the client's
contact, executive and decision-maker open it. Which mails there are is read from the code and the templates,
so that a new one must be in here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.template import Template
from django.test import Client
from django.test.signals import template_rendered

from accounts.choices import Correction, Role
from accounts.models import Agency, Contact, HolidayCorrection, Invitation, Notification, User
from accounts.services.delivery import send_due
from accounts.services.invitations import invite, revoke
from channels_mgmt.brands.forms.brand import IdentityForm, NewBrandForm
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services import reachability
from cmhub.lib.text import fold
from cmhub.lib.weeks import Week
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from tests.access.all_mails import MONDAY, drive_all_mails
from tests.access.test_walk import PARAMETER, address, own_urls
from tests.access.things import Things, furnish
from tests.cast import Cast
from tests.shares import in_share, whole_or_share

HOUSE = "zebulon"
"""What the house's name, short name and mail domain have in common, folded."""
LINK = re.compile(r"https?://\S+")
KEYS = re.compile(r'\bkey=\(?\s*f"(\w+):')
HOUSES_OWN = {
    "certification": "tells the house's own people of their certifications",
}
"""Kinds of mail that are about no brand, and why; an invitation may be of either kind, and is tested so."""


@pytest.fixture
def house(cast: Cast) -> Iterator[Cast]:
    """The cast, whose house has a name to be looked for and whose first brand is white label, on a Monday."""
    with time_machine.travel(MONDAY, tick=False):
        Agency.objects.filter(pk=cast.agency.pk).update(name="Zébulon Conseil", slug="zebulon-conseil")
        for name in ("manager", "strategist", "cm", "junior", "service", "support", "content", "colleague"):
            User.objects.filter(pk=cast.people[name].pk).update(email=f"{name}@zebulon-conseil.example")
        Brand.objects.filter(pk=cast.brand.pk).update(white_label=True)
        cast.agency.refresh_from_db()
        cast.brand = Brand.objects.get(pk=cast.brand.pk)
        yield cast


def names_the_house(text: str) -> str:
    """The place where a text does, or nothing."""
    found = re.search(rf".{{0,60}}{HOUSE}.{{0,60}}", fold(text))
    return found[0] if found else ""


# --- Mails ------------------------------------------------------------------------------------------


def kinds_in_the_code() -> set[str]:
    folders = (Path(settings.BASE_DIR, name) for name in ("accounts", "channels_mgmt", "reporting"))
    files = [path for folder in folders for path in folder.rglob("*.py")]
    return {
        kind
        for path in files
        if re.search(r"\b(notify|notify_many|write_to|mail_of)\(", text := path.read_text(encoding="utf-8"))
        for kind in KEYS.findall(text)
    }


def mail_templates() -> set[str]:
    """Those that are mails themselves; what they extend is rendered with them."""
    root = Path(settings.BASE_DIR, "templates")
    names = {str(path.relative_to(root)) for path in root.rglob("*.txt")}
    return {
        name for name in names if re.search(r"(^|/)e?mails?/", name) and not name.endswith("base_message.txt")
    }


def sources_of(message: mail.EmailMessage) -> str:
    """The message as it is sent but for whom it is sent to: its headers, its decoded text and its HTML."""
    assert len(message.recipients()) == 1
    headers = [f"{name}: {value}" for name, value in message.message().items() if name != "To"]
    others = [str(part.content) for part in getattr(message, "alternatives", [])]
    return "\n".join([*headers, message.from_email, message.subject, str(message.body), *others])


def test_no_mail_about_the_brand_names_the_house(house: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    rendered: set[str] = set()

    def note(template: Template, **_signal: Any) -> None:
        rendered.add(str(template.name))

    template_rendered.connect(note)
    try:
        with time_machine.travel(MONDAY, tick=False) as clock:
            drive_all_mails(house, clock)
    finally:
        template_rendered.disconnect(note)

    assert len(mail.outbox) > 10
    for message in mail.outbox:
        assert not names_the_house(sources_of(message)), sources_of(message)
        assert message.from_email.split(" <")[0] in {"Wouri Mobile", "CM Hub"}, message.from_email
    told = {key.split(":")[0] for key in Notification.objects.values_list("key", flat=True)}
    assert told == kinds_in_the_code() - set(HOUSES_OWN), "a kind of mail that this test does not drive"
    assert mail_templates() <= rendered, mail_templates() - rendered


def test_the_pages_behind_the_links_of_mails_do_not_either(house: Cast) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        first, second, *_rest = drive_all_mails(house, clock)
        links = sorted({link for message in mail.outbox for link in LINK.findall(str(message.body))})
        assert len(links) >= 5
        for page in ("answer", "crisis", "report", "seen"):
            assert any(f"/{page}/" in link for link in links), page
        seen = [*behind(links)]
        revoke(invitation=first, by=house.manager)
        clock.shift(timedelta(days=8))
        seen += behind(links)
        User.objects.create_user(second.email, "correct horse battery", name="Sylvie")
        Invitation.objects.filter(pk=second.pk).update(accepted_at=MONDAY)
        seen += behind(links)
    assert len(seen) == 3 * len(links)
    assert not [(url, place) for url, text in seen if (place := names_the_house(text))]


def behind(links: list[str]) -> list[tuple[str, str]]:
    seen = []
    for link in links:
        assert link.startswith(settings.PUBLIC_URL)
        answer = Client().get(link.removeprefix("http://testserver"), follow=True)
        seen.append((link, str(answer.headers) + answer.content.decode()))
    return seen


def test_who_joins_the_house_itself_is_told_its_name(house: Cast) -> None:
    """An invitation to work with the house, on no one brand, is the house's own: it says who invites."""
    invite(
        agency=house.agency, name="Paul", email="paul@home.example", by=house.manager, role=Role.STRATEGIST
    )
    send_due()
    (message,) = mail.outbox
    assert names_the_house(sources_of(message))


# --- Pages and files --------------------------------------------------------------------------------


def furnished(cast: Cast) -> Things:
    with time_machine.travel(datetime(2026, 11, 18, 12, 0, tzinfo=UTC), tick=False):
        day = datetime(2026, 11, 18, tzinfo=UTC)
        HolidayCorrection.objects.create(  # the walk would name it by the house
            agency=cast.agency, country="CM", date=day.date(), kind=Correction.ADDED, name="Fête locale",
            made_by=cast.manager, made_at=day,
        )  # fmt: skip
        things = furnish(cast.brand, cast.cm)
        report = compute_report(brand=cast.brand, week=Week.parse("2026-W46"))
        insights = {"product": [{"text": "Débits", "quote": ""}], "service": [], "image": []}
        said = {"reading": {"fr": "Semaine calme.", "en": ""}, "insights": insights}
        lifecycle.save_qualitative(report=report, qualitative=said, by=cast.cm)
        lifecycle.complete(report=report, by=cast.cm)
        lifecycle.publish(report=report, by=cast.manager)
    return things


@whole_or_share
@pytest.mark.usefixtures("answers_alone")
@pytest.mark.parametrize("name", ["contact", "executive", "decider"])
def test_none_of_the_clients_people_reads_the_name_of_the_house(
    name: str, whole: bool, house: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="django")
    things = furnished(house)
    client, wrong, read = Client(), [], 0
    with time_machine.travel(datetime(2026, 11, 18, 13, 0, tzinfo=UTC), tick=False):
        client.force_login(house.people[name])
        for route, _entry in own_urls():
            if not whole and not in_share(name + route, of=2):
                continue
            own = {"people/<int:pk>/": house.people[name].pk}
            url = f"/people/{own[route]}/" if route in own else address(route, things)
            with transaction.atomic():
                answer = client.get(url)
                if answer.status_code == 405:
                    answer = client.post(url)
                text = answer.getvalue().decode(errors="replace")
                transaction.set_rollback(True)
            read += answer.status_code == 200
            if place := names_the_house(f"{answer.headers} {text}"):
                wrong.append(f"{url}: {place}")
    assert not wrong, "\n".join(wrong)
    assert read > 5


@pytest.mark.usefixtures("answers_alone")
def test_no_file_of_the_brand_names_the_house(house: Cast) -> None:
    """What the house's own people take away of the brand, to hand it on."""
    things = furnished(house)
    client, taken = Client(), set()
    with time_machine.travel(datetime(2026, 11, 18, 13, 0, tzinfo=UTC), tick=False):
        client.force_login(house.manager)
        for route, _entry in own_urls():
            if "<slug:slug>" not in route and not route.startswith(("interactions/", "escalations/")):
                continue  # the house's own papers, such as its record
            with transaction.atomic():
                answer = client.get(address(route, things))
                if answer.status_code == 405:
                    answer = client.post(address(route, things), {"handle": "Awa de wouri"})
                text = answer.getvalue().decode(errors="replace")
                transaction.set_rollback(True)
            if answer.get("Content-Disposition"):
                taken.add(PARAMETER.sub("N", route))
                assert not names_the_house(f"{answer.headers} {text}"), route
    assert len(taken) >= 2, taken


def test_contacts_of_the_client_are_told_by_the_brand(house: Cast) -> None:
    """Whoever is asked without a login reads the same mail."""
    contact = Contact.objects.filter(department__company=house.brand.company, user=None).first()
    assert contact is not None
    reachability.ask(brand=house.brand, by=house.manager, key=uuid4(), contact=contact)
    send_due()
    (message,) = mail.outbox
    assert message.from_email.startswith("Wouri Mobile <")


# --- The address of the installation ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("public_url", "sender", "refused"),
    [
        ("https://hub.example.org", "CM Hub <cmhub@example.org>", False),
        ("https://hub.zebulon-conseil.example", "CM Hub <cmhub@example.org>", True),
        ("https://hub.example.org", "CM Hub <hub@zebulonconseil.example>", True),
        ("https://zebulon-conseil.hub.example", "cmhub@example.org", True),
        (
            "https://hub.example.org",
            "Zébulon Conseil <cmhub@example.org>",
            False,
        ),  # mails bear the brand's name
    ],
)
def test_an_address_that_names_the_house_makes_no_brand_white_label(
    public_url: str, sender: str, refused: bool, house: Cast, settings: Any
) -> None:
    settings.PUBLIC_URL, settings.DEFAULT_FROM_EMAIL = public_url, sender
    given = {"name": "Teranga", "sector": "", "white_label": "on"}
    changed = IdentityForm(given, instance=Brand.objects.get(pk=house.third_brand.pk))
    new = NewBrandForm(given | {"country": "CM"}, agency=house.agency, user=house.manager)
    for form in (changed, new):
        assert ("white_label" in form.errors) is refused, form.errors
    kept = IdentityForm(given | {"name": house.brand.name}, instance=Brand.objects.get(pk=house.brand.pk))
    assert kept.is_valid()  # one that is white label already can still be changed
