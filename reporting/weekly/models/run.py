from django.db import models
from django.db.models import Q

from accounts.models import User
from channels_mgmt.brands.models import Brand
from cmhub.lib.weeks import Week


class ReportRun(models.Model):
    """A report that was asked for and is being computed: found again when worker or broker come back."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    week = models.CharField(max_length=8)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "week"], condition=Q(finished_at=None), name="report_run_asked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.brand} {self.week}"

    @property
    def week_label(self) -> str:
        """The week with its days, as people read it."""
        return Week.parse(self.week).label_within()
