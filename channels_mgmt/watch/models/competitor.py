from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from cmhub.lib.sorting import alphabetical


class CompetitorQuerySet(models.QuerySet["Competitor"]):
    def visible_to(self, user: User) -> "CompetitorQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.WATCH_VIEW))

    def watched(self) -> "CompetitorQuerySet":
        return self.filter(dropped_at=None)


class Competitor(models.Model):
    """Whom the brand watches: news that have its name, or one of its `words`, are told apart as its own."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="competitors")
    name = models.CharField(_("name"), max_length=120)
    words = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = CompetitorQuerySet.as_manager()

    class Meta:
        ordering = alphabetical("name")
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "name"],
                name="competitor_named_once",
                violation_error_message=_("This competitor is there already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
