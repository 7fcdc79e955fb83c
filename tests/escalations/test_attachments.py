"""Pictures and PDF that departments put to their answers."""

from __future__ import annotations

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from PIL import Image

from accounts.models import AuditEntry
from accounts.services.signed_links import address_of
from channels_mgmt.escalations.models import AnswerFile, AnswerLink, Escalation
from channels_mgmt.escalations.services import acts, asking, attachments
from channels_mgmt.escalations.services.adding import add_words
from channels_mgmt.escalations.services.erasure import erase
from channels_mgmt.escalations.services.exchange import remarks_of
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.transferring import transfer
from tests.cast import Cast, client_of
from tests.escalations.conftest import NOW, logged

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def photo(width: int = 40, place: bool = True) -> bytes:
    exif = Image.Exif()
    if place:
        exif[0x0110] = "Itel A56 of somebody"
    out = BytesIO()
    Image.new("RGB", (width, 30), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def given(data: bytes = PDF, name: str = "note.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def put(asked: Escalation, data: bytes = PDF, name: str = "note.pdf", **changed: Any) -> AnswerFile:
    told = {"publishable": True, "by": None, **changed}
    return attachments.attach(escalation=asked, file=BytesIO(data), name=name, **told)


@pytest.fixture
def path(cast: Cast, asked: Escalation) -> str:
    link = AnswerLink.objects.get(contact__user=cast.contact)
    return address_of(link).removeprefix("http://testserver")


def test_a_photo_is_drawn_anew(asked: Escalation) -> None:
    kept = put(asked, photo(), "IMG 0001.JPG")
    data = attachments.path_of(kept).read_bytes()
    assert b"Itel" not in data
    assert data.startswith(b"\xff\xd8")
    assert (kept.kind, kept.name, kept.size) == ("picture", "IMG 0001.jpg", len(data))


def test_a_pdf_stays_as_it_is(asked: Escalation) -> None:
    kept = put(asked)
    assert attachments.path_of(kept).read_bytes() == PDF
    assert (kept.kind, kept.name) == ("pdf", "note.pdf")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "not_taken"),
        (b"<html><script>alert(1)</script>", "not_taken"),
        (b"%PDF-1.4 cut o", "broken"),
        (b"%PDF-1.4" + b"x" * (10 * 1024 * 1024) + b"%%EOF", "too_heavy"),
        (photo(3000)[:-200], "broken"),
    ],
)
def test_what_is_neither_is_refused(data: bytes, code: str, asked: Escalation) -> None:
    with pytest.raises(ValidationError) as refused:
        put(asked, data, "photo.jpg")
    assert refused.value.code == code
    assert "photo.jpg" in str(refused.value)
    assert not AnswerFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Docs\\Contrat signé.PDF", "Contrat signé.pdf"),
        ('a"b\r\nc.pdf', "a b c.pdf"),
        ("facture\u202efdp.exe", "facture fdp.pdf"),
        ("", "fichier.pdf"),
        ("x" * 300, "x" * 116 + ".pdf"),
    ],
)
def test_its_name_misleads_nobody(name: str, shown: str) -> None:
    with override("fr"):
        told = attachments.shown_name(name, "pdf")
    assert told == shown or (not name and told.endswith(".pdf"))


def test_the_same_file_sent_twice_is_one(asked: Escalation) -> None:
    assert put(asked) == put(asked)
    assert put(asked, publishable=False) != put(asked)
    assert AnswerFile.objects.count() == 2


def test_there_is_a_most(asked: Escalation) -> None:
    for number in range(attachments.MOST_FILES):
        put(asked, PDF.replace(b"1 0", f"{number} 1".encode()))
    with pytest.raises(ValidationError) as refused:
        put(asked, photo())
    assert refused.value.code == "many"


