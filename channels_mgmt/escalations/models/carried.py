from datetime import timedelta

from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.choices import Role
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models.escalation import Escalation
from channels_mgmt.inbox.models import Interaction, Message

WHOLE = ExpressionWrapper(F("relayed_at") - F("interaction__opened_at"), DurationField())
"""From the first message in to the answer that was relayed."""


class CarriedQuerySet(models.QuerySet["Carried"]):
    def visible_to(self, user: User) -> "CarriedQuerySet":
        """Those of the escalations that the person follows; what others asked is not for a department."""
        followed = Brand.objects.granted(user, Right.ESCALATION_VIEW, besides=[Role.DEPARTMENT_CONTACT])
        return self.filter(brand__in=followed)

    def there(self) -> "CarriedQuerySet":
        """Those that were not taken out."""
        return self.filter(left_at=None)

    def of_each(self, told: Combinable) -> Subquery:
        """One value for all that an escalation carries."""
        carried = self.there().filter(escalation=OuterRef("pk")).order_by().values("escalation")
        return Subquery(carried.annotate(told=told).values("told"))

    def to_relay(self) -> "CarriedQuerySet":
        """Those whose people have not been given the answer yet."""
        return self.filter(left_at=None, relayed_at=None)


class Carried(models.Model):
    """An interaction whose answer an escalation brings back: one of several where many ask the same.

    `relayed_at` is when its own reply went out, by `relayed_message`. What has left is answered otherwise.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    escalation = models.ForeignKey(
        Escalation, on_delete=models.CASCADE, related_name="carried", db_index=False
    )
    interaction = models.ForeignKey(Interaction, on_delete=models.PROTECT, related_name="carried_by")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    relayed_at = models.DateTimeField(null=True, blank=True)
    relayed_message = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    left_at = models.DateTimeField(null=True, blank=True)

    objects = CarriedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "interaction"],
                name="carried_once",
                violation_error_message=_("This interaction is part of this question already."),
            ),
            models.CheckConstraint(
                condition=Q(relayed_at__isnull=False) | Q(relayed_message=None),
                name="carried_relayed_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["escalation"],
                condition=Q(left_at=None, relayed_at=None),
                name="carried_to_relay",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.escalation_id} · {self.interaction_id}"

    @property
    def whole(self) -> timedelta | None:
        """From the first message in to the answer that was relayed; None while it is not."""
        return self.relayed_at - self.interaction.opened_at if self.relayed_at else None
