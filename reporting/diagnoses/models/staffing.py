from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from reporting.diagnoses.models.frozen import FROZEN_WITH_ITS_REPORT


class StaffingReadingQuerySet(models.QuerySet["StaffingReading"]):
    def visible_to(self, user: User) -> "StaffingReadingQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.STAFFING_VIEW))

    def last_of_each(self) -> "StaffingReadingQuerySet":
        """The last of each brand."""
        return self.order_by("brand_id", "-week", "-revision").distinct("brand_id")


class StaffingReading(models.Model):
    """Whether a brand's team was enough in a week, as computed with the revision of its weekly report.

    `readings` are territory by territory as the report's JSON has them; `is_overloaded` is null where there
    was too little to tell.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="staffing_readings")
    week = models.CharField(_("week"), max_length=8)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    computed_at = models.DateTimeField()
    readings = models.JSONField(default=list)
    is_overloaded = models.BooleanField(null=True)

    objects = StaffingReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "week", "revision"], name="staffing_read_once")
        ]
        triggers = [FROZEN_WITH_ITS_REPORT]

    def __str__(self) -> str:
        return f"{self.brand_id} {self.week}"
