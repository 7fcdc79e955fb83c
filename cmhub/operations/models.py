from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import User
from cmhub.queues import QUICK, TASK_ROUTES


class FailedTaskQuerySet(models.QuerySet["FailedTask"]):
    def open(self) -> FailedTaskQuerySet:
        """Those that nobody has set going again."""
        return self.filter(retried_at=None)


class FailedTask(models.Model):
    """A task that ended with an error, told once for as long as the same fails in the same way.

    `args` are ids and nothing else; None where a task was given anything else, and so cannot be done again
    from here. `error` is the kind of the error, without its text. `task_id` and `request_id` are those of the
    last time, as the logs have them.
    """

    task = models.CharField(max_length=150)
    args = models.JSONField(null=True)
    error = models.CharField(max_length=250)
    fingerprint = models.CharField(max_length=64)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    task_id = models.CharField(max_length=64)
    request_id = models.CharField(max_length=64, blank=True)
    retried_at = models.DateTimeField(null=True, blank=True)
    retried_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    row_security = "false"  # of the installation, not of anybody's agency
    objects = FailedTaskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="failed_task_last")]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(retried_at=None), name="failed_task_told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.error}"

    @property
    def queue(self) -> str:
        return TASK_ROUTES.get(self.task, {}).get("queue", QUICK)

    @property
    def ids(self) -> str:
        return ", ".join(map(str, self.args or []))
