"""The web server is killed while it records what somebody sent: of the form nothing stands, the same form
sent again is taken, once, and its work is done.
"""

from __future__ import annotations

import http.client
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from cmhub.embedded.layout import Layout
from tests.faults import gate
from tests.faults.conftest import Tell
from tests.faults.test_matrix import Begun, kill
from tests.faults.works import OF_BRAND, Work
from tests.stack import Stack
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.faults

LOG_IN = "from benchmarks.web import log_in; print(log_in('rose@pannes.example'))"
LINES = b"message_id,direction,sent_at,author,text\n1,in,2026-03-02T09:00:00Z,awa,Bonjour\n"
TOLD = f"""
SELECT (SELECT count(*) FROM escalations_escalation WHERE brand_id = {OF_BRAND}),
       count(*) - count(DISTINCT email), count(*) FILTER (WHERE state = 'sent')
FROM accounts_notification WHERE email LIKE '%@BRAND.example'
"""
LATEST = f"SELECT coalesce(max(id), 0) FROM inbox_interaction WHERE brand_id = {OF_BRAND}"
TO_BE_SENT = """
SELECT count(*) FROM accounts_notification WHERE email LIKE '%@BRAND.example' AND state <> 'sent'
"""
ALL_THERE = "SELECT 0"


@dataclass(frozen=True)
class Sent:
    """A form, and what there must be of it in the end: the same fields as of a work, without any rows."""

    page: str
    fields: dict[str, str]
    work: Work


def work(name: str, table: str, left: str, whole: str, *expected: int) -> Work:
    rows = "said(1)" if name in ("escalations", "mail") else ""
    return Work(name, "web", table, rows, "", left, whole, expected)


PASSED_ON = ("/interactions/INTERACTION/pass-on/", {"question": "Quand ?", "department": "sales"})
FORMS = (
    Sent(
        "/b/BRAND/inbox/import/",
        {},
        work(
            "intake",
            "inbox_intakerun",
            ALL_THERE,
            f"SELECT count(*), max(size) FROM inbox_intakerun WHERE brand_id = {OF_BRAND}",
            *(1, len(LINES)),
        ),
    ),
    Sent(
        "/b/BRAND/reports/compute/",
        {"week": "2026-W10"},
        work(
            "reports",
            "weekly_reportrun",
            f"SELECT count(*) FROM weekly_reportrun WHERE finished_at IS NULL AND brand_id = {OF_BRAND}",
            f"SELECT count(*) FROM weekly_weeklyreport WHERE brand_id = {OF_BRAND}",
            1,
        ),
    ),
    Sent(*PASSED_ON, work("escalations", "escalations_escalation", TO_BE_SENT, TOLD, 1, 0, 1)),
    Sent(*PASSED_ON, work("mail", "accounts_notification", TO_BE_SENT, TOLD, 1, 0, 1)),
)


@dataclass(frozen=True)
class Answer:
    """The status is 0 where there came none."""

    status: int
    text: str


def log_in(stack: Stack) -> str:
    return stack.manage("shell", "--no-imports", "--command", LOG_IN).strip()


class Person:
    def __init__(self, begun: Begun, sent: Sent, session: str = "") -> None:
        self.port = begun.stack.port
        self.session = session or log_in(begun.stack)
        (interaction,) = begun.asked(LATEST)
        self.page = sent.page.replace("BRAND", begun.brand).replace("INTERACTION", str(interaction))
        self.fields = {"key": str(uuid4())} | sent.fields
        self.has_file = sent.work.name == "intake"

    def send(self) -> int:
        return self.answer().status

    def answer(self) -> Answer:
        values: dict[str, object] = dict(self.fields)
        if self.has_file:
            values["file"] = SimpleUploadedFile("messages.csv", LINES)
        token = secrets.token_hex(16)
        headers = {
            "Content-Type": MULTIPART_CONTENT,
            "X-CSRFToken": token,
            "Accept-Language": "fr",
            "Cookie": f"cmhub_session={self.session}; cmhub_csrf={token}",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", self.page, encode_multipart(BOUNDARY, values), headers)
            response = connection.getresponse()
            return Answer(response.status, response.read().decode())
        except (OSError, http.client.HTTPException):
            return Answer(0, "")
        finally:
            connection.close()


@pytest.mark.parametrize("sent", FORMS, ids=lambda sent: sent.work.name)
def test_killed_while_it_records_a_form(sent: Sent, stack: Stack, recovered: Tell) -> None:
    begun = Begun(stack, sent.work)
    person, layout, table = Person(begun, sent), Layout(stack.home), sent.work.table
    gate.shut(layout, table)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(person.send)
        wait_until(lambda: gate.somebody_stands(layout, table), what="the form in the middle")
        kill(stack, "web")
        at = time.monotonic()
        assert first.result(PATIENCE) == 0
    gate.open_again(layout, table)
    wait_until(lambda: person.send() in (302, 303), what="the same form, taken")
    begun.wait_until_over()
    recovered(f"{sent.work.name}, web killed", time.monotonic() - at)
    assert person.send() in (302, 303), "sent once more it is the one that was taken"
    begun.wait_until_over()
    begun.is_whole()
