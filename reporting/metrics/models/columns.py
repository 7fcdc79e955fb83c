from django.db import models

from channels_mgmt.brands.models import Brand


class ChosenColumns(models.Model):
    """What a person said of the columns of a file of no known format, remembered for the brand by its header.

    `chosen` is as `MetricsRun.columns`.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    header = models.CharField(max_length=64)
    chosen = models.JSONField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "header"], name="chosen_columns_once")]

    def __str__(self) -> str:
        return ", ".join(f"{ours}: {theirs}" for ours, theirs in self.chosen.get("columns", {}).items())
