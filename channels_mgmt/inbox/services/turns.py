"""One intake of a brand at a time, as programs meet it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from cmhub.lib.locks import advisory_lock

PATIENCE = "5s"
"""How long a batch waits for a file or another batch of the brand that is being recorded."""


class BusyError(Exception):
    """A file of the brand is being recorded, and takes longer than a program should wait."""


@contextmanager
def in_turn(brand_id: int) -> Iterator[None]:
    """Holds the brand's lock of intake, or gives up after a while with BusyError. Within a transaction."""
    try:
        with_patience(PATIENCE)
        with advisory_lock("intake", brand_id):
            with_patience("0")
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise BusyError from error
        raise


def with_patience(time: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [time])
