"""Files that rows know by `stored_as`: under names of ours in folders of ours, to which no address leads."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

BEGUN = ".part"
"""The ending of what has not been written to its end."""
UNKNOWN_FOR = timedelta(days=1)
"""How old a file that no row knows must be before it is deleted: its row may be about to be written."""


def folder_of(name: str) -> Path:
    return Path(settings.MEDIA_ROOT, name)


def path_in(folder: str, stored_as: UUID, ending: str) -> Path:
    return folder_of(folder) / stored_as.hex[:2] / f"{stored_as}{ending}"


def write_whole(path: Path, data: bytes) -> None:
    """Whole or not at all: what is read never ends in the middle."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_suffix(BEGUN)
    try:
        with begun.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        begun.unlink(missing_ok=True)  # where there was no room, it must not take what there is
        raise
    begun.replace(path)


def forget(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def forget_unknown(folder: str, rows: QuerySet[Any], *, at: datetime | None = None) -> int:
    """Deletes the files of a folder that no row knows: of what was not recorded after all, or erased while
    the process died; how many.
    """
    oldest = ((at or timezone.now()) - UNKNOWN_FOR).timestamp()
    old = [path for path in folder_of(folder).glob("*/*") if path.stat().st_mtime < oldest]
    ids = {stored_as for path in old if (stored_as := _stored_as(path))}
    known = set(rows.filter(stored_as__in=ids).values_list("stored_as", flat=True))
    unknown = [path for path in old if path.suffix == BEGUN or _stored_as(path) not in known]
    forget(unknown)
    return len(unknown)


def _stored_as(path: Path) -> UUID | None:
    try:
        return UUID(path.stem.removesuffix("-small"))
    except ValueError:
        return None
