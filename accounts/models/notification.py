from datetime import datetime

from django.db import models
from django.db.models import Q

from accounts.choices import Language, NotificationState
from accounts.models.agency import Agency
from accounts.models.user import User


class NotificationQuerySet(models.QuerySet["Notification"]):
    def due(self, at: datetime) -> "NotificationQuerySet":
        return self.filter(state=NotificationState.PENDING, next_attempt_at__lte=at)


class Notification(models.Model):
    """The outbox: one line for each message that leaves, written with what it tells of.

    `key` names the event and the person, so that neither is told twice. `secret` is what opens a door, a
    link's token: it stands in `body` until the message has left, and is taken out of both then.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="notifications")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    key = models.CharField(max_length=200, unique=True)
    email = models.EmailField()
    sender_name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=Language.choices)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    secret = models.CharField(max_length=200, blank=True)
    thread = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=NotificationState.choices, default=NotificationState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()

    row_security = "user_id = cmhub_person()"
    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state=NotificationState.PENDING),
                name="notification_due",
            ),
            models.Index(
                fields=["claimed_at"],
                condition=Q(state=NotificationState.SENDING),
                name="notification_claimed",
            ),
        ]

    def __str__(self) -> str:
        return self.key
