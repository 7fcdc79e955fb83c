from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import MOST_POINTS
from channels_mgmt.inbox.models.interaction import Interaction


class SatisfactionQuerySet(models.QuerySet["Satisfaction"]):
    def visible_to(self, user: User) -> "SatisfactionQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW))


class Satisfaction(models.Model):
    """What a member of the public answered when asked, after the closing, whether it had helped.

    Points from 1 (not at all) to 5 (entirely); asked again after a reopening, each answer counts.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE, related_name="satisfaction")
    points = models.PositiveSmallIntegerField(_("did it help?"))
    given_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.UUIDField(unique=True, editable=False)

    objects = SatisfactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gte=1, points__lte=MOST_POINTS),
                name="satisfaction_of_five_points",
                violation_error_message=_("Choose one of the five answers."),
            )
        ]
        indexes = [models.Index(fields=["brand", "given_at"], name="satisfaction_week")]

    def __str__(self) -> str:
        return f"{self.interaction_id}: {self.points}"
