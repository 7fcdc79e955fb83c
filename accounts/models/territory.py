from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.agency import Agency
from accounts.models.user import User, validate_time_zone


def saturday_and_sunday() -> list[int]:
    return [6, 7]


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def visible_to(self, user: User) -> "TerritoryQuerySet":
        return self.filter(agency__in=Agency.objects.visible_to(user))


class Territory(models.Model):
    """A country or region as one agency works in it: its time zone and the days nobody works."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="territories")
    country = models.CharField(_("country"), max_length=2)
    name = models.CharField(_("name"), max_length=100)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    weekend = ArrayField(
        models.PositiveSmallIntegerField(),
        default=saturday_and_sunday,
        verbose_name=_("weekend"),
        help_text=_("ISO days: Monday is 1."),
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "territories"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="territory_name_once",
                violation_error_message=_("This territory already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.name
