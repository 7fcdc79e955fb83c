import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models.channel import Channel


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, user: User) -> "HandOverQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_VIEW))


class HandOver(models.Model):
    """What somebody had open on a brand, or on one of its channels, and who took it: nobody, where it was let
    go. `counts` says how much of each kind. Written with the act and never changed.
    """

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="hand_overs")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, null=True, related_name="hand_overs")
    of = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = HandOverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to=None) | ~Q(to=models.F("of")),
                name="hand_over_to_somebody_else",
                violation_error_message=_("Choose somebody else."),
            )
        ]
        indexes = [models.Index(fields=["brand", "at"], name="hand_over_by_brand")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.of} → {self.to}"
