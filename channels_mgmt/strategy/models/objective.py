from decimal import Decimal

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Direction
from channels_mgmt.strategy.models.parts import Part, PartQuerySet, without_zeros
from channels_mgmt.strategy.models.strategy import Strategy

DIGITS, PLACES = 18, 4


class OwnMetric(models.Model):
    """A figure that the product does not have: a brand names it, and its people enter its values."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="own_metrics")
    name = models.CharField(_("name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=30, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "name"],
                name="own_metric_once",
                violation_error_message=_("The brand has a figure of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class OwnMetricValueQuerySet(models.QuerySet["OwnMetricValue"]):
    def visible_to(self, user: User) -> "OwnMetricValueQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.STRATEGY_VIEW))


class OwnMetricValue(models.Model):
    """What a figure of the brand's own was on a day, as somebody entered it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    metric = models.ForeignKey(OwnMetric, on_delete=models.CASCADE, related_name="entered")
    day = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=DIGITS, decimal_places=PLACES)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    objects = OwnMetricValueQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["metric", "day"], name="own_metric_value_once_a_day")]

    def __str__(self) -> str:
        return f"{self.metric} · {self.day} · {self.value}"

    @property
    def shown(self) -> Decimal:
        return without_zeros(self.value)


class Objective(Part):
    """A figure that is to move from `start` to `target` by a day.

    `metric` is the code of a figure of the product (`strategy.metrics`), or empty for one of the brand's own.
    Values are in the unit of the figure as it is stored: rates are fractions of 1, durations seconds.
    """

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="objectives")
    metric = models.CharField(_("figure"), max_length=80, blank=True)
    own_metric = models.ForeignKey(
        OwnMetric, on_delete=models.PROTECT, null=True, blank=True, related_name="objectives"
    )
    start = models.DecimalField(pgettext_lazy("objective", "start"), max_digits=DIGITS, decimal_places=PLACES)
    target = models.DecimalField(
        pgettext_lazy("objective", "target"), max_digits=DIGITS, decimal_places=PLACES
    )
    due = models.DateField(_("by the day"))
    why = models.CharField(_("why this objective"), max_length=300, blank=True)
    direction = models.GeneratedField(
        expression=Case(When(target__gt=F("start"), then=Value(Direction.UP)), default=Value(Direction.DOWN)),
        output_field=models.CharField(max_length=4, choices=Direction.choices),
        db_persist=True,
    )

    class Meta(Part.Meta):
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(start=F("target")),
                name="objective_goes_somewhere",
                violation_error_message=_("Start and target are the same: an objective changes something."),
            ),
            models.CheckConstraint(
                condition=Q(metric="", own_metric__isnull=False) | ~Q(metric="") & Q(own_metric__isnull=True),
                name="objective_has_one_metric",
                violation_error_message=_("An objective has one figure: the product's or the brand's own."),
            ),
        ]

    def __str__(self) -> str:
        return self.metric or str(self.own_metric)
