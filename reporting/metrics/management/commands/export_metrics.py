from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from channels_mgmt.brands.commands import find_brand
from cmhub.lib.commands import JsonCommand, UsageError, day_of
from reporting.metrics.stored import stored_figures


class Command(JsonCommand):
    help = "Prints the stored figures of a brand's accounts and posts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--brand", required=True, metavar="SLUG")
        parser.add_argument(
            "--from", required=True, type=day_of, dest="first", metavar="D", help="the first day, 2026-03-02"
        )
        parser.add_argument(
            "--to", required=True, type=day_of, dest="last", metavar="D", help="the last day, it too"
        )

    def answer(self, **options: Any) -> list[dict[str, Any]]:
        brand = find_brand(options["brand"])
        first: date = options["first"]
        last: date = options["last"]
        if last < first:
            raise UsageError(_("The last day lies before the first."))
        return list(stored_figures(brand=brand, first=first, last=last))
