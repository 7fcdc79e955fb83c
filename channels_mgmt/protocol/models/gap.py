"""What the public asks and nothing is agreed about."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.protocol.choices import GapState
from channels_mgmt.protocol.models.entry import Entry


class GapQuerySet(models.QuerySet["Gap"]):
    def visible_to(self, user: User) -> "GapQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PROTOCOL_VIEW))

    def open(self) -> "GapQuerySet":
        return self.filter(state=GapState.OPEN)


class Gap(models.Model):
    """Something that is asked and has no agreed answer: in the words of the house, never of the public.

    `count` is in how many interactions it was noted. It stands open until a situation is written for it
    (`entry`), or somebody says that none is needed.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    words = models.CharField(_("what is asked, in your words"), max_length=150)
    kind = models.CharField(
        pgettext_lazy("interaction", "kind"), max_length=20, choices=Kind.choices, blank=True, default=""
    )
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(
        pgettext_lazy("gap", "state"), max_length=10, choices=GapState.choices, default=GapState.OPEN
    )
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="gaps")
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("brand", Lower("words"), name="protocol_gap_once"),
            models.CheckConstraint(condition=~Q(words=""), name="protocol_gap_has_words"),
            models.CheckConstraint(
                condition=Q(state=GapState.OPEN, settled_at=None)
                | (~Q(state=GapState.OPEN) & Q(settled_at__isnull=False)),
                name="protocol_gap_settled_has_time",
            ),
        ]
        indexes = [models.Index(fields=["brand", "state", "-count"], name="protocol_gap_listed")]

    def __str__(self) -> str:
        return self.words


class Asked(models.Model):
    """An interaction in which a gap was noted: each counts once."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="asked", db_index=False)
    interaction = models.BigIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "asked"
        constraints = [models.UniqueConstraint(fields=["gap", "interaction"], name="protocol_gap_asked_once")]
        indexes = [models.Index(fields=["interaction"], name="protocol_gap_asked_in")]

    def __str__(self) -> str:
        return f"{self.gap_id}: {self.interaction}"
