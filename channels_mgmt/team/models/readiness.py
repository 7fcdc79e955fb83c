"""Whether somebody may speak for a brand: the checks that others made of them, and what each *no* opened."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.team.choices import Question
from channels_mgmt.team.models.simulation import Simulation


def seen_by(user: User) -> Q:
    """What is written of a person: by themselves, and by who says whether people are ready."""
    own = Q(user=user, brand__in=Brand.objects.visible_to(user).order_by().values("pk"))
    return own | Q(brand__in=Brand.objects.granted(user, Right.READINESS_CHECK))


class ReadinessCheckQuerySet(models.QuerySet["ReadinessCheck"]):
    def visible_to(self, user: User) -> "ReadinessCheckQuerySet":
        return self.filter(seen_by(user))


class ReadinessCheck(models.Model):
    """Somebody else's seven answers on whether a person may speak for a brand, against one strategy.

    `latitude` is what the person may answer alone. A check is never changed: a new one takes its place.
    """

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="readiness_checks")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="readiness_checks")
    evaluator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="+")
    simulation = models.OneToOneField(
        Simulation, on_delete=models.PROTECT, null=True, blank=True, related_name="check_made"
    )
    latitude = models.TextField(_("latitude"))
    done_at = models.DateTimeField()
    lapses_on = models.DateField()
    key = models.UUIDField(editable=False, null=True, unique=True)

    objects = ReadinessCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(evaluator=F("user")),
                name="readiness_checked_by_another",
                violation_error_message=_("Nobody checks their own readiness."),
            ),
            models.CheckConstraint(condition=~Q(latitude=""), name="readiness_says_the_latitude"),
        ]
        indexes = [models.Index(fields=["brand", "user", "-done_at"], name="readiness_latest")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.brand}"


class ReadinessAnswer(models.Model):
    """One of the seven answers of a check, with what it rests on."""

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    readiness = models.ForeignKey(ReadinessCheck, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(
        pgettext_lazy("readiness", "question"), max_length=15, choices=Question.choices
    )
    is_yes = models.BooleanField(pgettext_lazy("readiness", "answer"))
    evidence = models.TextField(_("evidence"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["readiness", "question"], name="readiness_question_once"),
            models.CheckConstraint(condition=~Q(evidence=""), name="readiness_answer_has_evidence"),
            models.CheckConstraint(
                condition=Q(question__in=Question.values), name="readiness_question_is_known"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.readiness_id}: {self.question}"


class DevelopmentLineQuerySet(models.QuerySet["DevelopmentLine"]):
    def visible_to(self, user: User) -> "DevelopmentLineQuerySet":
        """As checks are seen; the mentor sees the lines that they help with."""
        mentored = Q(mentor=user, brand__in=Brand.objects.visible_to(user).order_by().values("pk"))
        return self.filter(seen_by(user) | mentored)

    def open(self) -> "DevelopmentLineQuerySet":
        return self.filter(closed_at=None)


class DevelopmentLine(models.Model):
    """What a *no* calls for: who helps, what is done, by when; and in the end what was learned.

    A later check of the person closes what was open, `settled_by` it: each of its own *no* opens a new line.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="development_lines")
    readiness = models.ForeignKey(ReadinessCheck, on_delete=models.PROTECT, related_name="lines")
    question = models.CharField(
        pgettext_lazy("readiness", "question"), max_length=15, choices=Question.choices
    )
    action = models.TextField(_("what is done about it"))
    mentor = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="mentored_lines", verbose_name=_("mentor")
    )
    due_on = models.DateField(_("by when"))
    edition = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    learned = models.TextField(_("what was learned"), blank=True)
    settled_by = models.ForeignKey(
        ReadinessCheck, on_delete=models.PROTECT, null=True, blank=True, related_name="settled"
    )

    objects = DevelopmentLineQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mentor=F("user")),
                name="development_mentor_is_another",
                violation_error_message=_("Nobody is their own mentor."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, learned="", settled_by=None)
                | (
                    Q(closed_at__isnull=False, closed_by__isnull=False)
                    & (~Q(learned="") | Q(settled_by__isnull=False))
                ),
                name="development_closed_with_what_was_learned",
                violation_error_message=_("Say what was learned."),
            ),
            models.UniqueConstraint(
                fields=["readiness", "question"], condition=Q(closed_at=None), name="development_line_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["brand", "due_on"], condition=Q(closed_at=None), name="development_open_by_brand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.question}"
