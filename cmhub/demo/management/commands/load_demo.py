import os
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand
from cmhub.demo.cast import cast
from cmhub.demo.loading.agency import load
from cmhub.demo.logins import set_passwords
from cmhub.demo.traffic import SEED
from cmhub.lib.commands import JsonCommand, UsageError
from cmhub.lib.weeks import Week, WeekError


class Command(JsonCommand):
    help = (
        "Loads the demonstration agency: 26 weeks of nine brands, the newest being last week. "
        "Safe to run again: what is there is left, a load that was interrupted is gone on with, and in a "
        "later week the weeks between are added."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, other messages")
        parser.add_argument(
            "--until", metavar="WEEK", help="the newest week, as 2026-W46; by default last week"
        )
        parser.add_argument("--brand", action="append", default=[], help="only this brand; may be repeated")
        parser.add_argument("--password", help="sets it for the demonstration logins")
        parser.add_argument(
            "--jobs", type=int, default=min(2, os.cpu_count() or 1), help="processes that share it"
        )

    def answer(self, **options: Any) -> dict[str, Any]:
        until, password = options["until"], options["password"]
        try:
            last_week = Week.parse(until) if until else None
        except WeekError as error:
            raise UsageError(str(error)) from error
        agency = load(
            tell=lambda sentence: self.tell(f"    {sentence}"),
            seed=options["seed"],
            last_week=last_week,
            only=self._known(options["brand"]),
            jobs=options["jobs"],
        )
        if password:
            set_passwords(password)
        brands = Brand.objects.filter(agency=agency).order_by("slug").values_list("slug", flat=True)
        return {"agency": agency.slug, "brands": list(brands), "loaded_at": agency.loaded_at}

    def _known(self, slugs: list[str]) -> list[str]:
        brands = {brand.slug for brand in cast().brands}
        for slug in slugs:
            if slug not in brands:
                raise UsageError(
                    _("There is no demonstration brand “%(slug)s”. There are: %(brands)s.")
                    % {"slug": slug, "brands": ", ".join(sorted(brands))}
                )
        return slugs
