from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.choices import BY_HAND, CampaignMetric
from channels_mgmt.team.choices import Currency
from channels_mgmt.team.models import Budget, Channel


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User) -> "CampaignQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def running(self, day: date) -> "CampaignQuerySet":
        """Those that nobody has ended, whose days are not over and have begun, as far as they have any."""
        begun, over = Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on__lt=day)
        return self.filter(begun, ended_at=None).exclude(over)

    def to_come(self, day: date) -> "CampaignQuerySet":
        return self.filter(ended_at=None, starts_on__gt=day)

    def over(self, day: date) -> "CampaignQuerySet":
        return self.filter(Q(ended_at__isnull=False) | Q(ends_on__lt=day))


class Campaign(models.Model):
    """What groups posts; exports and people call it by its name.

    One that an export names has no more than a name until people say more. `target` is of `metric`. What it
    costs is in `CampaignCost`, which fewer people see. `edition` counts the changes, so that who saves an
    older one is told.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="campaigns")
    name = models.CharField(_("name"), max_length=100)
    objective = models.TextField(_("objective"), max_length=1_000, blank=True)
    metric = models.CharField(
        _("measured by"), max_length=15, choices=CampaignMetric.choices, blank=True, default=""
    )
    target = models.PositiveBigIntegerField(_("target"), null=True, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    channels = models.ManyToManyField(Channel, blank=True, related_name="+", verbose_name=_("channels"))
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField(null=True, unique=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "name"],
                name="campaign_named_once",
                violation_error_message=_("The brand already has a campaign of this name."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="campaign_days_in_order",
                violation_error_message=_("A campaign does not end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(target=None) | ~Q(metric=""),
                name="campaign_target_of_a_metric",
                violation_error_message=_("Say what the target is measured by."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="campaign_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignCostQuerySet(models.QuerySet["CampaignCost"]):
    def visible_to(self, user: User) -> "CampaignCostQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.MEANS_MANAGE))


class CampaignCost(models.Model):
    """What a campaign costs in all, as it was said last; null where that is taken back.

    Appended and never changed: the record says that it was set, and never how much. Seen as budgets are.
    """

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+", db_index=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="costs")
    amount = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    row_security = Budget.row_security
    objects = CampaignCostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0),
                name="campaign_cost_is_not_negative",
                violation_error_message=_("An amount is not negative."),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="unchanging", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.set_at)


class CampaignResultQuerySet(models.QuerySet["CampaignResult"]):
    def visible_to(self, user: User) -> "CampaignResultQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def standing(self) -> "CampaignResultQuerySet":
        """Of each metric what was counted to the latest day, as it was said last."""
        same = CampaignResult.objects.filter(campaign=OuterRef("campaign"), metric=OuterRef("metric"))
        return self.filter(pk=Subquery(same.order_by("-day", "-pk").values("pk")[:1]))


class CampaignResult(models.Model):
    """What a campaign has brought since it began, counted by people until a day.

    Appended and never changed: what is said later of the same day corrects what was said before. `value` is
    null where a count is taken back.
    """

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+", db_index=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="results")
    metric = models.CharField(_("what"), max_length=15, choices=BY_HAND)
    value = models.PositiveBigIntegerField(_("how many"), null=True, blank=True)
    day = models.DateField(_("counted until"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CampaignResultQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="unchanging", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.day}"
