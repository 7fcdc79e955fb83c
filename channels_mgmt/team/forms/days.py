"""Several days in a form, a line for each."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cmhub.lib.forms import DayInput

EMPTY_DAYS, MOST_DAYS = 3, 400


class DaysInput(forms.MultiWidget):
    """A line for each day, and empty ones."""

    def __init__(self, number: int = EMPTY_DAYS) -> None:
        widgets = [
            DayInput({"class": "w-medium", "aria-label": _("Day left out %(number)d") % {"number": one + 1}})
            for one in range(number)
        ]
        super().__init__(widgets)

    def decompress(self, value: Sequence[Any] | None) -> list[Any]:
        return list(value or ())


class DaysField(forms.MultiValueField):
    """Several days; `number` of lines, of which those left empty are none."""

    def __init__(self, number: int = EMPTY_DAYS, **kwargs: Any) -> None:
        fields = [forms.DateField(required=False) for _line in range(number)]
        super().__init__(fields, widget=DaysInput(number), require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[date | None]) -> list[date]:
        return [day for day in data_list if day]
