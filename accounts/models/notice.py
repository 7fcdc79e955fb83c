from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.choices import Topic, Urgency
from accounts.models.agency import Agency
from accounts.models.outgoing import UNDELIVERED, Outgoing, OutgoingQuerySet, claimed_index, due_index
from accounts.models.user import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> "NoticeQuerySet":
        return self.filter(user=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)


class Notice(models.Model):
    """What a person is told in the product itself: one line for an event, whatever else tells them of it.

    With `digest_at` it is for the digest, due then, and told or passed over at `digested_at`.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=200, unique=True)
    topic = models.CharField(max_length=20, choices=Topic.choices, default=Topic.OTHER)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    sender_name = models.CharField(max_length=150)
    title = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    digest_at = models.DateTimeField(null=True, blank=True)
    digested_at = models.DateTimeField(null=True, blank=True)

    row_security = "user_id = cmhub_person() AND agency_id IN (SELECT cmhub_agencies())"
    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user", "at", "id"], name="notice_of_person"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["digest_at"],
                condition=Q(digested_at=None, digest_at__isnull=False),
                name="notice_for_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def path(self) -> str:
        """Where it leads inside the product; empty for what leads nowhere."""
        home = settings.PUBLIC_URL.rstrip("/")
        return self.link.removeprefix(home) if self.link.startswith(f"{home}/") else ""


class PushSubscription(models.Model):
    """A browser in which a person wants to be told at once; `p256dh` and `auth` are the keys it gave."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    user_agent = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()

    row_security = "user_id = cmhub_person()"

    def __str__(self) -> str:
        return f"{self.user_id} at {self.added_at:%Y-%m-%d}"


class PushMessage(Outgoing):
    """A line of the outbox for a browser: a notice, told to one subscription once."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="pushes")
    subscription = models.ForeignKey(
        PushSubscription, on_delete=models.SET_NULL, null=True, related_name="messages"
    )

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        indexes = [
            due_index("push"),
            claimed_index("push"),
            models.Index(fields=["created_at"], condition=Q(state__in=UNDELIVERED), name="push_undelivered"),
        ]
        constraints = [models.UniqueConstraint(fields=["notice", "subscription"], name="pushed_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} → {self.subscription_id}"


class PushKey(models.Model):
    """The key by which push services know this installation, encrypted (`cmhub.lib.vault`). There is one."""

    name = models.CharField(max_length=20, unique=True)
    sealed = models.TextField()
    public = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    row_security = "false"

    def __str__(self) -> str:
        return self.name
