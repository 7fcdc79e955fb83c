"""Compiles the catalogues without GNU gettext, which slim systems do not have."""

from __future__ import annotations

from pathlib import Path

import polib


def compile_stale(root: Path) -> list[Path]:
    """Write the .mo beside each .po under ``root`` that is newer than it; those that were written.

    Entries marked fuzzy are left out, as gettext does. A half-written file is never read: it is put in
    place whole.
    """
    written = []
    for source in sorted(root.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        fresh = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)
        written.append(target)
    return written
