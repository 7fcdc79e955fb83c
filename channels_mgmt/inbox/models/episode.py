from django.db import models
from django.db.models import F, Q

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models.interaction import Interaction


class WaitingEpisodeQuerySet(models.QuerySet["WaitingEpisode"]):
    def visible_to(self, user: User) -> "WaitingEpisodeQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW))


class WaitingEpisode(models.Model):
    """Opens with the oldest unanswered message in, ends with the next message out that is no robot's.

    `ended_by` is the author, as written, of the message that ended it.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    interaction = models.ForeignKey(
        Interaction, on_delete=models.CASCADE, related_name="episodes", db_index=False
    )
    number = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True, default="")

    objects = WaitingEpisodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interaction", "number"], name="episode_number_once"),
            models.UniqueConstraint(
                fields=["interaction"], condition=Q(ended_at=None), name="episode_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("opened_at")),
                name="episode_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(
                fields=["brand", "opened_at"],
                include=["interaction", "number", "ended_at", "ended_by"],
                name="episode_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interaction_id}.{self.number}"
