from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from accounts.models import Agency
from channels_mgmt.brands.services.creation import create_brand
from cmhub.lib.commands import JsonCommand, UsageError


class Command(JsonCommand):
    help = "Creates a brand ready to take in files, and its company."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--agency", required=True, help="short name of the agency")
        parser.add_argument(
            "--territory", required=True, action="append", help="country code; may be given several times"
        )
        parser.add_argument("--slug", default="")
        parser.add_argument("--company", default="")

    def answer(self, **options: Any) -> Any:
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise UsageError(_("There is no agency “%(slug)s”.") % {"slug": options["agency"]})
        name = options["name"].strip()
        if not name:
            raise UsageError(_("Give the brand a name."))
        try:
            if options["slug"]:
                validate_slug(options["slug"])
        except ValidationError as error:
            raise UsageError(f"--slug: {' '.join(error.messages)}") from error
        try:
            brand = create_brand(
                agency=agency,
                name=name,
                slug=options["slug"],
                company_name=options["company"].strip(),
                countries=options["territory"],
                usual_routing=False,
                by=None,
            )
        except ValidationError as error:
            raise UsageError(" ".join(error.messages)) from error
        return {"brand": brand.slug, "channel": brand.channels.get().slug, "timezone": brand.time_zone}
