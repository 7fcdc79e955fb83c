"""On what it runs: versions, connections, room on the disk, the time."""

from __future__ import annotations

import platform
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from redis.exceptions import RedisError

from cmhub import __version__
from cmhub.operations.state.queues import version as version_of_broker

TIME_OFF_BY = 30
"""Seconds by which two clocks may differ before what is due is told early or late."""


@dataclass(frozen=True)
class Connections:
    """Those of all programs to this database, by what they do, and how many the server takes at most."""

    by_state: dict[str, int]
    most: int

    @property
    def used(self) -> int:
        return sum(self.by_state.values())


@dataclass(frozen=True)
class Disk:
    free: int
    size: int

    @property
    def is_short(self) -> bool:
        return self.free * 10 < self.size


def connections() -> Connections:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(state, 'hidden'), count(*), current_setting('max_connections')::int"
            " FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1"
        )
        rows = cursor.fetchall()
    return Connections({state: number for state, number, _most in rows}, rows[0][2])


def disk() -> Disk:
    """Where files are kept; of the folder that would hold it while it is not there yet."""
    folder = Path(settings.MEDIA_ROOT).absolute()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    used = shutil.disk_usage(there)
    return Disk(used.free, used.total)


def time_off() -> float:
    """Seconds by which the time of this machine is ahead of the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
        (theirs,) = cursor.fetchone()
    return time.time() - theirs


def versions() -> dict[str, str]:
    """By the name of the program; without the broker's while that does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        postgres = cursor.fetchone()[0].split()[0]
    told = {
        "CM Hub": __version__,
        "Python": platform.python_version(),
        "Django": django.get_version(),
        "PostgreSQL": postgres,
    }
    try:
        told["Valkey"] = version_of_broker()
    except (RedisError, OSError):
        return told
    return told


def latest_migration() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id DESC LIMIT 1")
        row = cursor.fetchone()
    return row[0] if row else ""
