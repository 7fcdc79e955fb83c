from datetime import date, datetime
from typing import Any, Self

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAYS = Func(
    F("starts_on"), F("ends_on"), RangeBoundary(), function="daterange", output_field=DateRangeField()
)
"""The days of a period, for constraints on those that overlap."""


class DayThere(Func):
    """The day that it is at an instant in a time zone, or in the one which a field's path leads to."""

    function = "timezone"
    template = "(%(function)s(%(expressions)s))::date"

    def __init__(self, zone: Any, at: datetime) -> None:
        instant = Value(at, output_field=models.DateTimeField())
        super().__init__(zone, instant, output_field=models.DateField())
        self.at = at


class PeriodQuerySet(models.QuerySet):
    zone = "brand__agency__time_zone"
    """Where a row finds the time zone in which its days begin and end: that of its agency."""

    def current(self, at: datetime | None = None) -> Self:
        """What holds at an instant: a day begins at midnight where the agency is."""
        return self.on(DayThere(self.zone, at or timezone.now()))

    def on(self, day: date | DayThere) -> Self:
        return self.lasting(day).filter(starts_on__lte=day)

    def lasting(self, after: date | DayThere) -> Self:
        """What has not ended by a day, begun or not."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=after))

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """What has a day in common with another period, which may be open-ended."""
        lasting = self.lasting(starts_on)
        return lasting.filter(starts_on__lt=ends_on) if ends_on else lasting


class Period(models.Model):
    """Something that holds from a day until another, which is not part of it, or open-ended."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            )
        ]

    def end(self, on: date) -> None:
        """Ends it on a day; what has not begun by then is taken back whole."""
        if self.starts_on >= on:
            self.delete()
        else:
            self.ends_on = on
            self.save(update_fields=["ends_on"])
