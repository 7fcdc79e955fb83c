"""Putting a backup back into an empty installation, and looking whether all of it came."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from cmhub.backup import archive
from cmhub.backup.archive import BackupError, Manifest
from cmhub.backup.figures import differing, figures_of, rows_in
from cmhub.backup.programs import run
from cmhub.backup.taking import OWNER

OF_ROLES = re.compile(r"^\d+; \d+ \d+ (?:POLICY|ROW SECURITY) ")
"""Entries of a dump that name roles, which `grant_rights` makes for those of this installation."""


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    rows: int
    migrations: int
    """How many were run after it, where the backup is of an earlier version."""
    key: str
    """`same`, `restored`, or `other`: then what was encrypted cannot be read."""
    seconds: float


def restore_backup(folder: Path) -> Restored:
    """Raises BackupError and ProgramError: before anything was changed where the backup is not whole, the
    installation not empty or older; the rows come all or not at all.
    """
    started = time.monotonic()
    connection = connections[OWNER]
    manifest = Manifest.read(folder)
    manifest.check(folder)
    _refuse_what_cannot_be(connection, manifest)
    _put_rows(connection, folder)
    with transaction.atomic(using=OWNER):
        found = figures_of(connection)
    if others := differing(found, manifest.tables):
        names = ", ".join(others)
        raise BackupError(
            _("What was put back is not what was taken out, in %(tables)s.") % {"tables": names}
        )
    _put_files(folder, manifest)
    key = _put_key(folder, manifest)
    missing = len(known_migrations() - {*manifest.migrations})
    call_command("migrate", database=OWNER, interactive=False, verbosity=0)
    call_command("grant_rights", stderr=StringIO())
    return Restored(manifest, rows_in(found), missing, key, time.monotonic() - started)


def known_migrations() -> set[str]:
    loader: Any = MigrationLoader(None)
    return {".".join(one) for one in loader.disk_migrations}


def _refuse_what_cannot_be(connection: BaseDatabaseWrapper, manifest: Manifest) -> None:
    told: dict[str, Any]
    known = known_migrations()
    if unknown := {*manifest.migrations} - known:
        told = {"version": manifest.version, "migration": min(unknown)}
        raise BackupError(
            _("The backup is of CM Hub %(version)s, which is later: %(migration)s is not known here.") % told
        )
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            told = {"name": connection.settings_dict["NAME"]}
            raise BackupError(_("The database %(name)s is not empty: restore into one that is.") % told)
        cursor.execute("show server_version_num")
        version = int(cursor.fetchone()[0]) // 10_000
    if version < manifest.postgres:
        told = {"theirs": manifest.postgres, "ours": version}
        raise BackupError(
            _("The backup is of PostgreSQL %(theirs)s, and this server is %(ours)s: it must not be older.")
            % told
        )
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(archive.whole_files(media)):
        told = {"folder": media}
        raise BackupError(_("%(folder)s is not empty: files of another installation lie there.") % told)


def _put_rows(connection: BaseDatabaseWrapper, folder: Path) -> None:
    dump, database = str(folder / archive.DATABASE), connection.settings_dict
    listed = run("pg_restore", "--list", dump, database={})
    wanted = "\n".join(line for line in listed.splitlines() if not OF_ROLES.match(line))
    with tempfile.NamedTemporaryFile("w", suffix=".list") as file:
        file.write(wanted)
        file.flush()
        options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        name = f"--dbname={database['NAME']}"
        run("pg_restore", *options, f"--use-list={file.name}", name, dump, database=database)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _put_files(folder: Path, manifest: Manifest) -> None:
    media = Path(settings.MEDIA_ROOT)
    for name in manifest.files:
        there = media / name
        there.parent.mkdir(parents=True, exist_ok=True)
        begun = there.with_name(there.name + archive.BEGUN)
        shutil.copy2(folder / archive.FILES / name, begun)
        begun.replace(there)


def _put_key(folder: Path, manifest: Manifest) -> str:
    """Of an installation that keeps its own SECRET_KEY; who gives one by the environment brings it along."""
    if archive.mark_of(settings.SECRET_KEY) == manifest.key:
        return "same"
    kept = folder / archive.KEY
    if settings.SECRET_KEY_FILE is None or not kept.is_file():
        return "other"
    archive.write_through(Path(settings.SECRET_KEY_FILE), kept.read_bytes())
    return "restored"
