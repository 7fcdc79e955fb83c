"""Somebody who decides for the company and has no login, and the browser in which they open what they get."""

from __future__ import annotations

import re

from django.core import mail
from django.test import Client

from accounts.choices import DepartmentKind
from accounts.models import Contact
from accounts.services.delivery import send_due
from accounts.services.places import add_contact
from channels_mgmt.strategy.models import DecisionMaker
from channels_mgmt.strategy.services import life, writing
from tests.cast import Cast

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120.0 Mobile"}
DIRECTOR, ADDRESS = "Mme Ngo", "ngo@wouri.example"


def browser() -> Client:
    """A telephone's browser of nobody known, which refuses what Django's tests let through."""
    return Client(enforce_csrf_checks=True, **PHONE)  # type: ignore[arg-type]


def director_of(cast: Cast) -> Contact:
    """A contact of the company whom the strategy in force names to decide in a crisis."""
    legal = cast.department(DepartmentKind.LEGAL)
    numbers = {"phone": "6 77 00 00 09", "whatsapp": "677000009"}
    contact = add_contact(department=legal, name=DIRECTOR, email=ADDRESS, **numbers)
    name_to_decide(cast, contact)
    return contact


def name_to_decide(cast: Cast, *contacts: Contact) -> None:
    """A new version of the strategy, in force at once, that names these and nobody else."""
    draft = writing.begin(brand=cast.brand, by=cast.strategist)
    draft.decision_makers.all().delete()
    for place, contact in enumerate(contacts):
        DecisionMaker.objects.create(strategy=draft, brand=cast.brand, contact=contact, position=place)
    life.submit(strategy=draft, by=cast.strategist)
    life.validate(strategy=draft, by=cast.executive)


def links_in_mails(path: str, to: str = ADDRESS) -> list[str]:
    """The signed links under this path in what somebody was sent, the oldest first."""
    send_due()
    bodies = "\n".join(str(message.body) for message in mail.outbox if message.to == [to])
    return re.findall(rf"http://testserver({path}\S+)", bodies)
