"""Files of pictures, under names of ours in folders of ours, to which no address leads."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

from cmhub.lib.pictures import Picture


def path_of(folder: str, stored_as: UUID, *, small: bool = False) -> Path:
    parts = stored_as.hex[:2], f"{stored_as}{'-small' if small else ''}.jpg"
    return Path(settings.MEDIA_ROOT, folder, *parts)


def store(folder: str, stored_as: UUID, picture: Picture) -> None:
    write(path_of(folder, stored_as), picture.data)
    write(path_of(folder, stored_as, small=True), picture.small)


def write(path: Path, data: bytes) -> None:
    """Whole or not at all: what is read never ends in the middle."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_suffix(".part")
    with begun.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    begun.replace(path)


def forget(folder: str, stored: Iterable[UUID]) -> None:
    for name in stored:
        for small in (False, True):
            path_of(folder, name, small=small).unlink(missing_ok=True)


def old_names(folder: str, before: float) -> set[UUID]:
    """Under which names files lie that were written before an instant, in seconds since 1970."""
    names = set()
    for path in Path(settings.MEDIA_ROOT, folder).glob("*/*"):
        if path.stat().st_mtime < before:
            try:
                names.add(UUID(path.stem.removesuffix("-small")))
            except ValueError:
                continue
    return names
