"""What the brand's site brings, week by week, as people or an analytics tool say."""

import pgtrigger
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from reporting.metrics.choices import Source, Stage


class FunnelFileQuerySet(models.QuerySet["FunnelFile"]):
    def visible_to(self, user: User) -> "FunnelFileQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.METRICS_WRITE))


class FunnelFile(models.Model):
    """An analytics tool's export: `content` until it is taken in, `answers` what a person said of it.

    `header` is what the next file of the same tool is known again by.
    """

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    header = models.JSONField(default=list)
    content = models.BinaryField(null=True)
    answers = models.JSONField(default=dict)
    weeks = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)

    objects = FunnelFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(content=None), name="funnel_file_taken_is_let_go"
            )
        ]

    def __str__(self) -> str:
        return self.name


class FunnelFigureQuerySet(models.QuerySet["FunnelFigure"]):
    def visible_to(self, user: User) -> "FunnelFigureQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def standing(self) -> "FunnelFigureQuerySet":
        """Of each week and stage what was said last."""
        same = {name: OuterRef(name) for name in ("brand", "week", "stage")}
        return self.filter(pk=Subquery(FunnelFigure.objects.filter(**same).order_by("-pk").values("pk")[:1]))


class FunnelFigure(models.Model):
    """How many of a week came to a stage, and how many of them from the communities where that is known.

    Appended and never changed: what is said later corrects what was said before, which stays. `week` is its
    Monday; `value` is null where a figure is taken back.
    """

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+", db_index=False)
    week = models.DateField(_("week"))
    stage = models.CharField(max_length=10, choices=Stage.choices)
    value = models.PositiveBigIntegerField(null=True, blank=True)
    from_communities = models.PositiveBigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    file = models.ForeignKey(
        FunnelFile, on_delete=models.PROTECT, null=True, blank=True, related_name="figures"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = FunnelFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="funnel_week_is_a_monday"),
            models.CheckConstraint(
                condition=Q(from_communities=None) | Q(value__isnull=False, from_communities__lte=F("value")),
                name="funnel_part_of_the_whole",
                violation_error_message=_("There cannot be more from the communities than in all."),
            ),
            models.CheckConstraint(
                condition=Q(source=Source.EXPORT, file__isnull=False)
                | ~Q(source=Source.EXPORT) & Q(file=None),
                name="funnel_export_names_its_file",
            ),
        ]
        indexes = [models.Index(fields=["brand", "week", "stage", "-id"], name="funnel_of_week")]
        triggers = [
            pgtrigger.Protect(name="unchanging", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.week}"
