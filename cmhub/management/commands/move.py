import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import environ
from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from cmhub.backup.archive import BackupError, mark_of
from cmhub.backup.programs import ProgramError
from cmhub.backup.taking import take_backup
from cmhub.lib.commands import DONE, JsonCommand, UsageError


class Command(JsonCommand):
    help = (
        "Brings all of this installation into the empty one whose variables a file names, as from the "
        "embedded servers to servers of one's own. This one is left as it is. Prints what `restore` prints."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("environment", type=Path, help="a file of NAME=value: see docs/deploy.md")

    def answer(self, **options: Any) -> Any:
        there = variables_of(options["environment"])
        if mark_of(there.get("SECRET_KEY", "")) != mark_of(settings.SECRET_KEY):
            told = {"file": settings.SECRET_KEY_FILE or "SECRET_KEY"}
            raise UsageError(
                _("Some of what is stored is encrypted: give there the SECRET_KEY of here (%(file)s).") % told
            )
        with tempfile.TemporaryDirectory(prefix="cmhub-move-") as folder:
            try:
                taken = take_backup(Path(folder))
            except (BackupError, ProgramError, OSError) as problem:
                raise UsageError(str(problem)) from problem
            return self.restored(taken.folder, there)

    def restored(self, backup: Path, there: dict[str, str]) -> Any:
        """By a process of its own, under the other installation's settings."""
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(backup)]
        ended = subprocess.run(
            command, env=os.environ | there, stdout=subprocess.PIPE, text=True, check=False
        )
        if ended.returncode != DONE:
            raise UsageError(_("Nothing was moved; the reason stands above."))
        return json.loads(ended.stdout)


def variables_of(path: Path) -> dict[str, str]:
    """Raises UsageError."""
    if not path.is_file():
        raise UsageError(_("%(file)s is not there.") % {"file": path})
    found: dict[str, str] = {}
    reader: Any = type("Variables", (environ.Env,), {"ENVIRON": found})
    reader.read_env(path)
    ours = {
        "DJANGO_SETTINGS_MODULE": "cmhub.settings.production",
        "POSTGRES_PROGRAMS": settings.POSTGRES_PROGRAMS,
    }
    return ours | found
