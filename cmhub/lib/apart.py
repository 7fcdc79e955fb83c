"""A connection beside the one that does the work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def apart() -> Iterator[Any]:
    """What this thread asks inside goes over a connection of its own, whatever transaction it is in: others
    see it at once, and it stays where that transaction is undone.
    """
    used: Any = connections[DEFAULT_DB_ALIAS]
    own = used.copy()
    connections[DEFAULT_DB_ALIAS] = own
    try:
        yield own
    finally:
        connections[DEFAULT_DB_ALIAS] = used
        own.close()
