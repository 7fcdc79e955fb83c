"""The benchmarks' own servers and databases: a folder of their own, a database for each size of data."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from psycopg import sql

from cmhub.embedded.layout import APPLICATION, CHECKOUT, OWNER, SUPERUSER, Layout
from cmhub.embedded.lease import joined_servers

MESSAGES = 1_000_000
"""The number of messages measured on unless told otherwise."""
BRANDS = 200
"""The number of brands that they are spread over unless told otherwise."""


def layout() -> Layout:
    os.environ["CMHUB_HOME"] = os.environ.get("CMHUB_HOME") or str(CHECKOUT / ".cmhub-bench")
    return Layout(Path(os.environ["CMHUB_HOME"]).absolute())


def database_of(messages: int, brands: int = BRANDS) -> str:
    return f"bench_{messages}" if brands == BRANDS else f"bench_{messages}_{brands}"


@contextmanager
def servers() -> Iterator[Layout]:
    """The embedded servers of the benchmarks, started unless they run, stopped by the last user."""
    home = layout()
    with joined_servers(home):
        yield home


def urls(home: Layout, database: str) -> dict[str, str]:
    """The environment by which CM Hub finds this database."""
    return {
        "CMHUB_HOME": str(home.home),
        "DATABASE_URL": home.database_url(APPLICATION, database),
        "DATABASE_OWNER_URL": home.database_url(OWNER, database),
        "REDIS_URL": home.broker_url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    }


@contextmanager
def database(messages: int, brands: int = BRANDS) -> Iterator[Layout]:
    """Django, set up on the data of that many messages. The data are made where they are not there yet."""
    with servers() as home:
        enter(home, database_of(messages, brands))
        from benchmarks.data import ensure_data

        ensure_data(messages, brands)
        yield home


def enter(home: Layout, name: str, *, settings: str = "") -> None:
    """Sets Django up on the database of that name, which is made where there is none; with the benchmarks'
    settings unless others are named.
    """
    with psycopg.connect(home.database_url(SUPERUSER, "postgres"), autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            names = sql.Identifier(name), sql.Identifier(OWNER)
            connection.execute(sql.SQL("create database {} owner {}").format(*names))
    os.environ.update(urls(home, name))
    if settings:
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()


def asked_messages(description: str, default: int = MESSAGES) -> int:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--n", type=int, default=default, help=f"messages ({default:,})")
    return int(parser.parse_args().n)
