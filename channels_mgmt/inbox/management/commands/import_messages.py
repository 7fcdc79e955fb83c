import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from channels_mgmt.brands.commands import find_brand
from channels_mgmt.inbox.services.intake import IntakeError, IntakeSummary, Progress, take_in
from channels_mgmt.team.commands import find_channel
from cmhub.lib.commands import IN_PART, JsonCommand, UsageError
from cmhub.lib.tabular import TableError


class Command(JsonCommand):
    help = "Takes in a CSV or XLSX of messages. Running it again takes nothing twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--brand", required=True, metavar="SLUG")
        parser.add_argument("--channel", metavar="SLUG", help="the channel of all lines")
        parser.add_argument(
            "--columns",
            type=Path,
            metavar="MAP.json",
            help="an object from our column names to those of the file",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="count what would be taken, and take nothing"
        )

    def answer(self, **options: Any) -> dict[str, Any]:
        brand = find_brand(options["brand"])
        try:
            summary = take_in(
                brand=brand,
                path=options["file"],
                channel=find_channel(brand, options["channel"]),
                columns=read_columns(options["columns"]),
                dry_run=options["dry_run"],
                language=options["lang"],
                on_progress=self.tell_progress,
            )
        except (IntakeError, TableError) as error:
            raise UsageError(str(error)) from error
        self.tell_outcome(summary, dry_run=options["dry_run"])
        return {
            "read": summary.read,
            "taken": summary.taken,
            "known": summary.known,
            "refused": summary.refused,
            "refused_file": str(summary.refused_file) if summary.refused_file else None,
        }

    def tell_progress(self, progress: Progress) -> None:
        if progress.recording:
            said = ngettext(
                "%(count)d line read: recording it.", "%(count)d lines read: recording them.", progress.read
            )
        else:
            said = ngettext(
                "%(count)d line read, %(refused)d refused.",
                "%(count)d lines read, %(refused)d refused.",
                progress.read,
            )
        self.show_progress(said % {"count": progress.read, "refused": progress.refused})

    def tell_outcome(self, summary: IntakeSummary, *, dry_run: bool) -> None:
        self.end_progress()
        if not dry_run:
            said = ngettext(
                "Done: %(count)d message taken in.", "Done: %(count)d messages taken in.", summary.taken
            )
            self.tell(said % {"count": summary.taken})
        for warning in summary.warnings:
            self.tell(warning)
        if summary.asked:
            self.tell(
                ngettext(
                    "%(count)d message may have been recorded by hand already: decide on the page of files.",
                    "%(count)d messages may have been recorded by hand already: decide on the page of files.",
                    summary.asked,
                )
                % {"count": summary.asked}
            )
        if summary.refused and summary.refused == summary.read:
            raise UsageError(
                _("No line could be taken. The lines and the reasons are in %(file)s.")
                % {"file": summary.refused_file}
            )
        if summary.refused:
            self.exit_code = IN_PART


def read_columns(path: Path | None) -> dict[str, str] | None:
    if path is None:
        return None
    try:
        columns = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError(_("The file “%(name)s” does not exist.") % {"name": path}) from error
    except OSError as error:
        raise UsageError(_("The file “%(name)s” cannot be opened.") % {"name": path}) from error
    except ValueError as error:
        raise UsageError(_("The file “%(name)s” is not JSON that can be read.") % {"name": path}) from error
    if not isinstance(columns, dict) or not all(isinstance(theirs, str) for theirs in columns.values()):
        raise UsageError(
            _("“%(name)s” must hold an object from our column names to those of the file.") % {"name": path}
        )
    return columns
