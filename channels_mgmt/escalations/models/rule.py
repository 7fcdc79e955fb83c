from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import Department, User
from channels_mgmt.brands.choices import Kind, Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import Sentiment


def a_list(choices: Sequence[tuple[str, Any]] | None = None) -> ArrayField:
    return ArrayField(models.CharField(max_length=80, choices=choices), default=list, blank=True)


class RoutingRuleQuerySet(models.QuerySet["RoutingRule"]):
    def visible_to(self, user: User) -> "RoutingRuleQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.ESCALATION_OPEN))


class RoutingRule(models.Model):
    """Where what matches belongs. An empty condition matches all; the first rule that matches wins.

    The catch-all of a brand has no condition and comes last, whatever its position; without a
    department it goes to the agency's manager. `territories` are codes of `services.territories`.
    What it passes on climbs at night and on holidays where it `may_wake`, else by day alone. A warning goes
    `warn_minutes` before a deadline, in the same working time; where none are given, a quarter of the time
    before it.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="routing_rules")
    position = models.PositiveIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=120)
    kinds = a_list(Kind.choices)
    themes = a_list()
    purposes = a_list(Purpose.choices)
    networks = a_list(Network.choices)
    territories = a_list()
    sentiments = a_list(Sentiment.choices)
    words = a_list()
    lowest_priority = models.PositiveSmallIntegerField(_("from priority"), null=True, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="routing_rules"
    )
    acknowledge_minutes = models.PositiveIntegerField(_("acknowledge within (minutes)"), default=60)
    answer_minutes = models.PositiveIntegerField(_("answer within (minutes)"), default=480)
    around_the_clock = models.BooleanField(_("count around the clock"), default=False)
    wakes_at_night = models.BooleanField(_("may wake people at night and on holidays"), default=False)
    warn_minutes = models.PositiveIntegerField(_("warn before a deadline (minutes)"), null=True, blank=True)
    automatic = models.BooleanField(_("acts by itself on what is new"), default=False)
    is_catch_all = models.BooleanField(default=False, editable=False)

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        ordering = ["brand", "is_catch_all", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "position"],
                name="routing_rule_position_once",
                deferrable=Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["brand"],
                condition=Q(is_catch_all=True),
                name="routing_rule_one_catch_all",
                violation_error_message=_("A brand has one last rule that matches all."),
            ),
            models.CheckConstraint(
                condition=Q(is_catch_all=False)
                | Q(
                    kinds=[],
                    themes=[],
                    purposes=[],
                    networks=[],
                    territories=[],
                    sentiments=[],
                    words=[],
                    lowest_priority=None,
                    automatic=False,
                ),
                name="routing_rule_catch_all_matches_all",
                violation_error_message=_("The last rule matches all: it has no condition."),
            ),
            models.CheckConstraint(
                condition=Q(is_catch_all=True) | Q(department__isnull=False),
                name="routing_rule_has_department",
                violation_error_message=_("Choose the department that answers."),
            ),
            models.CheckConstraint(
                condition=Q(acknowledge_minutes__gt=0, answer_minutes__gte=models.F("acknowledge_minutes")),
                name="routing_rule_answer_after_acknowledge",
                violation_error_message=_("The answer is due after the acknowledgement."),
            ),
            models.CheckConstraint(
                condition=Q(warn_minutes=None)
                | Q(warn_minutes__gt=0, warn_minutes__lt=models.F("answer_minutes")),
                name="routing_rule_warns_in_between",
                violation_error_message=_(
                    "The warning goes before the deadline, and after the question was asked."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_wake(self) -> bool:
        """Whether what it passes on climbs at night too: what is counted around the clock does."""
        return self.wakes_at_night or self.around_the_clock
