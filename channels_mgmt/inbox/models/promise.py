from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import ENDED, PromiseState
from channels_mgmt.inbox.models.interaction import Interaction
from channels_mgmt.inbox.models.message import Message


class PromiseQuerySet(models.QuerySet["Promise"]):
    def visible_to(self, user: User) -> "PromiseQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW))

    def open(self) -> "PromiseQuerySet":
        return self.filter(state=PromiseState.OPEN)

    def owed_by(self, person: int, most: int | None = None) -> "PromiseQuerySet":
        """Of these, the ones still open that the person made, or whose interaction they hold; of each half no
        more than `most`, those that are due first.

        Each half by an index of its own: joined by *or*, all that anybody has promised would be read.
        """
        owed = self.open().filter(brand__archived_at=None).order_by("due_at", "pk").values("pk")
        made = owed.filter(made_by=person)
        held = owed.filter(~Q(interaction__state__in=ENDED), interaction__holder=person)
        return self.model.objects.filter(pk__in=made[:most].union(held[:most]))

    def late(self, at: datetime) -> "PromiseQuerySet":
        return self.open().filter(due_at__lte=at)


class Promise(models.Model):
    """What a holding reply announced to a member of the public, and by when.

    It is kept by the next substantive answer, in time or late; it may be released with a reason.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE, related_name="promises")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="promise")
    state = models.CharField(
        pgettext_lazy("promise", "state"),
        max_length=10,
        choices=PromiseState.choices,
        default=PromiseState.OPEN,
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(_("by when"))
    kept_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why it is no longer owed"), max_length=200, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PromiseState.KEPT, kept_at__isnull=False)
                | (~Q(state=PromiseState.KEPT) & Q(kept_at__isnull=True)),
                name="promise_kept_has_time",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=models.F("made_at")),
                name="promise_due_after_made",
                violation_error_message=_("What is promised lies ahead."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["brand", "due_at"], condition=Q(state=PromiseState.OPEN), name="promise_open"
            ),
            models.Index(
                fields=["made_by", "due_at"], condition=Q(state=PromiseState.OPEN), name="promise_owed"
            ),
            models.Index(fields=["brand", "made_at"], name="promise_week"),
        ]

    def __str__(self) -> str:
        return f"{self.interaction_id}: {self.state}"
