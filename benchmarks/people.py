"""Those who work in an agency and around it, and what each kind of them does all day."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from uuid import uuid4

from benchmarks.browser import Browser

INTERACTION = re.compile(r'href="/interactions/(\d+)/"')
ESCALATION = re.compile(r'href="/escalations/(\d+)/"')
APPROVAL = re.compile(r'href="/approvals/(\d+)/"')
LISTS = ("", "?state=waiting", "?state=answered", "?state=all&kind=complaint", "?state=all&q=facture")


class Person:
    """One person at a browser, on one brand; each act is drawn from `acts`, which has frequent ones often."""

    acts: ClassVar[tuple[str, ...]]

    def __init__(self, browser: Browser, brand: Any, number: int) -> None:
        self.browser, self.chance = browser, random.Random(number)
        self.slug, self.channel = brand.slug, str(brand.channels.earliest("pk").pk)
        self.week = _last_week(brand)

    def act(self) -> None:
        work: Callable[[], None] = getattr(self, self.chance.choice(self.acts))
        work()

    def home(self) -> None:
        self.browser.open("/", "home")

    def brand(self, rest: str = "") -> str:
        return f"/b/{self.slug}/{rest}"


class CommunityManager(Person):
    """Half of what they do is reading."""

    acts = (*["look"] * 5, *["read"] * 5, *["answer"] * 3, *["sort"] * 2, "log", "home", "ask")

    def look(self) -> None:
        self.browser.open(self.brand(f"inbox/{self.chance.choice(LISTS)}"), "inbox")

    def read(self) -> None:
        """Opens one of the list that is open, or of the list after it."""
        if not (seen := INTERACTION.findall(self.browser.page.text)):
            self.look()
            seen = INTERACTION.findall(self.browser.page.text)
        if seen:
            self.browser.open(f"/interactions/{self.chance.choice(seen)}/", "interaction")

    def answer(self) -> None:
        self.read()
        self.browser.send("text", {"text": "Bonjour, nous regardons et revenons vers vous."}, "answer")

    def sort(self) -> None:
        self.read()
        self.browser.send("kind", {"kind": self.chance.choice(("complaint", "question", "praise"))}, "sort")

    def log(self) -> None:
        self.browser.open(self.brand("inbox/log/"), "form to log")
        said = {
            "text": f"Je n’ai plus de réseau depuis {self.chance.randrange(2, 60)} heures.",
            "author": f"Passant {self.chance.randrange(10**6)}",
            "channel": self.channel,
            "key": str(uuid4()),
        }
        self.browser.send("author", said, "log")

    def ask(self) -> None:
        """Passes an interaction on to the department that the rules propose."""
        self.read()
        if found := re.search(r"/interactions/\d+/", self.browser.page.url):
            self.browser.open(f"{found[0]}pass-on/", "form to pass on")
            self.browser.send("question", {"question": "Quand revient le réseau à Bonabéri ?"}, "pass on")


class Manager(Person):
    acts = ("home", "inbox", *["approve"] * 3, "board", "late", "calendar", "portfolio", "report", "team")

    def inbox(self) -> None:
        self.browser.open(self.brand(f"inbox/{self.chance.choice(LISTS)}"), "inbox")

    def board(self) -> None:
        self.browser.open("/team/", "board of the house")

    def late(self) -> None:
        self.browser.open("/late/", "late escalations")

    def approve(self) -> None:
        """The reply that has waited longest, of which all managers were told: another may have decided."""
        self.browser.open(self.brand("approvals/"), "approvals")
        if waiting := APPROVAL.search(self.browser.page.text):
            self.browser.open(f"/approvals/{waiting[1]}/", "approval")
            self.browser.send("seen", {}, "approve")

    def calendar(self) -> None:
        self.browser.open(self.brand("publishing/"), "calendar")

    def portfolio(self) -> None:
        self.browser.open("/portfolio/", "portfolio")

    def report(self) -> None:
        self.browser.open(self.brand(f"reports/{self.week}/"), "report")

    def team(self) -> None:
        self.browser.open(self.brand("team/"), "team")


class DepartmentContact(Person):
    acts = ("home", "asked", "asked", "dashboard", "reply")

    def asked(self) -> None:
        self.browser.open(self.brand("escalations/"), "what is asked")
        if asked := ESCALATION.findall(self.browser.page.text):
            self.browser.open(f"/escalations/{self.chance.choice(asked)}/", "escalation")

    def dashboard(self) -> None:
        self.browser.open("/dashboards/department/", "dashboard")

    def reply(self) -> None:
        self.asked()
        said = {"publishable": "Le service revient cette nuit.", "act": "answer"}
        self.browser.send("publishable", said, "answer of a department")


class Executive(Person):
    acts = ("home", "dashboard", "report", "trends", "year")

    def dashboard(self) -> None:
        self.browser.open("/dashboards/executive/", "dashboard")

    def report(self) -> None:
        self.browser.open(self.brand(f"reports/{self.week}/"), "report")

    def trends(self) -> None:
        self.browser.open(self.brand("trends/"), "trends")

    def year(self) -> None:
        self.browser.open(self.brand("year/"), "year")


TEAM = (CommunityManager,)
AGENCY = (CommunityManager,) * 7 + (Manager, DepartmentContact, Executive)
"""Of ten people."""


def hire(
    brands: Sequence[Any], number: int, kinds: Sequence[type[Person]]
) -> list[tuple[str, Any, type[Person]]]:
    """So many people over the brands, made once, each with a role there: address, brand and kind."""
    people = []
    for one in range(number):
        kind, brand = kinds[one % len(kinds)], brands[one // len(kinds) % len(brands)]
        email = f"{kind.__name__.lower()}{one}@bench.example"
        _hire_once(email, kind, brand)
        people.append((email, brand, kind))
    return people


def _hire_once(email: str, kind: type[Person], brand: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from accounts.choices import Role
    from accounts.models import Membership, User
    from channels_mgmt.brands.models import BrandRole
    from channels_mgmt.brands.services.contacts import add_contact
    from channels_mgmt.brands.services.creation import give_role

    name, day = email.partition("@")[0].capitalize(), (timezone.now() - timedelta(days=7)).date()
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, None, name=name)
        wide = Role.MANAGER if kind is Manager else ""
        Membership.objects.create(agency=brand.agency, user=person, role=wide, starts_on=day)
    if BrandRole.objects.filter(brand=brand, user=person).exists():
        return
    if kind is DepartmentContact:
        department = brand.company.departments.get(kind="technical")
        add_contact(brand=brand, department=department, by=None, name=name, email=email, user=person)
    elif kind is not Manager:
        role = Role.EXECUTIVE if kind is Executive else Role.COMMUNITY_MANAGER
        give_role(brand=brand, user=person, role=role, starts_on=day, by=None)


def _last_week(brand: Any) -> str:
    from reporting.weekly.models import WeeklyReport

    report = WeeklyReport.objects.published().filter(brand=brand).order_by("-week").first()
    return report.week if report else ""
