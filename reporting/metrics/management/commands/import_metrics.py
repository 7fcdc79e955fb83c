from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.commands import find_brand
from channels_mgmt.team.commands import find_channel
from cmhub.lib.commands import IN_PART, JsonCommand, UsageError, day_of
from cmhub.lib.file_runs import UnusableFileError
from cmhub.lib.tabular import TableError
from reporting.metrics.catalogue import METRICS
from reporting.metrics.intake.understanding import OpenQuestionsError
from reporting.metrics.readers import Answers
from reporting.metrics.readers.dates import ORDERS
from reporting.metrics.services.taking_in import MetricsSummary, take_in_export

YEARS = range(2004, 2100)


class Command(JsonCommand):
    help = "Takes in an export of a network, recognised by its header. Running it again takes nothing twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--brand", required=True, metavar="SLUG")
        parser.add_argument("--channel", metavar="SLUG", help="the channel of all lines")
        parser.add_argument("--network", choices=Network.values, help="where the file does not say it")
        parser.add_argument(
            "--year", type=year_of, metavar="Y", help="of the latest day, where days have no year"
        )
        parser.add_argument("--date-order", choices=ORDERS, help="where dates can be read in two ways")
        parser.add_argument(
            "--metric", choices=tuple(METRICS), metavar="NAME", help="where the title does not say it"
        )
        parser.add_argument(
            "--as-of",
            type=day_of,
            metavar="D",
            help="the day on which it was exported (today)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="count what would be taken, and take nothing"
        )

    def answer(self, **options: Any) -> dict[str, Any]:
        brand = find_brand(options["brand"])
        answers = Answers(
            network=options["network"] or "",
            year=options["year"],
            date_order=options["date_order"],
            metric=options["metric"] or "",
        )
        try:
            summary = take_in_export(
                brand=brand,
                path=options["file"],
                channel=find_channel(brand, options["channel"]),
                answers=answers,
                as_of=options["as_of"],
                dry_run=options["dry_run"],
                language=options["lang"],
            )
        except OpenQuestionsError as error:
            raise UsageError(with_options(error)) from error
        except (UnusableFileError, TableError) as error:
            raise UsageError(str(error)) from error
        self.tell_outcome(summary, dry_run=options["dry_run"])
        return {
            "read": summary.read,
            "taken": summary.taken,
            "known": summary.known,
            "refused": summary.refused,
            "refused_file": str(summary.refused_file) if summary.refused_file else None,
            "format": summary.format,
            "unused_columns": summary.unused_columns,
        }

    def tell_outcome(self, summary: MetricsSummary, *, dry_run: bool) -> None:
        for note in summary.notes:
            self.tell(note)
        if not dry_run:
            said = ngettext(
                "Done: %(count)d line taken in.", "Done: %(count)d lines taken in.", summary.taken
            )
            self.tell(said % {"count": summary.taken})
        if summary.refused and summary.refused == summary.read:
            raise UsageError(
                _("No line could be taken. The lines and the reasons are in %(file)s.")
                % {"file": summary.refused_file}
            )
        if summary.refused:
            self.exit_code = IN_PART


def with_options(error: OpenQuestionsError) -> str:
    """Each question with the option that answers it."""
    return " ".join(f"{sentence} (--{code.replace('_', '-')})" for code, sentence in error.questions.items())


def year_of(text: str) -> int:
    if not text.isdecimal() or int(text) not in YEARS:
        raise ArgumentTypeError(_("“%(text)s” is not a year.") % {"text": text})
    return int(text)
