from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from reporting.annotations.choices import ENTERED

MOST_WORDS = 150


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def visible_to(self, user: User) -> "AnnotationQuerySet":
        """For whoever reads the reports on which they stand."""
        return self.filter(brand__in=Brand.objects.granted(user, Right.REPORT_VIEW))

    def standing(self) -> "AnnotationQuerySet":
        """Those that nobody has taken back."""
        return self.filter(taken_back_at=None)

    def between(self, first: date, last: date) -> "AnnotationQuerySet":
        """Those of which a day is in this time, both ends included."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class Annotation(models.Model):
    """Something that happened to a brand's figures from outside, from its first day to its last.

    What was taken back stays, so that it can be put back. `edition` counts the changes, so that who saves an
    older one is told.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="annotations", db_index=False)
    kind = models.CharField(
        pgettext_lazy("annotation", "what it is"),
        max_length=10,
        choices=[(one.value, one.label) for one in ENTERED],
    )
    words = models.CharField(_("what happened"), max_length=MOST_WORDS)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)
    key = models.UUIDField(null=True, unique=True, editable=False)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["brand", "starts_on"], name="annotation_of_brand")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="annotation_days_in_order",
                violation_error_message=_("It does not end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in ENTERED]),
                name="annotation_kind_is_entered",
                violation_error_message=_("Marks of this kind come of themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="annotation_says_what",
                violation_error_message=_("Say what happened."),
            ),
        ]

    def __str__(self) -> str:
        return self.words
