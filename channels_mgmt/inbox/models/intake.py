from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import IntakeState
from channels_mgmt.team.models import Channel


class IntakeRunQuerySet(models.QuerySet["IntakeRun"]):
    def visible_to(self, user: User) -> "IntakeRunQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INTAKE))

    def unfinished(self) -> "IntakeRunQuerySet":
        """Those confirmed that are not over: a worker has them in hand or is to take them."""
        return self.filter(state__in=[IntakeState.QUEUED, IntakeState.RUNNING])


class IntakeRun(models.Model):
    """One file given on the page: what was asked, how far it is, what came of each of its lines.

    `size` and `position` are bytes of the file: all, and those read so far. `language` is that of the person
    who gave it, in which reasons are written.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="intake_runs")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    file_name = models.CharField(_("file"), max_length=200)
    stored_file = models.CharField(max_length=300)
    columns = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=IntakeState.choices, default=IntakeState.GIVEN)
    read = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    warnings = models.JSONField(default=list)
    asked = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    position = models.PositiveBigIntegerField(default=0)
    language = models.CharField(max_length=8, default="fr")
    refused_file = models.CharField(max_length=300, blank=True, default="")
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = IntakeRunQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["brand", "-created_at"], name="intake_run_latest"),
            models.Index(
                fields=["created_at"],
                condition=models.Q(state__in=[IntakeState.QUEUED, IntakeState.RUNNING]),
                name="intake_run_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def waits_behind(self) -> "IntakeRun | None":
        """The file of the brand that is being taken in while this one waits its turn."""
        if self.state != IntakeState.QUEUED:
            return None
        return IntakeRun.objects.filter(brand_id=self.brand_id, state=IntakeState.RUNNING).first()


class ColumnMap(models.Model):
    """The columns a person chose for files with this header, remembered for the brand."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="column_maps")
    header = models.CharField(max_length=64)
    columns = models.JSONField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "header"], name="column_map_once")]

    def __str__(self) -> str:
        return ", ".join(f"{ours}: {theirs}" for ours, theirs in self.columns.items())
