"""Who is there, who knows, and whether they can be reached: what a directory tells beside names and hours."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import DirectLine, Media, Spoken
from accounts.models.company import Company, Contact, Department
from accounts.models.period import DAYS, Period, PeriodQuerySet
from accounts.models.user import User


class AbsenceQuerySet(PeriodQuerySet):
    zone = "contact__department__time_zone"

    def standing(self) -> "AbsenceQuerySet":
        return self.filter(cancelled_at=None)

    def with_deputies(self, at: datetime) -> "AbsenceQuerySet":
        """Adds `deputy_away`: whether the deputy is absent as well, or has left."""
        away = Absence.objects.standing().current(at).filter(contact=OuterRef("deputy"))
        gone = Q(deputy__left_at__isnull=False) | Q(deputy__department__closed_at__isnull=False)
        return self.select_related("deputy__user", "deputy__department").annotate(
            deputy_away=models.Case(
                models.When(gone, then=True), default=Exists(away), output_field=models.BooleanField()
            )
        )


class Absence(Period):
    """Days on which a contact is not there, as days begin in their department's time zone.

    `ends_on` is the day they are back; `deputy` answers in their place. One that is taken back stays, so
    that what was done meanwhile can be understood.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="absences")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deputising",
        verbose_name=_("deputy"),
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    # Added by `with_deputies`.
    deputy_away: bool

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("contact")),
                name="absence_deputy_is_another",
                violation_error_message=_("Nobody deputises for themselves."),
            ),
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    ("contact", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
                violation_error_message=_("Another absence of this person has days in common with this one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact} · {self.starts_on}"


class Expert(models.Model):
    """Somebody who can speak on a subject to the press, on the radio or on television, and on what terms."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="experts")
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="experts",
        verbose_name=_("department"),
    )
    name = models.CharField(_("name"), max_length=150)
    subjects = ArrayField(models.CharField(max_length=80), verbose_name=_("subjects"))
    media = ArrayField(
        models.CharField(max_length=10, choices=Media.choices), verbose_name=pgettext_lazy("press", "media")
    )
    languages = ArrayField(
        models.CharField(max_length=3, choices=Spoken.choices), verbose_name=_("languages")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    whatsapp = models.CharField(_("WhatsApp"), max_length=40, blank=True)
    conditions = models.CharField(_("conditions"), max_length=200, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="", phone="", whatsapp=""),
                name="expert_is_reachable",
                violation_error_message=_("Give at least one direct line: e-mail, telephone or WhatsApp."),
            ),
            models.CheckConstraint(
                condition=~Q(subjects=[]) & ~Q(media=[]),
                name="expert_has_a_subject_and_a_medium",
                violation_error_message=_("Say on what the expert speaks, and for which media."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LineCheck(models.Model):
    """Whether a contact can be reached by a line: asked by a message, or tried and recorded by a person.

    `address` is the line as it was then: a number that changed is to be checked anew. `sender_name` is the
    brand in whose name it was asked; `digest` that of the link which confirms it. `key` is that of the form.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="line_checks")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="line_checks")
    line = models.CharField(_("direct line"), max_length=10, choices=DirectLine.choices)
    address = models.CharField(max_length=254)
    sender_name = models.CharField(max_length=150)
    key = models.UUIDField(editable=False)
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "contact", "line"], name="line_check_once_a_form"),
            models.CheckConstraint(
                condition=Q(digest=None, expires_at=None) | Q(digest__isnull=False, expires_at__isnull=False),
                name="line_check_link_expires",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=F("asked_at")),
                name="line_check_confirmed_after_asking",
            ),
            models.CheckConstraint(
                condition=Q(digest__isnull=False) | Q(confirmed_at__isnull=False),
                name="line_check_asked_or_recorded",
            ),
        ]
        indexes = [models.Index(fields=["company", "contact", "line", "address"], name="line_check_of_line")]

    def __str__(self) -> str:
        return f"{self.contact} · {self.get_line_display()}"

    def was_for(self, contact: Any) -> bool:
        """Whether the contact still answers by this very line."""
        return contact.left_at is None and getattr(contact, self.line) == self.address
