from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from cmhub.backup.archive import BackupError
from cmhub.backup.programs import ProgramError
from cmhub.backup.restoring import restore_backup
from cmhub.lib.commands import IN_PART, JsonCommand, UsageError


class Command(JsonCommand):
    help = (
        "Puts a backup back into an empty installation, looks whether every row and file came, and brings it "
        'up to date. Prints {"backup", "tables", "rows", "files", "migrations", "key", "seconds"}.'
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the backup: the folder that holds its manifest")

    def answer(self, **options: Any) -> Any:
        folder: Path = options["folder"]
        try:
            restored = restore_backup(folder.absolute())
        except (BackupError, ProgramError, OSError) as problem:
            raise UsageError(str(problem)) from problem
        if restored.key == "other":
            self.exit_code = IN_PART
            self.tell(
                _(
                    "SECRET_KEY is not the one of the backup: second factors and the secrets of webhooks and "
                    "of notifications cannot be read until it is."
                )
            )
        return {
            "backup": str(folder),
            "tables": len(restored.manifest.tables),
            "rows": restored.rows,
            "files": len(restored.manifest.files),
            "migrations": restored.migrations,
            "key": restored.key,
            "seconds": round(restored.seconds, 1),
        }
