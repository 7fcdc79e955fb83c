from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models.approval import Approval
from channels_mgmt.inbox.models.interaction import Interaction
from channels_mgmt.inbox.models.message import Message
from channels_mgmt.team.models import Channel

EXPECTED_WITHIN = timedelta(days=14)
"""Who writes where they were told to within this time has arrived; later they have not."""


class DirectedQuerySet(models.QuerySet["Directed"]):
    def visible_to(self, user: User) -> "DirectedQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW))

    def told(self) -> "DirectedQuerySet":
        """Those whom the words have reached: they do not wait for approval, nor were they sent back."""
        return self.filter(message__isnull=False)

    def expected(self, at: datetime) -> "DirectedQuerySet":
        return self.told().filter(arrived=None, at__gt=at - EXPECTED_WITHIN)

    def never_came(self, at: datetime) -> "DirectedQuerySet":
        return self.told().filter(arrived=None, at__lte=at - EXPECTED_WITHIN)


class Directed(models.Model):
    """Somebody of the public was told to write on another channel, and whether they did.

    `message` is the reply that told them; where it waits for a second person it is that `approval`'s, and
    `message` is null until it was published. `arrived` is the interaction that they opened there, linked by
    itself or by the person `linked_by`.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE, related_name="directions")
    to_channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    author_key = models.CharField(max_length=200)
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, related_name="told_where")
    approval = models.OneToOneField(Approval, on_delete=models.SET_NULL, null=True, related_name="told_where")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    arrived = models.ForeignKey(Interaction, on_delete=models.SET_NULL, null=True, related_name="came_from")
    arrived_at = models.DateTimeField(null=True)
    linked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    key = models.UUIDField(unique=True, editable=False)

    objects = DirectedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(arrived__isnull=True) | Q(arrived_at__isnull=False),
                name="directed_arrival_has_time",
            ),
            models.CheckConstraint(
                condition=Q(arrived__isnull=True) | ~Q(arrived=F("interaction")),
                name="directed_arrives_elsewhere",
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "-at", "-id"], name="directed_latest"),
            models.Index(fields=["brand", "author_key"], condition=Q(arrived=None), name="directed_awaited"),
        ]

    def __str__(self) -> str:
        return f"{self.interaction_id} → {self.to_channel_id}"

    @property
    def expected_until(self) -> datetime:
        return self.at + EXPECTED_WITHIN
