"""Numbers, instants of another time zone, and the addresses of filtered lists. Durations and states are in
``ui``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any

from django import template
from django.http import QueryDict
from django.templatetags.tz import do_timezone

from cmhub.lib.durations import NOTHING
from cmhub.lib.moments import date_words, moment_words, time_words
from cmhub.lib.numbers import number_words, plural_number
from cmhub.lib.work import current_work

register = template.Library()

PLACE_IN_LIST = ("cursor", "page", "pick")
"""What no longer holds once the list is another one."""


@register.filter
def number(value: float | None, decimals: int | None = None) -> str:
    """A number with its thousands grouped, “12 345,6” in French; a dash where there is none."""
    if value is None:
        return NOTHING
    return number_words(value, decimals)


@register.filter(name="plural_number")
def plural_number_filter(value: float) -> int:
    """What the plural of a number that is shown with one decimal is asked by."""
    return plural_number(round(value, 1))


@register.filter
def in_zone(value: datetime | None, zone: str | tzinfo) -> Any:
    """The instant in a zone, for ``|date``: ``{{ sent_at|in_zone:brand.time_zone|date:"H:i" }}``."""
    return do_timezone(value, zone)


@register.filter
def moment_in(value: datetime | None, zone: str | tzinfo) -> str:
    """“21 novembre 2026 à 16 h 30” in a zone; a dash where there is none."""
    return moment_words(value, zone) if value else NOTHING


@register.filter
def hour(moment: time) -> str:
    """“18 h”, “18 h 30”: a time of day as people read it."""
    return time_words(moment)


@register.filter
def day_words(day: date) -> str:
    """“vendredi 20 mars”, of a year that the page tells."""
    return date_words(day, weekday=True, year=False)


@register.filter
def short_date(day: date) -> str:
    """“20 mars”, of a day that is near."""
    return date_words(day, year=False)


@register.filter
def long_date(day: date) -> str:
    """“20 mars 2026”, of a year that may be any."""
    return date_words(day)


@register.simple_tag
def request_number() -> str:
    """By which the log is searched for what happened here; empty outside of a request."""
    work = current_work()
    return work.request_id if work else ""


@register.simple_tag(takes_context=True)
def query_string(context: Mapping[str, Any], **changes: Any) -> str:
    """The query of this page with some parameters changed: None or '' removes one, a list sets several.

    The list begins again at its beginning, unless a ``cursor`` or ``page`` is among the changes. At least
    “?”, so that a link leads to the list without its filters.
    """
    query = own_query(context, keep=changes)
    for name, value in changes.items():
        values = [v for v in (value if isinstance(value, list | tuple) else [value]) if v not in (None, "")]
        query.setlist(name, [str(v) for v in values])
    return written(query)


@register.simple_tag(takes_context=True)
def query_without(context: Mapping[str, Any], name: str, value: Any = None) -> str:
    """The query of this page without a parameter, or without one of its values: a chip removed."""
    query = own_query(context)
    left = [] if value is None else [v for v in query.getlist(name) if v != str(value)]
    query.setlist(name, left)
    return written(query)


def own_query(context: Mapping[str, Any], keep: Mapping[str, Any] | tuple[()] = ()) -> QueryDict:
    query: QueryDict = context["request"].GET.copy()
    for name in PLACE_IN_LIST:
        if name not in keep:
            query.pop(name, None)
    return query


def written(query: QueryDict) -> str:
    return f"?{query.urlencode()}"
