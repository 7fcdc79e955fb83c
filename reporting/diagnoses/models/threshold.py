from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand


class DiagnosisThresholdQuerySet(models.QuerySet["DiagnosisThreshold"]):
    def visible_to(self, user: User) -> "DiagnosisThresholdQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.REPORT_VIEW))


class DiagnosisThreshold(models.Model):
    """From when a diagnosis is raised on a brand, as its people say; `value` is null where the usual holds
    again. `name` is such as `deaf.share`.

    `edition` counts the changes, so that who saves an older one is told.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="diagnosis_thresholds")
    name = models.CharField(_("threshold"), max_length=60)
    value = models.FloatField(_("value"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    objects = DiagnosisThresholdQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "name"], name="diagnosis_threshold_once"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0, value__lte=1_000_000),
                name="diagnosis_threshold_is_sensible",
                violation_error_message=_("Give a number between 0 and 1,000,000."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
