"""The hours of a week in a form: a line for each day, written as people write hours."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst

from cmhub.lib.working_time import CalendarError, check_hours
from cmhub.lib.working_time.written import read_line, write_line

DAYS = {f"day_{number + 1}": capfirst(name) for number, name in WEEKDAYS.items()}
"""The fields of the days, Monday first, with their names."""


class WeekOfHours:
    """For a form: `add_days` in its beginning, `read_days` where it is cleaned, `days` for its template."""

    fields: dict[str, forms.Field]

    def add_days(self, hours: dict[str, Any]) -> None:
        for number, (field, label) in enumerate(DAYS.items(), start=1):
            line = forms.CharField(
                label=label, required=False, max_length=120, initial=write_line(hours.get(str(number), []))
            )
            line.one_of_several = True  # type: ignore[attr-defined]
            self.fields[field] = line

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[field] for field in DAYS]  # type: ignore[index]

    def read_days(self, data: dict[str, Any]) -> dict[str, list[list[str]]]:
        """The hours as a calendar keeps them; takes the lines out of `data`, and says what is wrong."""
        hours: dict[str, list[list[str]]] = {}
        for number, field in enumerate(DAYS, start=1):
            try:
                if read := read_line(data.pop(field, "") or ""):
                    hours[str(number)] = read
            except CalendarError as error:
                self.add_error(field, str(error))  # type: ignore[attr-defined]
        try:
            check_hours(hours)
        except CalendarError as error:
            self.add_error(None, str(error))  # type: ignore[attr-defined]
        return hours
