from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Department, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import FileKind
from channels_mgmt.escalations.models.escalation import Escalation


class AnswerFileQuerySet(models.QuerySet["AnswerFile"]):
    def visible_to(self, user: User) -> "AnswerFileQuerySet":
        """Those of escalations that the person sees; what is not publishable, where they take part in it."""
        seen = Q(escalation__in=Escalation.objects.visible_to(user), publishable=True)
        return self.filter(seen | Q(escalation__in=Escalation.objects.taken_part_in_by(user)))


class AnswerFile(models.Model):
    """A picture or PDF that the department puts to its answer.

    The file lies under the name `stored_as` (services/attachments.py); `name` is what it was called where it
    came from. `fingerprint` is that of its bytes as kept, by which the same file sent twice is one. `leg` is
    the escalation's at that time: what went with an earlier answer stays. `department` is the one that was
    asked then; empty for the manager.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="files")
    stored_as = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveIntegerField()
    publishable = models.BooleanField(_("publishable"), default=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    leg = models.PositiveSmallIntegerField(default=1)

    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "fingerprint", "publishable"], name="answer_file_once"
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="answer_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
