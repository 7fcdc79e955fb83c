"""What the inbox shows, as the rows of a file: the first is the header."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from channels_mgmt.inbox.choices import Language
from channels_mgmt.inbox.filters import Filters
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.models.interaction import InteractionQuerySet
from cmhub.lib.erased import name_shown, words_shown
from cmhub.lib.paging import every_row

LANGUAGES = dict(Language.choices)
MOST = 50_000
"""Rows of one file: beyond it the list is narrowed, by a period above all."""


def rows_of(interactions: InteractionQuerySet, filters: Filters, language: str) -> Iterator[list[Any]]:
    """In the list's order, times in the brand's zone; written while it is sent, in the language given."""
    zone = ZoneInfo(filters.brand.time_zone)
    found = filters.apply(interactions).select_related("channel", "holder")
    field, falling = filters.order
    with translation.override(language):
        yield header(filters.brand.time_zone)
        for one in every_row(found, field=field, descending=falling):
            yield row_of(one, zone)


def header(zone: str) -> list[str]:
    return [
        _("Number"),
        _("Opened on (times of %(zone)s)") % {"zone": zone},
        _("Last message"),
        _("Channel"),
        _("Network"),
        _("Author"),
        pgettext("interaction", "Kind"),
        _("Theme"),
        _("Sentiment"),
        _("Language"),
        _("Priority"),
        pgettext("column", "State"),
        _("Holder"),
        _("Waiting since"),
        _("First response"),
        _("Substantive answer"),
        pgettext("column", "Closed"),
        _("Messages"),
        _("Reason"),
        _("Text"),
    ]


def row_of(one: Interaction, zone: ZoneInfo) -> list[Any]:
    def there(instant: datetime | None) -> datetime | str:
        return instant.astimezone(zone).replace(microsecond=0) if instant else ""

    return [
        one.pk,
        there(one.opened_at),
        there(one.last_at),
        f"{one.channel.name} · {one.channel.get_purpose_display()}",
        one.channel.get_network_display(),
        str(name_shown(one.author)),
        capfirst(one.get_kind_display()),
        one.theme,
        capfirst(one.get_sentiment_display()),
        capfirst(str(LANGUAGES.get(one.language, one.language))),
        capfirst(one.get_priority_display()),
        capfirst(one.get_state_display()),
        one.holder.name if one.holder else "",
        there(one.asks_since),
        there(one.first_response_at),
        there(one.substantive_at),
        there(one.closed_at),
        one.message_count,
        one.reason,
        str(words_shown(one.excerpt, one.author)),
    ]
