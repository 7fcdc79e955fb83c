"""A migration that needs a table for itself lets people go first, and comes again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from cmhub.embedded.layout import OWNER, Layout
from tests.backup.installation import installation
from tests.waiting import PATIENCE, wait_until

WAITS = """
SELECT EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE NOT granted AND mode = 'AccessExclusiveLock' AND usename = %s AND datname = %s)
"""
READ = "SELECT count(*) FROM inbox_interaction"


@pytest.mark.django_db
@pytest.mark.usefixtures("django_db_setup")
def test_nobody_stands_long_behind_a_migration(embedded_servers: Layout, tmp_path: Path) -> None:
    with installation(embedded_servers, tmp_path, filled=True) as there, ThreadPoolExecutor(1) as pool:
        url = embedded_servers.database_url
        with (
            psycopg.connect(url(OWNER, there.database)) as somebody,
            psycopg.connect(url(OWNER, there.database), autocommit=True) as another,
            psycopg.connect(url(OWNER, there.database), autocommit=True) as watcher,
        ):

            def waits() -> bool:
                row = watcher.execute(WAITS, [OWNER, there.database]).fetchone()
                return bool(row and row[0])

            somebody.execute(READ)  # and stays in the transaction
            migrating = pool.submit(there.manage, "migrate", "inbox", "0012_members", "--database", "owner")
            wait_until(waits, what="the migration before the table")
            another.execute(READ)  # behind it, while somebody still reads
            assert not migrating.done()
            wait_until(waits, what="the migration before the table once more")
            somebody.rollback()
            done = migrating.result(PATIENCE)
        assert done.returncode == 0, done.stderr
        assert "A table is in use" in done.stderr
        assert there.manage("migrate", "--check", "--database", "owner").returncode == 1  # one is taken back
