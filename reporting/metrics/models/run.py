from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel
from reporting.metrics.choices import RunState


class MetricsRunQuerySet(models.QuerySet["MetricsRun"]):
    def visible_to(self, user: User) -> "MetricsRunQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.METRICS_WRITE))

    def unfinished(self) -> "MetricsRunQuerySet":
        """Those confirmed that are not over: a worker has them in hand or is to take them."""
        return self.filter(state__in=[RunState.QUEUED, RunState.RUNNING])


class MetricsRun(models.Model):
    """One export of a network that was read: the origin of the figures that it gave.

    `by` is nobody for a command. `answers` are those of a person to what the file does not say, `columns`
    what they said of a file of no known format. `as_of` is the day on which what a file says of a lifetime
    was read. `corrected` counts the figures that another export had given otherwise. `digest` is the file's,
    by which it is known again. `size` and `position` are bytes of it: all, and those read so far.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="metrics_runs")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    network = models.CharField(_("network"), max_length=20, choices=Network.choices, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField(unique=True)
    file_name = models.CharField(_("file"), max_length=200)
    stored_file = models.CharField(max_length=300, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    position = models.PositiveBigIntegerField(default=0)
    format = models.CharField(max_length=200, blank=True, default="")
    answers = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    as_of = models.DateField()
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.GIVEN)
    read = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    new_posts = models.PositiveIntegerField(default=0)
    unused_columns = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=8, default="fr")
    refused_file = models.CharField(max_length=300, blank=True, default="")
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = MetricsRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[RunState.DONE, RunState.FAILED]) | Q(finished_at__isnull=False),
                name="metrics_run_over_has_time",
            )
        ]
        indexes = [
            models.Index(fields=["brand", "-created_at"], name="metrics_run_latest"),
            models.Index(
                fields=["created_at"],
                condition=Q(state__in=[RunState.QUEUED, RunState.RUNNING]),
                name="metrics_run_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def waits_behind(self) -> "MetricsRun | None":
        """The file of the brand that is being taken in while this one waits its turn."""
        if self.state != RunState.QUEUED:
            return None
        return MetricsRun.objects.filter(brand_id=self.brand_id, state=RunState.RUNNING).first()
