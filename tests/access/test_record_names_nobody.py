"""Whatever is done, the record holds neither what the public wrote, nor their names, nor secrets."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from accounts.choices import DepartmentKind, Role
from accounts.models import AuditEntry, Contact
from accounts.services.audit import SECRET
from accounts.services.people import bring_in
from channels_mgmt.brands.services.contacts import part_with
from channels_mgmt.brands.services.creation import change_identity
from channels_mgmt.desk import personal_data
from channels_mgmt.desk.record_words import KINDS, VERBS
from channels_mgmt.escalations.services import acts
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.rules import changing, ordering
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services import adoptions, intake_runs, sorting
from channels_mgmt.inbox.services.answers import answer_interaction
from channels_mgmt.inbox.services.closing import close_quiet
from channels_mgmt.inbox.services.intake import take_in
from channels_mgmt.inbox.services.logging import log_interaction, log_message
from channels_mgmt.team.services.assignments import end_assignment
from cmhub.lib.weeks import Week
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from tests.access.things import furnish
from tests.cast import Cast

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
HANDLE, WORDS, STAFF = (
    "mboa_kwatt_237",
    "le forfait a été débité deux fois",
    "nous cherchons auprès du service",
)
"""Whom and what the record must not know; what staff write may repeat it, and stays out as well."""
FOLDERS = ("accounts", "channels_mgmt", "reporting", "cmhub/demo")
SAID = re.compile(r'\bverb=\(?"(\w+\.\w+)"|\b_?(?:tell|record|audit|told)\(\s*[^()"]*"(\w+\.\w+)"')


def log(cast: Cast, **values: Any) -> Interaction:
    given = {
        "channel": cast.official,
        "author": HANDLE,
        "text": WORDS,
        "sent_at": NOW,
        "at": NOW,
        "by": cast.cm,
    }
    return log_interaction(brand=cast.brand, key=uuid4(), **{**given, **values})


def work_on_an_interaction(cast: Cast) -> None:
    one = log(cast)
    sorting.classify(interaction=one, kind="complaint", theme="débit", by=cast.cm, at=NOW)
    sorting.hold(interaction=one, by=cast.cm, at=NOW)
    sorting.note(interaction=one, text=f"{HANDLE} : {WORDS}", by=cast.cm, key=uuid4(), at=NOW)
    sorting.release(interaction=one, by=cast.cm, at=NOW)
    answer_interaction(interaction=one, text=STAFF, by=cast.cm, key=uuid4(), at=NOW)
    sorting.close(interaction=one, note=WORDS, by=cast.cm, at=NOW)
    sorting.reopen(interaction=one, note=WORDS, by=cast.cm, at=NOW)
    log_message(interaction=one, text=WORDS, direction="in", sent_at=NOW, by=cast.cm, key=uuid4(), at=NOW)
    sorting.set_aside(interaction=one, reason=f"{HANDLE} se moque", by=cast.cm, at=NOW)


def ask_a_department(cast: Cast) -> None:
    one = log(cast)
    department = cast.department(DepartmentKind.CUSTOMER_SERVICE)
    asked = open_escalation(interaction=one, question=WORDS, department=department, by=cast.cm, at=NOW)
    acts.acknowledge(escalation=asked, by=cast.contact, at=NOW)
    acts.answer(escalation=asked, publishable=STAFF, internal=HANDLE, by=cast.contact, at=NOW)
    acts.relay(escalation=asked, text=STAFF, key=uuid4(), by=cast.cm, at=NOW)


def take_in_a_file(cast: Cast, folder: Path) -> None:
    file = folder / f"{HANDLE}.csv"
    lines = [f"m1,{HANDLE},{WORDS},2026-11-17T08:00:00Z,in", f"m2,{HANDLE},{WORDS},sometime,in"]
    file.write_text("\n".join(["message_id,author,text,sent_at,direction", *lines]), encoding="utf-8")
    take_in(brand=cast.brand, path=file, channel=cast.official, by=cast.cm, at=NOW)
    with file.open("rb") as given:
        run = intake_runs.give_file(
            brand=cast.brand, file=BytesIO(given.read()), name=file.name, channel=cast.official,
            by=cast.cm, key=uuid4(), at=NOW,
        )  # fmt: skip
    intake_runs.note_download(run=run, by=cast.cm, at=NOW)
    close_quiet(brand=cast.brand, quiet_for=timedelta(hours=1), by=cast.cm, at=NOW + timedelta(days=9))


def report_on_the_week(cast: Cast) -> None:
    report = compute_report(brand=cast.brand, week=Week.parse("2026-W45"), at=NOW)
    said = {
        "reading": {"fr": WORDS, "en": ""},
        "insights": {"product": [{"text": WORDS, "quote": HANDLE}], "service": [], "image": []},
    }
    lifecycle.save_qualitative(report=report, qualitative=said, by=cast.cm, at=NOW)
    lifecycle.send_back(report=lifecycle.complete(report=report, by=cast.cm, at=NOW), by=cast.manager, at=NOW)
    lifecycle.complete(report=report, by=cast.cm, at=NOW)
    published = lifecycle.publish(report=report, by=cast.manager, at=NOW)
    lifecycle.note_openings(reports=[published], by=cast.executive, at=NOW)
    lifecycle.revise(report=published, what_changed=WORDS, by=cast.manager, at=NOW)


def set_up(cast: Cast) -> None:
    things = furnish(cast.brand, cast.cm)
    adoptions.decide(question=things.by_route["import/questions/"], adopted=None, by=cast.cm, at=NOW)
    change_identity(brand=cast.brand, by=cast.manager, sector="Télécoms")
    values = {
        "name": "Débits",
        "kinds": ["complaint"],
        "words": ["débit"],
        "department": cast.department(DepartmentKind.SALES),
    }
    rule = changing.create_rule(brand=cast.brand, values=values, by=cast.manager)
    rule = changing.change_rule(rule=rule, values={"name": "Débits doubles"}, by=cast.manager)
    ordering.move_rule(rule=rule, up=True, by=cast.manager)
    changing.delete_rule(rule=rule, by=cast.manager)
    end_assignment(assignment=things.by_route["team/"], by=cast.manager, on=NOW.date() + timedelta(days=9))
    part_with(brand=cast.brand, contact=Contact.objects.get(user=cast.contact), by=cast.manager)
    bring_in(agency=cast.agency, name="Nadège", email="n@example.com", role=Role.MANAGER, by=cast.manager)


def forget(cast: Cast) -> None:
    personal_data.set_retention(brand=cast.brand, months=24, by=cast.manager, at=NOW)
    personal_data.copy_for(brand=cast.brand, handle=HANDLE, by=cast.manager, at=NOW)
    personal_data.erase(brand=cast.brand, handle=HANDLE, by=cast.manager, at=NOW)
    personal_data.let_go(at=NOW.replace(year=NOW.year + 5))


def names_in(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(names_in, value.values()))
    return set().union(*map(names_in, value)) if isinstance(value, list) else set()


def test_nothing_of_the_public_and_no_secret_is_in_the_record(cast: Cast, tmp_path: Path) -> None:
    set_up(cast)
    work_on_an_interaction(cast)
    ask_a_department(cast)
    take_in_a_file(cast, tmp_path)
    report_on_the_week(cast)
    before = list(AuditEntry.objects.order_by("pk").values())
    forget(cast)

    entries = AuditEntry.objects.order_by("pk")
    assert list(entries.filter(pk__lte=before[-1]["id"]).values()) == before  # erasing rewrote nothing
    for entry in entries:
        held = str([entry.label, entry.details, entry.before, entry.after, entry.source, entry.once])
        for word in (HANDLE, WORDS, STAFF, "Awa de", "Toujours pas de réseau", "se moque"):
            assert word not in held, entry.verb
        for name in names_in([entry.details, entry.before, entry.after]):
            assert not SECRET.search(name), (entry.verb, name)
        assert entry.agency_id or entry.by_id is None, entry.verb
    done = set(entries.values_list("verb", flat=True))
    assert len(done) > 35, sorted(done)
    assert done <= set(VERBS), sorted(done - set(VERBS))
    assert set(entries.values_list("object_type", flat=True)) <= set(KINDS)


def test_every_act_that_the_code_records_has_its_sentence() -> None:
    said = {
        found[1] or found[2]
        for folder in FOLDERS
        for path in Path(settings.BASE_DIR, folder).rglob("*.py")
        for found in SAID.finditer(path.read_text(encoding="utf-8"))
    }
    assert "report.published" in said
    assert "role.taken_back" in said
    assert said <= set(VERBS), sorted(said - set(VERBS))
