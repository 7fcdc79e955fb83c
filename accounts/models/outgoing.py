from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from accounts.choices import NotificationState, Urgency

UNDELIVERED = (NotificationState.REFUSED, NotificationState.UNKNOWN)
"""Of what will not arrive, or of which nobody knows whether it did."""


class OutgoingQuerySet(models.QuerySet[Any]):
    def due(self, at: datetime) -> "OutgoingQuerySet":
        return self.filter(state=NotificationState.PENDING, next_attempt_at__lte=at)

    def interrupted(self, before: datetime) -> "OutgoingQuerySet":
        """What somebody had begun to send before, and never marked."""
        return self.filter(state=NotificationState.SENDING, claimed_at__lt=before)


class Outgoing(models.Model):
    """A line of the outbox, whatever it leaves by: claimed, sent, marked, each by one statement."""

    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    state = models.CharField(
        max_length=10, choices=NotificationState.choices, default=NotificationState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True


def due_index(name: str) -> models.Index:
    return models.Index(
        fields=["next_attempt_at"], condition=Q(state=NotificationState.PENDING), name=f"{name}_due"
    )


def claimed_index(name: str) -> models.Index:
    return models.Index(
        fields=["claimed_at"], condition=Q(state=NotificationState.SENDING), name=f"{name}_claimed"
    )
