from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from cmhub.backup.archive import BackupError
from cmhub.backup.figures import rows_in
from cmhub.backup.programs import ProgramError
from cmhub.backup.taking import take_backup
from cmhub.lib.commands import JsonCommand, UsageError


class Command(JsonCommand):
    help = (
        "Takes a backup of all rows and files while people work: a folder named by the moment, in the one "
        'that is given. Prints {"backup", "tables", "rows", "files", "bytes", "seconds"}.'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=Path("backups"), help="where to (backups)"
        )

    def answer(self, **options: Any) -> Any:
        folder: Path = options["folder"]
        try:
            taken = take_backup(folder.absolute())
        except (BackupError, ProgramError, OSError) as problem:
            raise UsageError(str(problem)) from problem
        return {
            "backup": str(taken.folder),
            "tables": len(taken.manifest.tables),
            "rows": rows_in(taken.manifest.tables),
            "files": len(taken.manifest.files),
            "bytes": taken.bytes,
            "seconds": round(taken.seconds, 1),
        }
