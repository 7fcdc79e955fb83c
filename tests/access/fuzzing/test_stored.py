"""What was written into every form stays text wherever it comes back: pages, files, mails."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from email.message import Message
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core import mail

from accounts.services.delivery import send_due
from tests.access.forms import Form
from tests.access.fuzzing.cast import seeds, visitor
from tests.access.fuzzing.looking import Answer, made_of_probes
from tests.access.fuzzing.probes import MARK, PLACES, STORED, SUMMED
from tests.access.fuzzing.sending import Pairs, usual
from tests.access.fuzzing.visiting import FORM, Asked, Visitor, encoded
from tests.access.things import Things
from tests.cast import Cast
from tests.platform.test_files import dangerous, text_of
from tests.platform.test_web_security import in_production

__all__ = ["in_production"]

pytestmark = pytest.mark.usefixtures("answers_alone", "in_production")

WRITERS, READERS = ("cm", "manager"), ("manager", "contact")
WRITTEN = {"text", "textarea", "search", "url", "email", "tel", "hidden"}
ENDS = re.compile(r"leav|delete|remove|close|end|revoke|erase|withdraw|cancel|archive|password|login|second")
"""In addresses of forms by which things go, or their writers."""
SHEETS = ("text/csv", "application/vnd.openxmlformats")


def filled(form: Form, probe: str) -> Pairs:
    """All as it should be, with the probe wherever something is typed; addresses lead astray."""
    typed = {name: one.kind for name, one in form.fields.items() if one.kind in WRITTEN - {"hidden"}}
    given: Pairs = [(name, value) for name, value in usual(form) if name not in typed]
    for name, kind in typed.items():
        given.append((name, PLACES[len(probe) % len(PLACES)] if kind == "url" else probe))
    return given


def write(who: Visitor) -> int:
    """Sends every form once with each probe, and lets stand what is taken; how many were."""
    taken = 0
    for form in who.forms():
        path = urlsplit(form.action).path
        if form.method != "post" or ENDS.search(path):
            continue
        for probe in STORED:
            asked = Asked("POST", path, body=encoded(filled(form, probe)).encode(), kind=FORM)
            taken += who.ask(asked, keep=True).status in {200, 204, 302, 303}
    return taken


def cells_of(answer: Answer) -> Iterator[str]:
    for row in csv.reader(StringIO(text_of(answer.response).removeprefix("\ufeff"))):
        yield from row


def wrong_in(url: str, answer: Answer) -> list[str]:
    kind = answer.response["Content-Type"]
    if kind.startswith(SHEETS):
        return [f"{url}: the cell {cell[:60]}" for cell in cells_of(answer) if dangerous(cell)]
    return [f"{url}: a template was run"] if SUMMED in answer.text else []


def wrong_in_mail(message: Message) -> list[str]:
    found = [f"the header {name}" for name in message.keys() if MARK in name.lower()]  # noqa: SIM118
    for part in message.walk():
        if part.get_content_type() == "text/html":
            found += made_of_probes(part.get_payload(decode=True).decode())
    return [f"{message['Subject']}: {one}" for one in found]


@pytest.mark.faults
def test_what_was_written_stays_text(
    cast: Cast, furnished: dict[str, Things], record_property: Callable[[str, object], None]
) -> None:
    findings, taken, shown = [], 0, 0
    for name in WRITERS:
        who = visitor(name, cast)
        who.crawl(seeds(who, furnished), most=1)
        taken += write(who)
        findings += who.findings
    for name in READERS:
        who = visitor(name, cast)
        who.crawl(seeds(who, furnished), most=2)
        findings += who.findings
        shown += who.counts["pages with a probe"]
        for url, answer in who.taken.items():
            findings += wrong_in(url, answer)
    send_due()
    sent = [message.message() for message in mail.outbox]
    findings += [one for message in sent for one in wrong_in_mail(message)]
    record_property("probes that were taken and stand", taken)
    record_property("pages that show one", shown)
    record_property("mails with one", sum(MARK in str(message.body) for message in mail.outbox))
    assert not findings, "\n".join([f"{len(findings)} findings", *findings[:60]])
    assert taken > 100
    assert shown > 50
