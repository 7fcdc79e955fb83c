from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction
from psycopg import sql

from cmhub.lib.database_rights import append_only_tables, movable_columns, statements


class Command(BaseCommand):
    help = "Gives the application's database role its rights. Run by the owner after each migration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default="owner", help="the connection that owns the schema (owner)")
        parser.add_argument("--role", default="", help="the role that gets them (that of DATABASE_URL)")

    def handle(self, *args: Any, database: str, role: str, **options: Any) -> None:
        application = settings.DATABASES["default"]
        role = role or application["USER"]
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            cursor.execute("SELECT current_user, current_database()")
            owner, name = cursor.fetchone()
            if role == owner:
                self.stderr.write("One database role for everything: nothing to grant.")
                return
            self.ensure_role(cursor, role, application.get("PASSWORD", ""))
            rights = statements(
                database=name,
                owner=owner,
                role=role,
                append_only=append_only_tables(apps.get_models(include_auto_created=True)),
                read_only=["django_migrations"],
                movable=movable_columns(apps.get_models(include_auto_created=True)),
            )
            for statement in rights:
                cursor.execute(statement)
        self.stderr.write(f"Rights granted to {role}.")

    def ensure_role(self, cursor: Any, role: str, password: str) -> None:
        """Make the role with the password of DATABASE_URL, where it is not there and the owner may."""
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone():
            return
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            raise CommandError(
                f"Role {role} of DATABASE_URL is missing, and that of DATABASE_OWNER_URL cannot make it. "
                f"As an administrator of the database: CREATE ROLE {role} LOGIN PASSWORD '…';",
                returncode=2,
            )
        make = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
            sql.Identifier(role), sql.Literal(password or None)
        )
        cursor.execute(make)
