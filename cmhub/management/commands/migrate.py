from functools import partial
from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from cmhub.lib.kept_schema import give_schema
from cmhub.lib.tables_in_use import until_free, waiting_briefly

OF_A_PART = ("app_label", "check_unapplied", "fake", "fake_initial", "plan", "prune", "step_by_step")
"""Options with which something else is asked for than to bring a database up to date."""


class Command(migrate.Command):
    help = (
        f"{migrate.Command.help} An empty database is given what they make of it at once. People go on "
        "working meanwhile: a table that they use is waited for briefly, and tried again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step", action="store_true", help="run every migration, on an empty database too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if not any(options[name] for name in OF_A_PART):
            give_schema(connection)
        migrating = partial(super().handle, *args, **options)
        with waiting_briefly(connection):
            until_free(migrating, tell=self.stderr.write)
