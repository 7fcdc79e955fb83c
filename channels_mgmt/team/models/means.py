"""With what a brand is worked for: what is assumed of the work, what it may cost, what people are paid.

Sums are appended and never changed, with who set them: the record says that they were, and never how much.
"""

from datetime import date
from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.access import Right, roles_granting
from accounts.models import Agency, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.assumptions import NEVER_NOTHING, Assumption
from channels_mgmt.team.choices import Currency
from cmhub.lib.row_security import of_brand

_MANAGED = """
    SELECT held.agency_id
    FROM accounts_membership held JOIN accounts_agency house ON house.id = held.agency_id
    WHERE held.user_id = cmhub_person() AND held.role IN ({roles})
    AND held.starts_on <= {today} AND (held.ends_on IS NULL OR held.ends_on > {today})
"""
_OF_MANAGED = """
    EXISTS (SELECT 1 FROM brands_brand brand WHERE brand.id = brand_id AND brand.agency_id IN ({managed}))
"""
MANAGED = _MANAGED.format(
    roles=", ".join(f"'{role}'" for role in sorted(roles_granting(Right.MEANS_MANAGE))),
    today="(current_setting('cmhub.at')::timestamptz AT TIME ZONE house.time_zone)::date",
)
"""The agencies of which the person may see budgets and pay, for row-level security."""

UNCHANGING = pgtrigger.Protect(name="unchanging", operation=pgtrigger.Update | pgtrigger.Delete)


class WorkAssumptionQuerySet(models.QuerySet["WorkAssumption"]):
    def visible_to(self, user: User) -> "WorkAssumptionQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.STAFFING_VIEW))


class WorkAssumption(models.Model):
    """How long something takes on a brand, as its people say; `value` is null where the default holds again.

    `edition` counts the changes, so that who saves an older one is told.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="work_assumptions")
    name = models.CharField(_("assumption"), max_length=30, choices=Assumption.choices)
    value = models.DecimalField(_("value"), max_digits=7, decimal_places=2, null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    objects = WorkAssumptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "name"], name="work_assumed_once"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0, value__lte=10_000),
                name="work_assumption_is_sensible",
                violation_error_message=_("Give a number between 0 and 10,000."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_name_display())

    def clean(self) -> None:
        if self.value is not None and not self.value and self.name in NEVER_NOTHING:
            raise ValidationError({"value": _("This takes more than nothing.")})


class SumQuerySet(models.QuerySet):
    def in_force(self, day: date, *per: str) -> Any:
        """What holds on a day, by `per`: what began last, as it was set last."""
        same = {name: OuterRef(name) for name in per}
        begun = self.model._default_manager.filter(starts_on__lte=day, **same)
        latest = begun.order_by("-starts_on", "-pk").values("pk")[:1]
        return self.filter(pk=Subquery(latest))


class BudgetQuerySet(SumQuerySet):
    def visible_to(self, user: User) -> "BudgetQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.MEANS_MANAGE))


class PayQuerySet(SumQuerySet):
    def visible_to(self, user: User) -> "PayQuerySet":
        managed = Agency.objects.filter(
            memberships__in=user.memberships.current().filter(role__in=roles_granting(Right.MEANS_MANAGE))
        )
        return self.filter(agency__in=managed)


class MonthlySum(models.Model):
    """An amount a month from a day on, until the next one; none where `amount` is null."""

    append_only = True

    amount = models.DecimalField(_("amount a month"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices)
    starts_on = models.DateField(_("from"))
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0),
                name="%(class)s_is_not_negative",
                violation_error_message=_("An amount is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.starts_on)


class Budget(MonthlySum):
    """What a brand may spend a month."""

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="budgets")

    row_security = f"({of_brand()}) AND {_OF_MANAGED.format(managed=MANAGED)}"
    objects = BudgetQuerySet.as_manager()

    class Meta(MonthlySum.Meta):
        indexes = [models.Index(fields=["brand", "-starts_on", "-id"], name="budget_by_brand")]
        triggers = [UNCHANGING]


class Pay(MonthlySum):
    """What a person is paid a month by an agency; `person`, for it is in nobody's own data or pages."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    row_security = f"agency_id IN ({MANAGED})"
    objects = PayQuerySet.as_manager()

    class Meta(MonthlySum.Meta):
        verbose_name_plural = "pay"
        indexes = [models.Index(fields=["agency", "person", "-starts_on", "-id"], name="pay_by_person")]
        triggers = [UNCHANGING]
