from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from accounts.choices import Language, NotificationState, Topic
from accounts.models.agency import Agency
from accounts.models.outgoing import UNDELIVERED, Outgoing, OutgoingQuerySet, claimed_index, due_index
from accounts.models.user import User


class NotificationQuerySet(OutgoingQuerySet):
    def undelivered(self, agency: Agency) -> "NotificationQuerySet":
        """Mails of the agency that will not arrive, or of which nobody knows whether they did."""
        return self.filter(agency=agency, state__in=UNDELIVERED)

    def to_handle(self, agencies: Iterable[int] | models.QuerySet[Any, Any]) -> "NotificationQuerySet":
        """Those of these agencies that nobody has seen to."""
        return self.filter(agency__in=agencies, state__in=UNDELIVERED, handled_at=None)

    def overdue(self, agency: Agency, before: datetime) -> "NotificationQuerySet":
        """Mails of the agency that wait for a mail server that is not there."""
        waits = Q(next_attempt_at__lt=before) | (Q(attempts=0, created_at__lt=before) & ~Q(error=""))
        return self.filter(waits, agency=agency, state=NotificationState.PENDING)


class Notification(Outgoing):
    """The outbox: one line for each mail that leaves, written with what it tells of.

    `key` names the event and the person, so that neither is told twice. `secret` is what opens a door, a
    link's token: it stands in `body` and `link` until the message has left, and is taken out of them then.
    `facts` are pairs of a name and a value, or of a name and a link, listed under the words. The first of a
    `thread` that leaves to an address opens it: those that follow refer to its Message-ID.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="notifications")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    key = models.CharField(max_length=200, unique=True)
    email = models.EmailField()
    sender_name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=Language.choices)
    topic = models.CharField(max_length=20, choices=Topic.choices, default=Topic.OTHER)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    link = models.CharField(max_length=500, blank=True)
    facts = models.JSONField(default=list, blank=True)
    secret = models.CharField(max_length=200, blank=True)
    thread = models.CharField(max_length=200, blank=True)
    opens_thread = models.BooleanField(default=False)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="failures_handled"
    )

    # Those who run the house see what did not arrive, and tell it otherwise.
    row_security = (
        "user_id = cmhub_person() OR "
        "(state IN ('refused', 'unknown') AND agency_id IN (SELECT cmhub_houses()))"
    )
    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            due_index("notification"),
            claimed_index("notification"),
            models.Index(
                fields=["agency", "created_at", "id"],
                condition=Q(state__in=UNDELIVERED),
                name="notification_undelivered",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "email"], condition=Q(opens_thread=True), name="thread_opened_once"
            ),
        ]

    def __str__(self) -> str:
        return self.key
