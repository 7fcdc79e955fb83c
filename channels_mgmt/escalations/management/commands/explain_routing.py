from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.commands import find_brand
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.services.rules.conditions import Facts
from channels_mgmt.escalations.services.rules.routing import explain
from channels_mgmt.escalations.services.rules.territories import codes_of
from channels_mgmt.inbox.choices import Sentiment
from channels_mgmt.team.models import Channel
from cmhub.lib.commands import JsonCommand, UsageError
from cmhub.lib.instants import InstantError, parse_instant
from cmhub.lib.text import fold
from cmhub.lib.working_time import CalendarError


class Command(JsonCommand):
    help = "Says where an interaction of this kind and text would be passed on, why, and by when."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--brand", required=True, metavar="SLUG", help="the brand's short name")
        parser.add_argument("--kind", required=True, help="complaint, question…, or its French name")
        parser.add_argument("--text", default="", help="what the public wrote")
        parser.add_argument("--channel", default="", metavar="SLUG", help="the channel's short name")
        parser.add_argument("--sentiment", default="", help="negative, neutral or positive")
        parser.add_argument(
            "--at", default="", metavar="INSTANT", help="when it is passed on (ISO 8601); now by default"
        )

    def answer(self, **options: Any) -> Any:
        brand = find_brand(options["brand"])
        channel = _channel(brand, options["channel"])
        facts = Facts(
            kind=_one_of(Kind.choices, options["kind"], "--kind"),
            sentiment=_one_of(Sentiment.choices, options["sentiment"], "--sentiment"),
            purpose=channel.purpose if channel else "",
            network=channel.network if channel else "",
            territory=codes_of([channel])[channel.pk] if channel else "",
            text=options["text"],
        )
        try:
            return explain(brand, facts, at=_instant(brand, options["at"]))
        except CalendarError as problem:
            raise UsageError(str(problem)) from problem


def _channel(brand: Brand, slug: str) -> Channel | None:
    if not slug:
        return None
    channel = brand.channels.filter(slug=slug).first()
    if channel is None:
        raise UsageError(_("The brand has no channel “%(slug)s”.") % {"slug": slug})
    return channel


def _one_of(choices: Iterable[tuple[str, Any]], written: str, option: str) -> str:
    """The code of a choice, from the code or its name in the active language."""
    if not written:
        return ""
    listed = list(choices)
    for code, label in listed:
        if fold(written.strip()) in (code, fold(str(label))):
            return code
    raise UsageError(
        _("%(option)s: “%(value)s” is not one of %(known)s.")
        % {"option": option, "value": written, "known": ", ".join(code for code, _label in listed)}
    )


def _instant(brand: Brand, written: str) -> datetime:
    if not written:
        return timezone.now()
    try:
        return parse_instant(written, ZoneInfo(brand.time_zone))
    except InstantError as problem:
        raise UsageError(f"--at: {problem}") from problem
