"""Pictures in files: as they are kept, and small."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from cmhub.lib import kept_files
from cmhub.lib.pictures import Picture


def path_of(folder: str, stored_as: UUID, *, small: bool = False) -> Path:
    return kept_files.path_in(folder, stored_as, "-small.jpg" if small else ".jpg")


def store(folder: str, stored_as: UUID, picture: Picture) -> None:
    kept_files.write_whole(path_of(folder, stored_as), picture.data)
    kept_files.write_whole(path_of(folder, stored_as, small=True), picture.small)


def forget(folder: str, stored: Iterable[UUID]) -> None:
    kept_files.forget(path_of(folder, name, small=small) for name in stored for small in (False, True))
