"""What was released, with the data of its day, is brought up to date and loses nothing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from cmhub.backup import archive
from cmhub.embedded.layout import OWNER, Layout
from cmhub.embedded.postgres import programs_of_wheel
from tests.backup.installation import Installation, installation

RELEASED = sorted(Path(__file__).parent.joinpath("released").iterdir())
"""Backups, by the version that they are of."""
PAGES = (
    "",
    "inbox/",
    "escalations/",
    "watch/",
    "publishing/",
    "team/",
    "strategy/",
    "reports/",
    "reports/2026-W40/",
)
OPENED = """
from accounts.models import User
from django.conf import settings
from django.test import Client
from benchmarks.web import log_in
client = Client(HTTP_HOST="localhost")
client.cookies[settings.SESSION_COOKIE_NAME] = log_in("manager@example.com")
for page in {pages}:
    print(page, client.get(page).status_code)
"""
FIGURES = "select id, week, state, quantitative::text from weekly_weeklyreport order by id"


@pytest.fixture
def empty(embedded_servers: Layout, tmp_path: Path) -> Iterator[Callable[[], Installation]]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(installation(embedded_servers, tmp_path))


def as_released(there: Installation, backup: Path) -> Installation:
    """The rows as they were, with nothing brought up to date."""
    command = [
        str(programs_of_wheel() / "pg_restore"),
        *("--no-owner", "--no-privileges", "--dbname", there.servers.database_url(OWNER, there.database)),
        str(backup / archive.DATABASE),
    ]
    subprocess.run(command, check=False, capture_output=True)  # policies name roles that are not there yet
    return there


def asked(there: Installation, statement: str) -> list[Any]:
    with there.connected() as connection:
        return connection.execute(statement).fetchall()


@pytest.mark.faults
@pytest.mark.parametrize("backup", RELEASED, ids=lambda backup: backup.name)
def test_it_is_brought_up_to_date_and_nothing_is_lost(
    backup: Path, empty: Callable[[], Installation]
) -> None:
    before, there = as_released(empty(), backup), empty()
    restored = there.manage("restore", str(backup))
    assert restored.returncode == 1, restored.stderr  # the SECRET_KEY of that day is nobody's any more
    assert json.loads(restored.stdout)["migrations"] > 0
    assert there.manage("migrate", "--check", "--database", "owner").returncode == 0
    assert asked(there, FIGURES) == asked(before, FIGURES) != []
    rows = there.rows()
    for table, lines in before.rows().items():
        if table in rows and table not in ("django_migrations", "django_content_type", "auth_permission"):
            assert len(rows[table]) >= len(lines), table
    pages = [f"/b/wouri/{page}" for page in PAGES]
    script = OPENED.format(pages=pages)
    tests = {"DJANGO_SETTINGS_MODULE": "cmhub.settings.test", "PYTHONPATH": "."}  # no files were collected
    opened = there.manage("shell", "--no-imports", "--command", script, **tests)
    assert opened.stdout.splitlines() == [f"{page} 200" for page in pages], opened.stderr


@pytest.mark.faults
@pytest.mark.parametrize("backup", RELEASED, ids=lambda backup: backup.name)
def test_the_way_back_and_forth_again(backup: Path, empty: Callable[[], Installation]) -> None:
    """Each migration since then is taken back, as whoever must return to that version does."""
    before, there = as_released(empty(), backup), empty()
    there.manage("restore", str(backup))
    last: dict[str, str] = {}
    for name in archive.Manifest.read(backup).migrations:
        app, _, migration = name.partition(".")
        last[app] = max(migration, last.get(app, ""))
    for app in {app for (app,) in asked(there, "select distinct app from django_migrations")}:
        back = there.manage("migrate", app, last.get(app, "zero"), "--database", "owner")
        assert back.returncode == 0, back.stderr
    assert there.tables() == before.tables()
    assert asked(there, FIGURES) == asked(before, FIGURES)
    forth = there.manage("migrate", "--database", "owner")
    assert forth.returncode == 0, forth.stderr
    assert asked(there, FIGURES) == asked(before, FIGURES)