def test_files_come_with_the_answer_from_a_telephone(cast: Cast, asked: Escalation, path: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    said = {
        "act": "answer",
        "publishable": "Voici.",
        "internal": "",
        "files": [given(photo(), "a.jpg"), given(name="b.pdf")],
        "internal_files": [given(PDF + b"\n", "c.pdf")],
    }
    assert browser.post(path, said).status_code == 303
    found = {file.name: file.publishable for file in AnswerFile.objects.filter(escalation=asked)}
    assert found == {"a.jpg": True, "b.pdf": True, "c.pdf": False}
    assert {file.contact.user for file in AnswerFile.objects.all() if file.contact} == {cast.contact}


def test_a_file_is_kept_though_the_form_is_wrong(asked: Escalation, path: str) -> None:
    browser = Client()
    sent = browser.post(path, {"act": "answer", "publishable": "", "internal": "", "files": [given()]})
    assert sent.status_code == 422
    assert "note.pdf" in sent.content.decode()
    wrong = {"act": "answer", "publishable": "Voici.", "internal": "", "files": [given(b"MZ", "virus.exe")]}
    sent = browser.post(path, wrong)
    assert sent.status_code == 422
    assert "Voici." in sent.content.decode()
    assert "virus.exe" in sent.content.decode()
    asked.refresh_from_db()
    assert asked.is_unanswered


def test_photos_larger_than_a_stranger_may_send(cast: Cast, asked: Escalation, path: str) -> None:
    heavy = PDF[:9] + b"x" * (7 * 1024 * 1024) + PDF[9:]
    said = {"act": "answer", "publishable": "Voici.", "internal": "", "files": [given(heavy)]}
    assert Client().post(path, said).status_code == 303
    assert AnswerFile.objects.get().size == len(heavy)


def test_a_file_is_taken_away_until_the_answer_is_given(asked: Escalation, path: str) -> None:
    browser, kept = Client(), put(asked)
    where = attachments.path_of(kept)
    other = put(asked, photo(), "p.jpg")
    assert browser.post(path, {"act": "remove", "file": kept.pk}).status_code == 303
    assert not AnswerFile.objects.filter(pk=kept.pk).exists()
    assert where.parent.exists()
    acts.answer(escalation=asked, publishable="Voici.", by=None)
    assert browser.post(path, {"act": "remove", "file": other.pk}).status_code == 422
    assert AnswerFile.objects.filter(pk=other.pk).exists()


def test_files_of_another_escalation_are_not_there(cast: Cast, asked: Escalation, path: str) -> None:
    other = open_escalation(interaction=logged(cast, text="Autre"), question="Autre", by=cast.cm)
    own, foreign = put(asked), put(other, photo(), "secret.jpg")
    browser = Client()
    assert browser.get(f"{path}files/{own.pk}/").status_code == 200
    assert browser.get(f"{path}files/{foreign.pk}/").status_code == 404
    assert browser.get(f"/answer/not-a-token/files/{own.pk}/").status_code == 404
    browser.post(path, {"act": "remove", "file": foreign.pk})
    assert AnswerFile.objects.filter(pk=foreign.pk).exists()


def test_a_link_that_is_over_gives_no_file(cast: Cast, asked: Escalation, path: str) -> None:
    kept = put(asked)
    acts.close(escalation=asked, by=cast.cm, reason="Fini")
    assert Client().get(f"{path}files/{kept.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("person", "public", "internal"),
    [
        ("cm", 200, 200),
        ("manager", 200, 200),
        ("contact", 200, 200),
        ("executive", 200, 404),
        ("decider", 200, 404),
        ("other_cm", 404, 404),
        ("other_contact", 404, 404),
        ("rival", 404, 404),
    ],
)
def test_who_may_read_what(person: str, public: int, internal: int, cast: Cast, asked: Escalation) -> None:
    client = client_of(cast.people[person])
    shown, kept = put(asked), put(asked, photo(), publishable=False)
    assert client.get(f"/answer-files/{shown.pk}/").status_code == public
    assert client.get(f"/answer-files/{kept.pk}/").status_code == internal


def test_another_department_reads_nothing_that_was_for_us_alone(cast: Cast, asked: Escalation) -> None:
    """Whoever wrote it down: the manager, who is no contact of the department, as well."""
    kept = put(asked, publishable=False, by=cast.manager)
    shown = put(asked, photo(), by=cast.manager)
    acts.answer(escalation=asked, by=cast.manager, publishable="Bientôt", internal="Entre nous")
    add_words(escalation=asked, publishable="Ce soir", internal="Pas à la presse", by=cast.manager)
    asking.ask_further(escalation=asked, text="Et demain ?", by=cast.cm)
    asked.refresh_from_db()
    own = {(remark.text, remark.internal) for remark in remarks_of(asked)}
    assert {("Bientôt", "Entre nous"), ("Ce soir", "Pas à la presse")} <= own
    assert set(attachments.of_department(asked)) == {kept, shown}
    transfer(escalation=asked, to=cast.department("sales"), why="Pour eux", by=cast.cm)
    asked.refresh_from_db()
    assert list(attachments.of_department(asked)) == [shown]
    assert not any(remark.internal for remark in remarks_of(asked))
    assert {"Bientôt", "Ce soir", "Et demain ?"} == {remark.text for remark in remarks_of(asked)}
    transfer(escalation=asked, to=cast.department("customer_service"), why="Finalement", by=cast.cm)
    asked.refresh_from_db()
    assert set(attachments.of_department(asked)) == {kept, shown}


def test_files_by_a_link_are_limited_and_programs_leave_no_record(
    cast: Cast, asked: Escalation, path: str
) -> None:
    cache.clear()
    url = f"{path}files/{put(asked).pk}/"
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 10) Chrome/120.0 Mobile")
    assert Client(HTTP_USER_AGENT="WhatsApp/2.23").get(url).status_code == 200
    assert not AuditEntry.objects.filter(verb="escalation.file_taken").exists()
    assert [phone.get(url).status_code for _time in range(60)] == [200] * 59 + [429]
    assert AuditEntry.objects.filter(verb="escalation.file_taken").count() == 59
    assert phone.post(path, {"act": "acknowledge"}).status_code == 303
    cache.clear()


