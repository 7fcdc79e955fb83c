"""How long given files and refused lines are kept."""

from datetime import datetime

from channels_mgmt.inbox.intake.files import FILES
from channels_mgmt.inbox.models import IntakeRun


def forget_files(*, at: datetime | None = None) -> int:
    """Deletes the files of runs that ended long ago, and those that no run knows any more; how many."""
    return FILES.forget(IntakeRun, at=at)
