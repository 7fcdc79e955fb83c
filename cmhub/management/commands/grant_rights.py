from argparse import ArgumentParser
from contextlib import suppress
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, ProgrammingError, connections, transaction
from psycopg import sql
from psycopg.errors import DuplicateObject

from cmhub.lib import row_security
from cmhub.lib.database_rights import append_only_tables, movable_columns, statements
from cmhub.lib.tables_in_use import until_free, waiting_briefly

LIBRARIES = {"account", "auth", "contenttypes", "mfa", "sessions", "socialaccount", "usersessions"}
"""Apps whose tables are read to learn who asks, before that is known."""

SETTING_APART = 160_000
"""The version of PostgreSQL since which to be a member of a role and to take it on are two things."""


class Command(BaseCommand):
    help = "Gives the application's database roles their rights. Run by the owner after each migration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default="owner", help="the connection that owns the schema (owner)")
        parser.add_argument("--role", default="", help="the role that gets them (that of DATABASE_URL)")

    def handle(self, *args: Any, database: str, role: str, **options: Any) -> None:
        role = role or settings.DATABASES["default"]["USER"]
        with waiting_briefly(connections[database]):
            until_free(partial(self.grant_all, database, role), tell=self.stderr.write)
        self.stderr.write(
            f"Rights granted to {role} and, for what it answers to people, to {settings.SCOPED_ROLE}."
        )

    def grant_all(self, database: str, role: str) -> None:
        application, scoped = settings.DATABASES["default"], settings.SCOPED_ROLE
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            cursor.execute("SELECT current_user, current_database()")
            owner, name = cursor.fetchone()
            if role != owner:
                self.ensure_role(cursor, role, self.login(application.get("PASSWORD", "")))
            self.ensure_role(cursor, scoped, sql.SQL("NOLOGIN"))
            # Before the grants: they change the catalogue's row of a table, and whoever gathers statistics of
            # it, as the server does by itself, would wait for that with the lock that this needs.
            self.protect_rows(cursor, role, scoped)
            for one in {role, scoped} - {owner}:
                self.grant(cursor, name, owner, one)
            self.let_take_on(cursor, role, scoped)

    def login(self, password: str) -> sql.Composed:
        return sql.SQL("LOGIN PASSWORD {}").format(sql.Literal(password or None))

    def ensure_role(self, cursor: Any, role: str, kind: sql.Composable) -> None:
        """Make the role where it is not there and the owner may."""
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone():
            return
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            raise CommandError(
                f"Role {role} is missing, and that of DATABASE_OWNER_URL cannot make it. An administrator of "
                "the database can: see “Three database roles” in docs/deploy.md.",
                returncode=2,
            )
        self.unless_there(cursor, sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), kind))

    def grant(self, cursor: Any, database: str, owner: str, role: str) -> None:
        models = apps.get_models(include_auto_created=True)
        for statement in statements(
            database=database,
            owner=owner,
            role=role,
            append_only=append_only_tables(models),
            read_only=["django_migrations"],
            movable=movable_columns(models),
        ):
            cursor.execute(statement)

    def let_take_on(self, cursor: Any, role: str, scoped: str) -> None:
        """Let the application's role run statements as the one of requests."""
        taking_on = "SET" if cursor.connection.info.server_version >= SETTING_APART else "MEMBER"
        cursor.execute("SELECT pg_has_role(%s, %s, %s)", [role, scoped, taking_on])
        if not cursor.fetchone()[0]:
            self.unless_there(
                cursor, sql.SQL("GRANT {} TO {}").format(sql.Identifier(scoped), sql.Identifier(role))
            )

    def unless_there(self, cursor: Any, statement: sql.Composed) -> None:
        """Roles are the whole server's: another of its databases may be given the same at this moment, and
        the server says so in one way or the other.
        """
        try:
            with suppress(IntegrityError), transaction.atomic(using=cursor.db.alias):
                cursor.execute(statement)
        except ProgrammingError as error:
            if not isinstance(error.__cause__, DuplicateObject):
                raise

    def protect_rows(self, cursor: Any, role: str, scoped: str) -> None:
        """Row-level security on each table, where it is not as the models ask for already."""
        cursor.execute(row_security.MARKS)
        there = {table: set(marks) for table, marks in cursor.fetchall()}
        models = apps.get_models(include_auto_created=True)
        for table, condition in row_security.conditions(models, LIBRARIES).items():
            if there.get(table) != row_security.marks(condition, scoped=scoped, others=role):
                for statement in row_security.protect(table, condition, scoped=scoped, others=role):
                    cursor.execute(statement)
