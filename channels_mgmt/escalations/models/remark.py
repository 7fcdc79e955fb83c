from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Contact, Department, User
from channels_mgmt.escalations.choices import RemarkKind
from channels_mgmt.escalations.models.escalation import Escalation


class Remark(models.Model):
    """What one side told the other about an escalation, beside its question and its answer.

    `contact` is who of the department said it, `by` who of those who log in wrote it down, `department` which
    one was asked at that time; empty for the manager. Of an earlier answer, `internal` is what was for the
    community manager only.
    """

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(pgettext_lazy("remark", "kind"), max_length=12, choices=RemarkKind.choices)
    text = models.TextField(_("text"), blank=True)
    internal = models.TextField(_("for the community manager only"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(internal=""),
                name="remark_says_something",
                violation_error_message=_("Write it first."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def author(self) -> str:
        """Who said it; empty where it is not known."""
        who = self.contact or self.by
        return who.name if who else ""
