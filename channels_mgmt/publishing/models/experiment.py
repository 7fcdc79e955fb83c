from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import ExperimentState, Measure, Variant, Verdict
from channels_mgmt.publishing.models.post import Post


class ExperimentQuerySet(models.QuerySet["Experiment"]):
    def visible_to(self, user: User) -> "ExperimentQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))


class Experiment(models.Model):
    """A hypothesis and two variants held against each other by one measure.

    What is tested, and `planned`, how many of each it takes, are said before it runs and stay: a sample that
    ends when it pleases finds what pleases. The variants' posts are `ExperimentPost`s; where the measure is
    counted by hand the counts are here. `smallest` is the least difference that would matter, in points of
    the measure: a fraction of 1 for a rate. `result` is what the verdict rests on, as it was that day.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="experiments")
    name = models.CharField(_("name"), max_length=120)
    hypothesis = models.TextField(_("hypothesis"), max_length=1_000)
    variant_a = models.TextField(_("variant A"), max_length=1_000)
    variant_b = models.TextField(_("variant B"), max_length=1_000)
    measure = models.CharField(_("measure"), max_length=20, choices=Measure.choices)
    counted = models.CharField(_("what is counted"), max_length=200, blank=True)
    smallest = models.DecimalField(
        _("smallest difference that matters"), max_digits=12, decimal_places=5, null=True, blank=True
    )
    planned = models.PositiveIntegerField(_("planned sample of each variant"))
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    state = models.CharField(
        pgettext_lazy("test", "state"),
        max_length=10,
        choices=ExperimentState.choices,
        default=ExperimentState.DRAFT,
    )
    a_successes = models.PositiveBigIntegerField(null=True, blank=True)
    a_trials = models.PositiveBigIntegerField(null=True, blank=True)
    b_successes = models.PositiveBigIntegerField(null=True, blank=True)
    b_trials = models.PositiveBigIntegerField(null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=15, choices=Verdict.choices, blank=True, default="")
    result = models.JSONField(null=True, blank=True)
    learned = models.TextField(_("what was learned"), max_length=2_000, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField(unique=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = ExperimentQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="experiment_days_in_order",
                violation_error_message=_("A test does not end before it begins."),
            ),
            models.CheckConstraint(
                condition=(Q(a_trials=None) | Q(a_successes__lte=F("a_trials")))
                & (Q(b_trials=None) | Q(b_successes__lte=F("b_trials"))),
                name="experiment_successes_of_trials",
                violation_error_message=_("There cannot be more successes than tries."),
            ),
            models.CheckConstraint(
                condition=Q(planned__gte=1),
                name="experiment_plans_a_sample",
                violation_error_message=_("Say how many of each variant it takes."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "running"], ended_at=None, verdict="")
                | Q(state="concluded", ended_at__isnull=False) & ~Q(verdict="")
                | Q(state="dropped", ended_at__isnull=False, verdict=""),
                name="experiment_over_has_time",
                violation_error_message=_("A test that is over says when, and what it showed."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_counted_by_hand(self) -> bool:
        return self.measure == Measure.COUNTED


class ExperimentPost(models.Model):
    """A post that shows one of the variants; a post shows one of them only."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="placed")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    variant = models.CharField(max_length=1, choices=Variant.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["experiment", "post"],
                name="experiment_post_once",
                violation_error_message=_("This post is in the test already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.experiment_id} {self.variant}"
