"""What the benchmarks' people do all day is what the product takes from people."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.choices import DepartmentKind
from benchmarks.browser import Browser
from benchmarks.people import AGENCY, CommunityManager, DepartmentContact, Manager, Person
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.inbox.services.drafts import Draft
from channels_mgmt.inbox.services.replies import reply
from tests.cast import Cast, client_of
from tests.inbox.making import logged

WHO = {
    "CommunityManager": "cm",
    "Manager": "manager",
    "DepartmentContact": "contact",
    "Executive": "executive",
}


class Served:
    """A test client where the benchmarks have a server."""

    def __init__(self, client: Client) -> None:
        self.client, self.connection = client, SimpleNamespace(close=lambda: None)

    def read(self, path: str, _session: str, **headers: str) -> tuple[int, str]:
        answer = self.client.get(path, headers=headers)
        return answer.status_code, answer.content.decode()

    def submit(self, path: str, _session: str, values: dict[str, str]) -> tuple[int, str]:
        answer = self.client.post(path, values)
        return answer.status_code, answer.headers.get("Location", "")


def at_a_browser(kind: type[Person], cast: Cast) -> Person:
    served: Any = Served(client_of(cast.people[WHO[kind.__name__]]))
    return kind(Browser(served, ""), cast.brand, 1)


@pytest.mark.parametrize("kind", dict.fromkeys(AGENCY), ids=lambda kind: kind.__name__)
def test_every_act_is_taken(kind: type[Person], cast: Cast) -> None:
    wrote = [logged(cast, text=f"Plus de réseau depuis {number} heures.") for number in range(4)]
    department = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    open_escalation(interaction=wrote[0], question="Quand ?", department=department, by=cast.cm)
    if kind is Manager:
        reply(interaction=wrote[1], draft=Draft("Nous regardons."), by=cast.junior, key=uuid4())
    person = at_a_browser(kind, cast)
    for act in dict.fromkeys(kind.acts):
        if not (act == "report" and not person.week):
            getattr(person, act)()
    kinds = {each.kind: each.status for each in person.browser.asked}
    assert {kind: status for kind, status in kinds.items() if status >= 400} == {}
    wanted = {
        CommunityManager: {"answer", "log", "sort", "pass on"},
        DepartmentContact: {"answer of a department"},
        Manager: {"approve"},
    }
    assert wanted.get(kind, set()) <= set(kinds)
