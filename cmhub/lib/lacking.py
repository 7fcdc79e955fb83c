"""What an act needed and did not find, though nothing was wrong with it: a database that answers, or room."""

from __future__ import annotations

from enum import IntEnum
from errno import EDQUOT, ENOSPC

from django.db import InterfaceError, OperationalError

DISK_FULL = "53100"
AWAY = ("08", "53", "57P")
"""How PostgreSQL's codes begin where it is not there, has no connection left, or is being stopped."""


class Lack(IntEnum):
    """By the status with which a page answers."""

    DATABASE = 503
    ROOM = 507


RETRY_AFTER = {Lack.DATABASE: 10, Lack.ROOM: 120}
"""Seconds after which it is worth trying again."""


def lack_of(problem: BaseException | None) -> Lack | None:
    """None where something else is wrong."""
    if isinstance(problem, OSError):
        return Lack.ROOM if problem.errno in (ENOSPC, EDQUOT) else None
    if not isinstance(problem, OperationalError | InterfaceError):
        return None
    state = getattr(problem.__cause__, "sqlstate", None)
    if state == DISK_FULL:
        return Lack.ROOM
    # A connection that was refused, lost or not to be had from the pool has no code.
    return Lack.DATABASE if state is None or state.startswith(AWAY) else None
