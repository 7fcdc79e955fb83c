from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from channels_mgmt.crisis.models.crisis import Crisis
from cmhub.lib.erased import words_shown


class Suspension(models.Model):
    """The time in which a brand publishes nothing of what it had planned, and why; who lifted it, and why."""

    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="suspensions")
    reason = models.CharField(_("why nothing is published"), max_length=300, blank=True, default="")
    of_itself = models.BooleanField(default=False)
    """Nobody wrote a reason when the crisis was opened: that it is open is the reason."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_why = models.CharField(_("why publishing goes on"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["crisis"],
                condition=Q(lifted_at=None),
                name="suspension_one_at_a_time",
                violation_error_message=_("Publishing is suspended already."),
            ),
            models.CheckConstraint(
                condition=Q(~Q(reason=""), of_itself=False) | Q(reason="", of_itself=True),
                name="suspension_says_why",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_why="")
                | Q(Q(lifted_at__isnull=False, lifted_by__isnull=False), ~Q(lifted_why="")),
                name="suspension_lifted_says_why",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]

    @property
    def why(self) -> str:
        """The reason that everybody reads, of itself in the active language."""
        if not self.of_itself:
            return words_shown(self.reason)
        return gettext("Crisis open: “%(title)s”. Nothing planned is published before it is lifted.") % {
            "title": words_shown(self.crisis.title)
        }
