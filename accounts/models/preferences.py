from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


class NotificationPreferences(models.Model):
    """How a person hears of things, where they have said so; see `accounts.services.hearing`.

    `mail` and `push` hold, by topic, what differs from the usual. Quiet hours are in the person's time zone,
    begin on the days `quiet_days` (ISO), and end the next day where they end no later than they begin.
    `days_off` are quiet as a whole.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="notification_preferences")
    mail = models.JSONField(default=dict, blank=True)
    push = models.JSONField(default=dict, blank=True)
    push_shows_text = models.BooleanField(default=False)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    quiet_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    days_off = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    digest_at = models.TimeField(default=time(8))

    row_security = "user_id = cmhub_person()"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | (Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until"))),
                name="quiet_hours_have_two_ends",
                violation_error_message=_("Say from when and until when, at two different times."),
            ),
            models.CheckConstraint(
                condition=Q(days_off__len__lt=7),
                name="not_quiet_all_week",
                violation_error_message=_("Leave at least one day on which something may reach you."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
