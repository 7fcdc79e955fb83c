"""How long given files and refused lines are kept."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from channels_mgmt.inbox.intake.files import folder
from channels_mgmt.inbox.models import IntakeRun


def forget_files(*, at: datetime | None = None) -> int:
    """Deletes the files of runs that ended long ago, and those that no run knows any more; how many.

    The latter are of commands, or of a process that died between writing the file and saying so.
    """
    oldest = (at or timezone.now()) - timedelta(days=settings.INTAKE_FILES_KEPT_DAYS)
    ended = IntakeRun.objects.filter(finished_at__lt=oldest).exclude(stored_file="", refused_file="")
    paths = {Path(path) for pair in ended.values_list("stored_file", "refused_file") for path in pair if path}
    known = IntakeRun.objects.values_list("stored_file", "refused_file")
    paths |= _older(oldest) - {Path(path) for pair in known.iterator() for path in pair}
    deleted = sum(_delete(path) for path in paths)
    ended.update(stored_file="", refused_file="")
    return deleted


def _older(oldest: datetime) -> set[Path]:
    files = (path for path in folder().glob("*/*") if path.is_file())
    return {path for path in files if path.stat().st_mtime < oldest.timestamp()}


def _delete(path: Path) -> bool:
    there = path.exists()
    path.unlink(missing_ok=True)
    return there
