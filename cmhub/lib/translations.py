"""Compiles the catalogues without GNU gettext, which slim systems do not have."""

from __future__ import annotations

import os
from pathlib import Path

import polib
from django.utils.translation.reloader import translation_file_changed


def compile_stale(root: Path) -> list[Path]:
    """Write the .mo beside each .po under ``root`` that has changed since; those that were written.

    Entries marked fuzzy are left out, as gettext does. Each .mo bears the time of the .po that was read.
    It is put in place whole, and never by a run that read an earlier .po than the one that is there now.
    """
    written = []
    for source in sorted(root.rglob("*.po")):
        target = source.with_suffix(".mo")
        fresh = target.with_name(f"{target.stem}.{os.getpid()}.mo")
        while (changed := changed_at(source)) != changed_at(target):
            polib.pofile(str(source)).save_as_mofile(str(fresh))
            os.utime(fresh, ns=(changed, changed))
            if changed_at(source) == changed:
                fresh.replace(target)
                # What this process has said so far may have had it load the language as it was.
                translation_file_changed(None, target)
                written.append(target)
    return written


def changed_at(file: Path) -> int:
    """Nanoseconds, 0 for a file that is not there."""
    return file.stat().st_mtime_ns if file.exists() else 0
