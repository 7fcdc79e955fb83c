"""What is kept of files: until they are taken in, and the refused lines for a month."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from channels_mgmt.inbox.choices import IntakeState
from channels_mgmt.inbox.intake.files import refused_path
from channels_mgmt.inbox.models import IntakeRun
from channels_mgmt.inbox.services import intake_files, intake_runs, intake_work
from tests.cast import Cast

FILE = (
    "message_id,direction,sent_at,author,text\n1,in,2026-03-02T08:00:00Z,awa,Bonjour\n2,in,jamais,awa,Allô\n"
)


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    client.force_login(cast.cm)
    return client


@pytest.fixture
def given(cast: Cast, tmp_path: Path) -> IntakeRun:
    path = tmp_path / "export.csv"
    path.write_text(FILE)
    with path.open("rb") as file:
        return intake_runs.give_file(
            brand=cast.brand, file=file, name=path.name, channel=cast.official, by=cast.cm, key=uuid4()
        )


@pytest.fixture
def queued(cast: Cast, given: IntakeRun) -> IntakeRun:
    return intake_runs.start_run(run=given, columns=given.columns, channel=cast.official, by=cast.cm)


def place(name: str, run: IntakeRun) -> str:
    return reverse(f"inbox:{name}", args=["wouri", run.pk])


def test_a_file_that_waits_behind_another_of_the_brand_says_so(
    client: Client, cast: Cast, queued: IntakeRun
) -> None:
    alone = client.get(place("intake_run", queued))
    assert alone.context["behind"] is None
    first = IntakeRun.objects.create(
        brand=cast.brand, by=cast.cm, key=uuid4(), file_name="first.csv", state=IntakeState.RUNNING,
        created_at=timezone.now(),
    )  # fmt: skip
    seen = {"seen": alone.context["version"]}
    behind = client.get(place("intake_run", queued), seen, headers={"HX-Request": "true"})
    assert (behind.status_code, behind.context["behind"]) == (200, first)
    assert "first.csv" in behind.content.decode()


def test_refused_lines_are_kept_for_a_month_and_then_the_page_says_so(
    client: Client, queued: IntakeRun
) -> None:
    run = intake_work.work_off(run_id=queued.pk)
    assert run is not None
    assert run.finished_at
    page, link = place("intake_run", run), place("intake_refused", run)
    intake_files.forget_files(at=run.finished_at + timedelta(days=29))
    assert link in client.get(page).content.decode()
    assert client.get(link).status_code == 200
    assert intake_files.forget_files(at=run.finished_at + timedelta(days=31))
    assert not Path(run.refused_file).exists()
    told = client.get(page).content.decode()
    assert link not in told
    assert "n’est plus conservée" in told
    assert client.get(link).status_code == 404
    assert intake_files.forget_files(at=run.finished_at + timedelta(days=31)) == 0


def test_files_that_no_run_knows_go_in_time_and_those_that_one_needs_stay(given: IntakeRun) -> None:
    stray = refused_path(uuid4())
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_text("line,reason\n")
    intake_files.forget_files()
    assert stray.exists()
    intake_files.forget_files(at=timezone.now() + timedelta(days=31))
    assert (stray.exists(), Path(given.stored_file).exists()) == (False, True)
