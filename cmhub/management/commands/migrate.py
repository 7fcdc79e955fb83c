from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from cmhub.lib.kept_schema import give_schema

OF_A_PART = ("app_label", "check_unapplied", "fake", "fake_initial", "plan", "prune", "step_by_step")
"""Options with which something else is asked for than to bring a database up to date."""


class Command(migrate.Command):
    help = f"{migrate.Command.help} An empty database is given what they make of it at once."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step", action="store_true", help="run every migration, on an empty database too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not any(options[name] for name in OF_A_PART):
            give_schema(connections[options["database"]])
        super().handle(*args, **options)
