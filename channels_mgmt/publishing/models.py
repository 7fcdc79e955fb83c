from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Category
from channels_mgmt.team.models import Channel


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User) -> "PostQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))


class Post(models.Model):
    """What a channel published."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="posts")
    external_id = models.CharField(max_length=200)
    published_at = models.DateTimeField(_("published"))
    text = models.TextField(_("text"), blank=True)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, blank=True)
    campaign = models.CharField(_("campaign"), max_length=100, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "external_id"],
                name="post_recorded_once",
                violation_error_message=_("This publication is already recorded."),
            )
        ]
        indexes = [models.Index(fields=["brand", "-published_at"], name="post_latest")]

    def __str__(self) -> str:
        return self.text[:60]
