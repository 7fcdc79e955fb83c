import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from channels_mgmt.crisis.models.crisis import Crisis
from cmhub.lib.erased import ERASED

QUESTIONS = ("happened", "known", "worked", "failed", "changes")
"""The questions of a lesson, by the fields that answer them."""

SETTLED = (
    "crisis_id",
    "owner_id",
    "due_at",
    "written_by_id",
    "written_at",
    "validated_by_id",
    "validated_at",
)
CHANGED = " OR ".join(
    [f"NEW.{name} NOT IN (OLD.{name}, '{ERASED}')" for name in QUESTIONS]
    + [f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in SETTLED]
)
"""What is no erasure of its words."""


class Lesson(models.Model):
    """What is drawn from a crisis, in writing, within a week of its end; `owner` is to write it.

    Once somebody else has validated it, it does not change, but that words which name a member of the public
    are erased with them.
    """

    crisis = models.OneToOneField(Crisis, on_delete=models.CASCADE, related_name="lesson")
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who writes the lesson")
    )
    due_at = models.DateTimeField(_("due"))
    next_reminder_at = models.DateTimeField(null=True, blank=True)
    happened = models.TextField(_("What happened?"), blank=True, default="")
    known = models.TextField(_("What did we know, and when?"), blank=True, default="")
    worked = models.TextField(_("What worked?"), blank=True, default="")
    failed = models.TextField(_("What did not?"), blank=True, default="")
    changes = models.TextField(_("What do we change?"), blank=True, default="")
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField(null=True, blank=True)
    validated_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    validated_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(validated_by=None, validated_at=None)
                | Q(validated_by__isnull=False, validated_at__isnull=False, written_at__isnull=False),
                name="lesson_validated_once_written",
            ),
            models.CheckConstraint(
                condition=Q(validated_by=None) | ~Q(validated_by=F("written_by")),
                name="lesson_validated_by_another",
                violation_error_message=_("Who wrote the lesson does not validate it: somebody else does."),
            ),
            models.CheckConstraint(
                condition=Q(written_by=None, written_at=None)
                | Q(written_by__isnull=False, written_at__isnull=False),
                name="lesson_written_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_at"], condition=Q(written_at=None), name="lesson_to_write"),
            models.Index(
                fields=["next_reminder_at"],
                condition=Q(next_reminder_at__isnull=False),
                name="lesson_to_remind_of",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="validated_is_unchanging",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.validated_at IS NOT NULL AND ({CHANGED})"),
            ),
            pgtrigger.Protect(
                name="validated_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.validated_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.crisis)


class LessonAction(models.Model):
    """What changes because of a lesson: who sees to it, until which day."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(_("what changes"), max_length=250)
    who = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    due_on = models.DateField(pgettext_lazy("lesson", "until"))
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="lesson_action_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.what
