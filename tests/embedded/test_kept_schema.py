"""What a new database is given at once is what the migrations make of it, step by step."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from cmhub.embedded.layout import CHECKOUT, OWNER, Layout
from cmhub.embedded.schema import dumped
from cmhub.lib.kept_schema import KeptSchema, checksums


@pytest.fixture
def new_database(embedded_servers: Layout) -> Iterator[Callable[[], str]]:
    """Makes an empty one, and gives its address."""
    made: list[str] = []

    def make() -> str:
        name = f"schema_{uuid4().hex}"
        with psycopg.connect(embedded_servers.owner_url, autocommit=True) as server:
            server.execute(f"create database {name}")
        made.append(name)
        return embedded_servers.database_url(OWNER, name)

    yield make
    with psycopg.connect(embedded_servers.owner_url, autocommit=True) as server:
        for name in made:
            server.execute(f"drop database {name} with (force)")


def run(url: str, *arguments: str) -> str:
    servers = {"DATABASE_URL": url, "REDIS_URL": settings.REDIS_URL}
    environment = os.environ | servers | {"DJANGO_SETTINGS_MODULE": "cmhub.settings.test"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def migrate(url: str, *options: str) -> None:
    run(url, "manage.py", "migrate", "--skip-checks", "--verbosity", "0", *options)


GIVEN = """
import dataclasses, django
django.setup()
from django.db import connection
from cmhub.lib import kept_schema
OLDER = dataclasses.replace(kept_schema.KeptSchema.read(), version=15)
{before}
print(kept_schema.give_schema(connection))
"""


@pytest.mark.faults
def test_it_is_what_the_migrations_make(new_database: Callable[[], str], embedded_servers: Layout) -> None:
    at_once, step_by_step = new_database(), new_database()
    migrate(at_once)
    migrate(step_by_step, "--step-by-step")

    def told(url: str) -> str:
        """Of a copy: conditions are written in another way once they were read from SQL."""
        copied = new_database()
        with psycopg.connect(copied) as connection:
            connection.execute("set check_function_bodies = off")
            connection.execute(dumped(url))
        return dumped(copied)

    assert told(at_once) == told(step_by_step)
    with psycopg.connect(at_once) as connection:
        applied = connection.execute("select app || '.' || name from django_migrations").fetchall()
    assert {name for (name,) in applied} == checksums().keys()


def test_it_is_current() -> None:
    """Else new installations wait for minutes: `make schema`."""
    assert KeptSchema.read().is_current


@pytest.mark.parametrize(
    ("before", "given"),
    [
        ("", "True"),
        ("connection.cursor().execute('create table somebodys ()')", "False"),
        ("kept_schema.checksums = dict", "False"),
        ("kept_schema.KeptSchema.read = lambda: OLDER", "False"),
    ],
    ids=["an empty database", "one with a table", "a migration that changed", "another version"],
)
def test_it_is_given_to_nothing_else(new_database: Callable[[], str], before: str, given: str) -> None:
    url = new_database()
    assert run(url, "-c", GIVEN.format(before=before)).strip() == given
    with psycopg.connect(url) as connection:
        (told,) = connection.execute("select to_regclass('weekly_weeklyreport') is not null").fetchall()
    assert told == (given == "True",)
