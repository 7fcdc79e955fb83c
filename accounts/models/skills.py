from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.agency import Agency
from accounts.models.user import User
from accounts.skill_choices import Level, Skill, TrainingState
from cmhub.lib.row_security import OF_STAFF

LONGEST_TRAINING = 2_000
"""Hours."""


class StaffQuerySet(models.QuerySet):
    """Rows about one person in one agency. They are the person's and of who manages that agency alone: pages
    come to them through `accounts.staff`."""

    def of(self, agency: Agency, user: User) -> "StaffQuerySet":
        return self.filter(agency=agency, user=user)


class SkillAssessment(models.Model):
    """How well a person does something, as one person saw it on one day. It is never changed: a later one
    takes its place, and what was said before stays to be read.

    What a person says of themselves is a statement; what somebody else says confirms.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="skill_assessments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="skill_assessments")
    skill = models.CharField(_("skill"), max_length=20, choices=Skill.choices)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    evidence = models.TextField(_("evidence"), max_length=1000, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    assessed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()
    key = models.UUIDField(null=True, unique=True, editable=False)

    row_security = OF_STAFF
    objects = StaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=Level.NOTIONS, level__lte=Level.TEACHES),
                name="skill_level_is_known",
                violation_error_message=_("A level is between 1 and 4."),
            )
        ]
        indexes = [
            models.Index(fields=["agency", "user", "skill", "-assessed_at"], name="assessment_by_person")
        ]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_skill_display()} {self.level}"

    @property
    def is_statement(self) -> bool:
        """Whether the person says it of themselves."""
        return self.assessed_by_id == self.user_id


class CertificationQuerySet(StaffQuerySet):
    def standing(self) -> "CertificationQuerySet":
        """Those that no other has replaced."""
        return self.filter(replaced_by=None)

    def expiring_by(self, day: date) -> "CertificationQuerySet":
        return self.standing().filter(expires_on__lte=day)


class Certification(models.Model):
    """What an issuer certified of a person; it is good until `expires_on`, which is not part of it."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="certifications")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="certifications")
    name = models.CharField(_("name"), max_length=150)
    issuer = models.CharField(_("issuer"), max_length=150)
    number = models.CharField(_("number"), max_length=100, blank=True)
    obtained_on = models.DateField(_("obtained on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    key = models.UUIDField(null=True, unique=True, editable=False)

    row_security = OF_STAFF
    objects = CertificationQuerySet.as_manager()

    # Said by `accounts.services.certifications.with_urgency`.
    days_left: int | None
    urgency: str

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("obtained_on")),
                name="certification_expires_after_it_was_obtained",
                violation_error_message=_("A certification expires after it was obtained."),
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("pk")),
                name="certification_replaces_another",
                violation_error_message=_("A certification cannot replace itself."),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "user"], name="certification_by_person"),
            models.Index(
                fields=["expires_on"], condition=Q(expires_on__isnull=False), name="certification_expiring"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.issuer}"


class Training(models.Model):
    """A training that a person followed or is going to follow, and the skills that it serves."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="trainings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="trainings")
    title = models.CharField(_("title"), max_length=200)
    provider = models.CharField(pgettext_lazy("training", "given by"), max_length=150, blank=True)
    state = models.CharField(pgettext_lazy("training", "state"), max_length=10, choices=TrainingState.choices)
    starts_on = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(
        _("hours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TRAINING)],
    )
    skills = ArrayField(
        models.CharField(max_length=20, choices=Skill.choices),
        default=list,
        blank=True,
        verbose_name=_("skills that it serves"),
    )
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    key = models.UUIDField(null=True, unique=True, editable=False)

    row_security = OF_STAFF
    objects = StaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("starts_on")),
                name="training_ends_after_it_starts",
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]
        indexes = [models.Index(fields=["agency", "user"], name="training_by_person")]

    def __str__(self) -> str:
        return self.title

    @property
    def skill_words(self) -> list[str]:
        return [str(Skill(skill).label) for skill in self.skills if skill in Skill.values]
