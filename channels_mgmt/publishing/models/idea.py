from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import IdeaState


class IdeaQuerySet(models.QuerySet["Idea"]):
    def visible_to(self, user: User) -> "IdeaQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def open(self) -> "IdeaQuerySet":
        return self.filter(state=IdeaState.OPEN)


class Idea(models.Model):
    """What a post could be about: kept until it is used, or dropped.

    `came_from` is what gave the idea, in words, and `url` where that is.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="ideas", db_index=False)
    title = models.CharField(_("idea"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    came_from = models.CharField(_("where it comes from"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=IdeaState.choices, default=IdeaState.OPEN)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=IdeaState.OPEN, ended_at=None, ended_by=None)
                | ~Q(state=IdeaState.OPEN) & Q(ended_at__isnull=False, ended_by__isnull=False),
                name="idea_ended_has_time",
                violation_error_message=_("An idea that is used or dropped says when and by whom."),
            )
        ]
        indexes = [models.Index(fields=["brand", "state", "-made_at"], name="idea_latest")]

    def __str__(self) -> str:
        return self.title
