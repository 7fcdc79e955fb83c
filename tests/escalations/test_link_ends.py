"""Signed links end with what they are for, and take in and give out no more than that needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler

from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services import acts, links
from channels_mgmt.escalations.services.chain import gone_from
from channels_mgmt.escalations.services.opening import open_escalation
from channels_mgmt.escalations.services.reopening import reopen
from channels_mgmt.inbox.services.logging import log_message
from tests.cast import Cast
from tests.escalations.conftest import NOW, logged
from tests.escalations.test_links import browser, path_in_mail


@pytest.fixture
def path(cast: Cast, asked: Escalation) -> str:
    return path_in_mail(cast.contact.email)


def test_what_has_gone_out_stays_open_two_days(
    cast: Cast, asked: Escalation, path: str, clock: time_machine.Traveller
) -> None:
    acts.answer(escalation=asked, by=cast.contact, publishable="Voilà")
    acts.relay(escalation=asked, text="Voilà", by=cast.cm, key=uuid4())
    clock.shift(links.AFTER_RELAY - timedelta(seconds=1))
    assert browser().get(path).status_code == 200
    clock.shift(timedelta(seconds=1))
    page = browser().get(path)
    assert (page.status_code, "Que répondre" in page.text) == (410, False)
    asked.refresh_from_db()
    reopen(escalation=asked, why="Encore", by=cast.cm)
    assert browser().get(path).status_code == 200


def test_an_archived_brand_asks_nothing_more(cast: Cast, asked: Escalation, path: str) -> None:
    type(cast.brand).objects.filter(pk=cast.brand.pk).update(archived_at=NOW)
    page = browser().get(path)
    assert (page.status_code, "Que répondre" in page.text) == (410, False)


def test_whoever_was_locked_out_opens_nothing_and_is_asked_no_more(
    cast: Cast, asked: Escalation, path: str
) -> None:
    type(cast.contact).objects.filter(pk=cast.contact.pk).update(is_active=False)
    assert browser().get(path).status_code == 410
    later = open_escalation(interaction=logged(cast, "Autre chose"), question="?", by=cast.cm)
    assert later.chain[0]["name"] == "Second Contact"
    assert not links.who_may_have_one(asked).filter(user=cast.contact).exists()
    assert gone_from([(cast.agency.pk, asked.chain)])[cast.agency.pk] == {"contact@example.com"}


def test_what_was_said_after_the_answer_went_out_is_not_for_the_department(
    cast: Cast, asked: Escalation, path: str, clock: time_machine.Traveller
) -> None:
    acts.answer(escalation=asked, by=cast.contact, publishable="Voilà")
    clock.shift(timedelta(minutes=5))
    acts.relay(escalation=asked, text="Votre carte est débloquée", by=cast.cm, key=uuid4())
    clock.shift(timedelta(minutes=5))
    log_message(interaction=asked.interaction, direction="in", text="Mon code est 4711", by=cast.cm)
    page = browser().get(path).text
    assert "Votre carte est débloquée" in page
    assert "4711" not in page
    asked.refresh_from_db()
    reopen(escalation=asked, why="Elle a écrit encore", by=cast.cm)
    assert "4711" in browser().get(path).text


@pytest.mark.parametrize("end", ["close", "busy", None])
def test_only_an_open_link_takes_in_photos(cast: Cast, asked: Escalation, path: str, end: str | None) -> None:
    cache.clear()
    if end == "close":
        acts.close(escalation=asked, by=cast.cm, reason="Réglé autrement")
    for _act in range(60 if end == "busy" else 0):
        browser().post(path, {"act": "none"})
    large = SimpleUploadedFile("photo.jpg", b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))
    taken_in: list[UploadedFile] = []
    told = {"act": "add", "more-publishable": "Voilà", "files": large}
    with seen_files(taken_in):
        answer = browser().post(path, told)
    assert answer.status_code == (303 if end is None else 422)
    assert bool(taken_in) is (end is None)
    cache.clear()


@contextmanager
def seen_files(taken_in: list[UploadedFile]) -> Iterator[None]:
    """The files that Django has taken in meanwhile."""
    original = MemoryFileUploadHandler.file_complete, TemporaryFileUploadHandler.file_complete

    def noting(take: Any) -> Any:
        def file_complete(handler: Any, size: int) -> Any:
            file = take(handler, size)
            taken_in.extend([file] if file else [])
            return file

        return file_complete

    kinds = (MemoryFileUploadHandler, TemporaryFileUploadHandler)
    with pytest.MonkeyPatch.context() as patch:
        for kind, take in zip(kinds, original, strict=True):
            patch.setattr(kind, "file_complete", noting(take))
        yield
