"""Where given files and refused lines lie: under MEDIA_ROOT, which no page serves."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    return Path(settings.MEDIA_ROOT, "intake")


def given_path(name: uuid.UUID) -> Path:
    return folder() / "given" / str(name)


def refused_path(name: uuid.UUID) -> Path:
    return folder() / "refused" / f"{name}.csv"
