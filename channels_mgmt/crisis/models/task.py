import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, User
from channels_mgmt.crisis.models.crisis import Crisis
from cmhub.lib.erased import ERASED


class CrisisTask(models.Model):
    """What somebody does in a crisis, until when."""

    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="tasks")
    what = models.CharField(_("what is to be done"), max_length=250)
    who = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    until = models.DateTimeField(_("until when"))
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["until", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="crisis_task_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=models.F("given_at")),
                name="crisis_task_until_later",
                violation_error_message=_("The task is to be done later than now."),
            ),
        ]
        indexes = [models.Index(fields=["who", "until"], condition=Q(done_at=None), name="crisis_task_to_do")]

    def __str__(self) -> str:
        return self.what


class Status(models.Model):
    """How the crisis stands, in a few words for whoever decides: the last one counts; never changed, only
    erased with a member of the public whom it names.
    """

    append_only = True
    movable = ("text",)

    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="statuses")
    text = models.CharField(_("how it stands, and what is being done"), max_length=600)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name_plural = "statuses"
        ordering = ["-at", "-pk"]
        triggers = [
            pgtrigger.ReadOnly(name="unchanging", exclude=["text"]),
            pgtrigger.Protect(
                name="text_is_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"NEW.text NOT IN (OLD.text, '{ERASED}')"),
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Decision(models.Model):
    """What decision-makers are asked, with the answers that one tap gives; the first answer stands."""

    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="decisions")
    question = models.CharField(_("what is to be decided"), max_length=250)
    answers = ArrayField(models.CharField(max_length=80), verbose_name=_("possible answers"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=80, blank=True, default="")
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    """Who decided, where they have no login."""
    decided_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", decided_by=None, decided_contact=None, decided_at=None)
                | Q(
                    ~Q(answer=""),
                    Q(decided_by__isnull=False) | Q(decided_contact__isnull=False),
                    decided_at__isnull=False,
                ),
                name="crisis_decision_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answers__len__gte=2, answers__len__lte=4),
                name="crisis_decision_has_answers",
                violation_error_message=_("Give two to four possible answers."),
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def decider(self) -> str:
        """The name of who decided; empty as long as nobody did."""
        who = self.decided_by or self.decided_contact
        return who.name if who else ""
