from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.models.channel import Channel
from cmhub.lib.row_security import of_brand

MINUTES_OF_A_DAY = 24 * 60


class TimeEntryQuerySet(models.QuerySet["TimeEntry"]):
    def visible_to(self, user: User) -> "TimeEntryQuerySet":
        """One's own, and those of the team for who assigns people."""
        managed = Brand.objects.granted(user, Right.TEAM_MANAGE)
        own = Q(user=user, brand__in=Brand.objects.granted(user, Right.TIME_LOG))
        return self.filter(own | Q(brand__in=managed))


class TimeEntry(models.Model):
    """Minutes that a person gave to a duty for a brand on a day of their agency, perhaps on one channel."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="time_entries", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="time_entries", db_index=False)
    channel = models.ForeignKey(
        Channel, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("channel")
    )
    duty = models.CharField(pgettext_lazy("time", "duty"), max_length=20, choices=Duty.choices)
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    note = models.CharField(pgettext_lazy("time", "note"), max_length=200, blank=True, default="")
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    logged_at = models.DateTimeField()

    # A day has 24 hours for all the brands that somebody works for, whichever of them a page is about.
    row_security = f"user_id = cmhub_person() OR {of_brand()}"
    objects = TimeEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "time entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MINUTES_OF_A_DAY),
                name="time_entry_fits_a_day",
                violation_error_message=_("Log between one minute and 24 hours."),
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "day"], include=["user", "duty", "minutes"], name="time_of_brand"),
            models.Index(fields=["user", "day"], name="time_of_person"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="day_has_24_hours",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=pgtrigger.Func(
                    """
                    IF (SELECT sum(minutes) FROM {meta.db_table}
                        WHERE user_id = NEW.user_id AND day = NEW.day) > 1440 THEN
                        RAISE EXCEPTION 'a day has 24 hours' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()} {self.minutes} min"


class TimerQuerySet(models.QuerySet["Timer"]):
    def visible_to(self, user: User) -> "TimerQuerySet":
        return self.filter(user=user)


class Timer(models.Model):
    """A duty that somebody is at right now: one at a time. It becomes time once it is stopped."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="timer")
    duty = models.CharField(pgettext_lazy("time", "duty"), max_length=20, choices=Duty.choices)
    started_at = models.DateTimeField()

    row_security = "user_id = cmhub_person()"
    objects = TimerQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.get_duty_display())

    def seconds(self, at: datetime) -> float:
        """For how long it has been running."""
        return (at - self.started_at).total_seconds()
