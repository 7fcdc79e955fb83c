from django.db import models

from accounts.models import User
from reporting.weekly.models.report import WeeklyReport


class ReportReading(models.Model):
    """That somebody who did not make it read a published revision: when first, when last."""

    report = models.ForeignKey(WeeklyReport, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["first_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="report_read_once_by_each")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.user_id}"
