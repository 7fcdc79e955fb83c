"""When an answer of the protocol was used, by whom, and what they said instead."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.models.entry import EntryVersion


class UseQuerySet(models.QuerySet["Use"]):
    def visible_to(self, user: User) -> "UseQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PROTOCOL_VIEW))


class Use(models.Model):
    """A reply that followed a version of the protocol, or deviated from it for the reason in `why`.

    `interaction` is an id of a room above this one. It changes when two interactions turn out to be one, and
    `why` may be erased with what concerns a member of the public; nothing else does.
    """

    append_only = True
    movable = ("interaction", "why")

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    version = models.ForeignKey(EntryVersion, on_delete=models.CASCADE, related_name="uses", db_index=False)
    interaction = models.BigIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    deviated = models.BooleanField(default=False)
    why = models.CharField(_("why it deviates"), max_length=300, blank=True, default="")

    objects = UseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deviated=True) | models.Q(why=""), name="protocol_use_why_deviates"
            )
        ]
        indexes = [
            models.Index(fields=["version", "-at"], name="protocol_use_of_version"),
            models.Index(fields=["interaction"], name="protocol_use_in"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="unchanging", exclude=["interaction", "why"]),
            pgtrigger.Protect(
                name="why_is_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.why IS DISTINCT FROM OLD.why AND NEW.why <> ''"),
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.interaction}"
