from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from reporting.diagnoses.models.frozen import FROZEN_WITH_ITS_REPORT


class DiagnosisReadingQuerySet(models.QuerySet["DiagnosisReading"]):
    def visible_to(self, user: User) -> "DiagnosisReadingQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.REPORT_VIEW))

    def last_of_each(self) -> "DiagnosisReadingQuerySet":
        """The last of each brand."""
        return self.order_by("brand_id", "-week", "-revision").distinct("brand_id")


class DiagnosisReading(models.Model):
    """The diagnoses of a brand in a week, as computed with the revision of its weekly report.

    `findings` are as the report's JSON has them, without the words of the advice; `raised` and `unknown` are
    the codes of those that are, and of those of which too little is known.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="diagnosis_readings")
    week = models.CharField(_("week"), max_length=8)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    computed_at = models.DateTimeField()
    findings = models.JSONField(default=list)
    raised = ArrayField(models.CharField(max_length=30), default=list)
    unknown = ArrayField(models.CharField(max_length=30), default=list)

    objects = DiagnosisReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "week", "revision"], name="diagnosed_once")]
        triggers = [FROZEN_WITH_ITS_REPORT]

    def __str__(self) -> str:
        return f"{self.brand_id} {self.week}"
