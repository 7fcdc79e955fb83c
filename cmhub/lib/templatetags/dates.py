"""The `date` filter of every template: Django's own, with the first of a month as French writes it."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template.defaultfilters import date as usual_date
from django.utils import formats
from django.utils.translation import get_language

from cmhub.lib.moments import day_number

register = template.Library()

DAY_BEFORE_MONTH = re.compile(r"(?<!\\)j(?= [FMNEb])")


@register.filter("date", expects_localtime=True, is_safe=False)
def date_in_words(value: Any, pattern: str | None = None) -> str:
    """“1er janvier 2027”, where Django writes “1 janvier 2027”; all else is as Django writes it."""
    if getattr(value, "day", None) != 1 or get_language() is None:
        return usual_date(value, pattern)
    first = "".join(f"\\{letter}" for letter in day_number(value))
    return usual_date(
        value, DAY_BEFORE_MONTH.sub(lambda _found: first, formats.get_format(pattern or "DATE_FORMAT"))
    )
