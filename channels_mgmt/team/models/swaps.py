from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models.rota import Shift
from channels_mgmt.team.rota_choices import SwapState


class ShiftSwapQuerySet(models.QuerySet["ShiftSwap"]):
    def visible_to(self, user: User) -> "ShiftSwapQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_VIEW))

    def open(self, at: datetime) -> "ShiftSwapQuerySet":
        """Those that wait for an answer and still can have one."""
        return self.filter(state=SwapState.ASKED, expires_at__gt=at)

    def lapsed(self, at: datetime) -> "ShiftSwapQuerySet":
        return self.filter(state=SwapState.ASKED, expires_at__lte=at)

    def concerning(self, user: User) -> "ShiftSwapQuerySet":
        """Those that the person asked, that they are asked, and that are offered to all."""
        return self.filter(Q(asked_by=user) | Q(asked=user) | Q(asked=None))

    def asking(self, person: int, at: datetime) -> "ShiftSwapQuerySet":
        """Those that wait for this person's yes or no: they were asked by name."""
        return self.open(at).filter(asked=person, shift__cancelled_at=None, brand__archived_at=None)


class ShiftSwap(models.Model):
    """Somebody asks another, or whoever may, to take a shift, perhaps for one of the other's in return."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="shift_swaps")
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="swaps")
    in_return = models.ForeignKey(
        Shift, on_delete=models.CASCADE, null=True, blank=True, related_name="swaps_in_return"
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="swaps_asked")
    asked = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="swaps_received"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    state = models.CharField(
        pgettext_lazy("swap", "state"), max_length=10, choices=SwapState.choices, default=SwapState.ASKED
    )
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField(null=True, unique=True, editable=False)

    objects = ShiftSwapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shift"],
                condition=Q(state=SwapState.ASKED),
                name="shift_offered_once",
                violation_error_message=_("This shift is offered already: withdraw that first."),
            ),
            models.CheckConstraint(
                condition=Q(asked=None) | ~Q(asked=F("asked_by")),
                name="swap_is_with_another",
                violation_error_message=_("Ask somebody else."),
            ),
            models.CheckConstraint(
                condition=Q(in_return=None) | (~Q(in_return=F("shift")) & Q(asked__isnull=False)),
                name="swap_return_is_of_who_is_asked",
                violation_error_message=_("A shift in return is one of the person asked."),
            ),
            models.CheckConstraint(
                condition=Q(state=SwapState.ASKED, answered_at=None)
                | (~Q(state=SwapState.ASKED) & Q(answered_at__isnull=False)),
                name="swap_ends_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state=SwapState.ACCEPTED) | Q(answered_by__isnull=False),
                name="swap_is_accepted_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["brand", "expires_at"], condition=Q(state=SwapState.ASKED), name="swap_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_by} · {self.get_state_display()}"
