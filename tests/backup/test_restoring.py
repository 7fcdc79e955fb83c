"""A backup is taken out of an installation with real programs, put into an empty one, and compared."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest
from django.core.cache import cache

from cmhub.backup import archive
from cmhub.embedded.layout import APPLICATION
from cmhub.lib.ticks import BACKUP, last_tick
from tests.backup.installation import Installation, manage

pytestmark = pytest.mark.django_db  # the run's database is what the installations are copied from

Empty = Callable[[], Installation]


def taken(source: Installation, tmp_path: Path) -> Path:
    return Path(source.answer("backup", str(tmp_path / "backups"))["backup"])


def told_of(backup: Path) -> dict[str, Any]:
    return json.loads((backup / archive.MANIFEST).read_text())


def test_all_of_it_comes_back(source: Installation, empty: Empty, tmp_path: Path) -> None:
    cache.delete(BACKUP)
    backup = taken(source, tmp_path)
    begun = datetime.fromtimestamp(last_tick(BACKUP)["at"], UTC)  # what the page of the installation tells
    assert begun.strftime("%Y-%m-%dT%H-%M-%SZ") == backup.name
    there = empty()
    told = there.answer("restore", str(backup))
    rows = source.rows()
    assert there.rows() == rows
    assert there.contents() == source.contents()
    assert there.named() == source.named()
    assert (told["tables"], told["rows"]) == (len(rows), sum(map(len, rows.values())))
    assert (told["files"], told["migrations"], told["key"]) == (2, 0, "same")
    assert {path.stat().st_mode & 0o077 for path in (backup, backup / archive.MANIFEST)} == {0}
    assert not (backup / archive.KEY).exists()  # whoever gives it by the environment keeps it


@pytest.mark.faults
def test_what_is_restored_can_be_worked_with(source: Installation, empty: Empty, tmp_path: Path) -> None:
    there = empty()
    there.answer("restore", str(taken(source, tmp_path)))
    with source.connected() as connection:
        (newest,) = connection.execute("select max(id) from accounts_agency").fetchone() or ()
    with there.connected(APPLICATION) as connection:
        made = connection.execute(
            "insert into accounts_agency select (jsonb_populate_record(a, jsonb_build_object("
            "'id', nextval(pg_get_serial_sequence('accounts_agency', 'id')), 'slug', 'new'))).*"
            " from accounts_agency a limit 1 returning id"
        ).fetchone()
        assert made is not None
        assert made[0] > newest
        with pytest.raises(psycopg.errors.InsufficientPrivilege):  # append-only again
            connection.execute("delete from accounts_auditentry")


@pytest.mark.faults
def test_it_is_of_one_moment_while_people_work(source: Installation, empty: Empty, tmp_path: Path) -> None:
    """Whatever is written meanwhile is there whole or not at all, with its file."""
    pair = "create table {name} (id bigint generated always as identity, word uuid)"
    with source.connected() as connection:
        for name in ("aa_first", "zz_last"):
            connection.execute(pair.format(name=name))
        connection.execute(
            "insert into aa_first (word) select gen_random_uuid() from generate_series(1, 1000)"
        )
        connection.execute("insert into zz_last (word) select word from aa_first")
    over = Event()

    def work() -> int:
        number = 0
        with source.connected() as connection:
            while not over.is_set():
                with connection.transaction():
                    (word,) = (
                        connection.execute(
                            "insert into aa_first (word) values (gen_random_uuid()) returning word"
                        ).fetchone()
                        or ()
                    )
                    (source.files / f"{word}.txt").write_text(str(word))
                    connection.execute("insert into zz_last (word) values (%s)", [word])
                number += 1
        return number

    with ThreadPoolExecutor() as threads:
        working = threads.submit(work)
        try:
            backup = taken(source, tmp_path)
        finally:
            over.set()
        assert working.result() > 0
    there = empty()
    there.answer("restore", str(backup))
    with there.connected() as connection:
        first, last = (
            {word for (word,) in connection.execute(f"select word from {name}").fetchall()}
            for name in ("aa_first", "zz_last")
        )
        later = connection.execute("select word from zz_last where id > 1000").fetchall()
    assert first == last
    assert {f"{word}.txt" for (word,) in later} <= there.contents().keys()


def spoil_dump(backup: Path) -> None:
    dump = backup / archive.DATABASE
    data = bytearray(dump.read_bytes())
    data[len(data) // 2] ^= 1
    dump.write_bytes(data)


def lose_file(backup: Path) -> None:
    (backup / archive.FILES / "shots/ab/one.png").unlink()


def lose_manifest(backup: Path) -> None:
    (backup / archive.MANIFEST).unlink()


def cut_manifest(backup: Path) -> None:
    path = backup / archive.MANIFEST
    path.write_text(path.read_text()[:-20])


def say(**changed: Any) -> Callable[[Path], None]:
    def change(backup: Path) -> None:
        (backup / archive.MANIFEST).write_text(json.dumps(told_of(backup) | changed))

    return change


def count_one_more(backup: Path) -> None:
    tables = told_of(backup)["tables"]
    tables["accounts_agency"][0] += 1
    say(tables=tables)(backup)


SPOILT: list[tuple[Callable[[Path], None], str]] = [
    (spoil_dump, archive.DATABASE),
    (lose_file, "shots/ab/one.png"),
    (lose_manifest, archive.MANIFEST),
    (cut_manifest, archive.MANIFEST),
    (say(format=99), "plus récent"),
    (say(postgres=99), "PostgreSQL 99"),
    (say(migrations=["team.9999_later"], version="9.9"), "team.9999_later"),
]


def test_what_is_not_whole_is_refused_before_anything_is_changed(
    source: Installation, empty: Empty, tmp_path: Path
) -> None:
    backup, there = taken(source, tmp_path), empty()
    for number, (spoil, words) in enumerate(SPOILT):
        spoilt = tmp_path / f"spoilt-{number}"
        shutil.copytree(backup, spoilt)
        spoil(spoilt)
        refused = there.manage("restore", str(spoilt))
        assert (refused.returncode, refused.stdout) == (2, "")
        assert words in refused.stderr
        assert "Traceback" not in refused.stderr
    assert (there.tables(), there.contents()) == ([], {})
    count_one_more(backup)
    other = there.manage("restore", str(backup))
    assert other.returncode == 2
    assert "accounts_agency" in other.stderr


def test_what_is_there_is_not_written_over(source: Installation, empty: Empty, tmp_path: Path) -> None:
    backup, before = taken(source, tmp_path), source.rows()
    refused = source.manage("restore", str(backup))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert source.database in refused.stderr
    assert source.rows() == before
    there = empty()
    there.files.mkdir()
    (there.files / "somebody's.png").write_bytes(b"")
    assert there.manage("restore", str(backup)).returncode == 2
    assert there.tables() == []


@pytest.mark.faults
def test_another_secret_key_is_told(source: Installation, empty: Empty, tmp_path: Path) -> None:
    there = replace(empty(), key="zW4" + "p7-Bn1_Tr8" * 7)
    restored = there.manage("restore", str(taken(source, tmp_path)))
    assert restored.returncode == 1
    assert "SECRET_KEY" in restored.stderr
    assert json.loads(restored.stdout)["key"] == "other"


@pytest.mark.faults
def test_a_backup_that_cannot_be_taken_leaves_nothing(source: Installation, tmp_path: Path) -> None:
    for words, changed in (
        ("POSTGRES_PROGRAMS", {"POSTGRES_PROGRAMS": str(tmp_path / "nowhere")}),
        ("pg_dump", {"DATABASE_OWNER_URL": source.environment["DATABASE_URL"]}),  # may not read all
    ):
        refused = source.manage("backup", str(tmp_path / "backups"), **changed)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert words in refused.stderr
        assert list((tmp_path / "backups").iterdir()) == []


def test_of_an_installation_that_was_never_set_up_nothing_is_taken(empty: Empty, tmp_path: Path) -> None:
    refused = empty().manage("backup", str(tmp_path / "backups"))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "CMHUB_HOME" in refused.stderr
    assert list((tmp_path / "backups").iterdir()) == []


def test_one_command_moves_all_of_it(source: Installation, empty: Empty, tmp_path: Path) -> None:
    there, named = empty(), tmp_path / "production.env"

    def name(installation: Installation) -> None:
        named.write_text("".join(f"{key}={value}\n" for key, value in installation.environment.items()))

    name(replace(there, key="zW4" + "p7-Bn1_Tr8" * 7))
    refused = source.manage("move", str(named))
    assert refused.returncode == 2
    assert "SECRET_KEY" in refused.stderr
    assert there.tables() == []
    name(there)
    assert source.answer("move", str(named))["key"] == "same"
    assert there.rows() == source.rows()
    assert there.contents() == source.contents()
    again = source.manage("move", str(named))  # it is not empty any more
    assert (again.returncode, again.stdout) == (2, "")
    assert there.database in again.stderr


@pytest.mark.faults
def test_an_embedded_installation_and_its_key(source: Installation, tmp_path: Path) -> None:
    """From servers of one's own into the embedded ones, and from there into others."""
    homes = [tmp_path / name for name in ("one", "two")]

    def answer(home: Path, *arguments: str, code: int = 0) -> Any:
        ended = manage(*arguments, CMHUB_HOME=str(home), HOME=str(tmp_path))
        assert ended.returncode == code, ended.stderr
        return json.loads(ended.stdout)

    first = answer(homes[0], "restore", str(taken(source, tmp_path)), code=1)
    assert first["key"] == "other"
    backup = answer(homes[0], "backup", str(tmp_path / "embedded"))
    second = answer(homes[1], "restore", backup["backup"])
    assert second["key"] == "restored"
    assert second["rows"] == backup["rows"]
    keys = [(home / "secret_key").read_text() for home in homes]
    assert keys[0] == keys[1]
    assert answer(homes[1], "list_agencies") == answer(homes[0], "list_agencies") != []
    assert {path.name for path in (homes[1] / "files").rglob("*.*")} == {"one.png", "é.csv"}
