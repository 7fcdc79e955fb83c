from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import Department, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Nature, Recipients, Topic
from channels_mgmt.watch.models.competitor import Competitor


def a_list(choices: Sequence[tuple[str, Any]] | None = None) -> ArrayField:
    return ArrayField(models.CharField(max_length=80, choices=choices), default=list, blank=True)


class RuleQuerySet(models.QuerySet["Rule"]):
    def visible_to(self, user: User) -> "RuleQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.WATCH_VIEW))


class Rule(models.Model):
    """Who else is told of what matches. An empty condition matches all, and every rule that matches holds.

    `weekly` ones send what is routine together, on Monday; the others tell at once. What is strategic or
    crisis-prone reaches the decision-makers whatever the rules say.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="watch_rules")
    name = models.CharField(_("name"), max_length=120)
    topics = a_list(Topic.choices)
    natures = a_list(Nature.choices)
    words = a_list()
    competitor = models.ForeignKey(
        Competitor, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recipients = a_list(Recipients.choices)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    weekly = models.BooleanField(_("once a week, together"), default=False)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["weekly", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(recipients=[]) | Q(department__isnull=False) | Q(person__isnull=False),
                name="watch_rule_tells_somebody",
                violation_error_message=_("Say who is told: by role, a department, or a person."),
            ),
            models.CheckConstraint(
                condition=Q(weekly=False) | Q(natures=[Nature.ROUTINE]),
                name="watch_rule_weekly_is_routine",
                violation_error_message=_("Only what is routine can wait for the weekly digest."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
