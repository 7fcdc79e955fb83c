"""Taking a backup while people work."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from cmhub import __version__
from cmhub.backup import archive
from cmhub.backup.archive import BackupError, Manifest
from cmhub.backup.figures import figures_of
from cmhub.backup.programs import run
from cmhub.lib.ticks import BACKUP, leave_tick

OWNER = "owner"
"""The connection that sees all rows."""
REMEMBERED_FOR = 365 * 24 * 3600
"""Seconds for which the installation can say when it was last backed up."""
OPTIONS = ("--format=custom", "--no-owner", "--no-privileges", "--no-comments")
"""Who owns what and may do what is the affair of the server that it is put back on."""


@dataclass(frozen=True)
class Taken:
    folder: Path
    manifest: Manifest
    bytes: int
    seconds: float


def take_backup(into: Path) -> Taken:
    """A folder in `into`, named by the moment, with all rows as they were then and every file that they speak
    of. Raises BackupError and ProgramError; what was begun is then gone.
    """
    begun_at, started = timezone.now(), time.monotonic()
    into.mkdir(parents=True, exist_ok=True)
    folder = into / begun_at.strftime("%Y-%m-%dT%H-%M-%SZ")
    if folder.exists():
        raise BackupError(_("%(folder)s is there already.") % {"folder": folder})
    making = folder.with_name(folder.name + archive.BEGUN)
    making.mkdir(mode=0o700)
    try:
        manifest = _fill(making)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    leave_tick(BACKUP, begun_at, kept_for=REMEMBERED_FOR)
    size = sum(path.stat().st_size for path in archive.whole_files(folder))
    return Taken(folder, manifest, size, time.monotonic() - started)


def _fill(folder: Path) -> Manifest:
    """Files are gathered before and after the rows: what a row speaks of was there at one of the two."""
    connection, files = connections[OWNER], folder / archive.FILES
    migrations = sorted(map(".".join, MigrationRecorder(connection).applied_migrations()))
    if not migrations:
        raise BackupError(
            _("There is nothing here to back up: CMHUB_HOME or DATABASE_URL names another installation.")
        )
    files.mkdir()
    archive.gather_files(Path(settings.MEDIA_ROOT), files)
    dump = folder / archive.DATABASE
    with transaction.atomic(using=OWNER), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        cursor.execute(
            "select now(), pg_export_snapshot(), current_setting('server_version_num')::int / 10000"
        )
        taken_at, snapshot, postgres = cursor.fetchone()
        run(
            "pg_dump", *OPTIONS, f"--snapshot={snapshot}", f"--file={dump}", database=connection.settings_dict
        )
        tables = figures_of(connection)
    archive.gather_files(Path(settings.MEDIA_ROOT), files)
    if settings.SECRET_KEY_FILE:
        archive.write_through(folder / archive.KEY, settings.SECRET_KEY.encode())
    manifest = Manifest(
        taken_at=taken_at,
        version=__version__,
        postgres=postgres,
        key=archive.mark_of(settings.SECRET_KEY),
        database=archive.digest(dump),
        tables=tables,
        files={str(path.relative_to(files)): archive.digest(path) for path in archive.whole_files(files)},
        migrations=migrations,
    )
    manifest.write(folder)
    return manifest