def test_a_pdf_is_taken_and_on_record_and_a_photo_is_shown(cast: Cast, asked: Escalation) -> None:
    client = client_of(cast.cm)
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 Chrome/120.0"
    pdf = client.get(f"/answer-files/{put(asked).pk}/")
    assert pdf["Content-Disposition"].startswith("attachment")
    assert pdf["Content-Type"] == "application/pdf"
    assert AuditEntry.objects.filter(verb="escalation.file_taken", by=cast.cm).count() == 1
    picture = client.get(f"/answer-files/{put(asked, photo(), 'p.jpg').pk}/")
    assert picture["Content-Type"] == "image/jpeg"
    assert picture["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in picture["Cache-Control"]


def test_erasing_takes_the_files(
    cast: Cast, asked: Escalation, django_capture_on_commit_callbacks: Any
) -> None:
    where = attachments.path_of(put(asked))
    with django_capture_on_commit_callbacks(execute=True):
        erase([asked.interaction_id])
    assert not AnswerFile.objects.exists()
    assert not where.exists()


def test_files_that_nothing_knows_go_at_night(asked: Escalation) -> None:
    kept = attachments.path_of(put(asked))
    stray = kept.with_name("0b8e7a1c-0000-4000-8000-000000000000.pdf")
    part = kept.with_suffix(".part")
    for path in (stray, part):
        path.write_bytes(b"x")
    old = (NOW - timedelta(days=2)).timestamp()
    for path in (stray, part, kept):
        os.utime(path, (old, old))
    attachments.forget_unknown_files()
    assert kept.exists()
    assert not stray.exists()
    assert not part.exists()
