"""PostgreSQL's own programs: what takes a database out and puts it back."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _


class ProgramError(RuntimeError):
    """A program is missing or failed; says which, and its own last words."""


def program(name: str) -> str:
    """Where it lies: in the folder that POSTGRES_PROGRAMS names, else on the path."""
    found = shutil.which(name, path=settings.POSTGRES_PROGRAMS or None)
    if found is None:
        raise ProgramError(
            _(
                "%(program)s is not there: install the client programs of PostgreSQL, or name their folder "
                "in POSTGRES_PROGRAMS."
            )
            % {"program": name}
        )
    return found


def run(name: str, *arguments: str, database: dict[str, Any]) -> str:
    """What the program prints. Raises ProgramError."""
    command = [program(name), "--no-password", *arguments]
    environment = os.environ | connection_of(database)
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise ProgramError(f"{Path(command[0]).name}: {last_words(ended.stderr)}")
    return ended.stdout


def connection_of(database: dict[str, Any]) -> dict[str, str]:
    """An entry of DATABASES as libpq's variables: a password on a command line can be read by others."""
    ways = (
        ("NAME", "DATABASE"),
        ("USER", "USER"),
        ("PASSWORD", "PASSWORD"),
        ("HOST", "HOST"),
        ("PORT", "PORT"),
    )
    given = {f"PG{theirs}": str(database[ours]) for ours, theirs in ways if database.get(ours)}
    options = database.get("OPTIONS", {})
    return given | {
        f"PG{name.upper()}": str(options[name]) for name in ("sslmode", "sslrootcert") if name in options
    }


def last_words(said: str, lines: int = 3) -> str:
    return " / ".join(line for line in said.strip().splitlines()[-lines:]) or "it failed without a word"
