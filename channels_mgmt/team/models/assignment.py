from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.choices import BRAND_ROLES
from accounts.models import User
from accounts.models.period import DAYS, Period, PeriodQuerySet
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.team.models.channel import Channel
from channels_mgmt.team.readiness import Standing

ENDS_SOON = timedelta(days=30)


class AssignmentQuerySet(PeriodQuerySet):
    def visible_to(self, user: User) -> "AssignmentQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_VIEW))

    def ending_soon(self, at: datetime) -> "AssignmentQuerySet":
        """What holds and ends within ENDS_SOON, where neither a change nor somebody else follows it."""
        after = Assignment.objects.filter(
            brand=OuterRef("brand"), role=OuterRef("role"), starts_on__gte=OuterRef("ends_on")
        ).filter(Q(channel=OuterRef("channel")) | Q(channel=None))
        soon = self.current(at).filter(ends_on__lte=(at + ENDS_SOON).date())
        return soon.filter(~Exists(after))


class Assignment(Period):
    """Gives a person a role on a brand, or on one of its channels, with hours a week.

    `brand_role` is the access that came with it and ends with it. A change from a day on ends it and makes
    another, which `follows` it. `edition` counts what was corrected, so that who saves an older one is told.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="assignments")
    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    brand_role = models.OneToOneField(BrandRole, on_delete=models.PROTECT, related_name="assignment")
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in BRAND_ROLES])
    is_lead = models.BooleanField(_("lead"), default=False)
    under_supervision = models.BooleanField(_("under supervision"), default=False)
    hours_per_week = models.PositiveSmallIntegerField(_("hours a week"), default=0)
    follows = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by", editable=False
    )
    made_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    edition = models.PositiveIntegerField(default=1, editable=False)
    key = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()

    presence: Any
    """Whether its holder is there, or learning, on the team's board; see `team.presence`."""
    standing: Standing

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(hours_per_week__lte=168),
                name="assignment_hours_fit_a_week",
                violation_error_message=_("A week has 168 hours."),
            ),
            models.CheckConstraint(
                condition=Q(is_lead=False) | Q(channel__isnull=False),
                name="assignment_lead_has_channel",
                violation_error_message=_("A lead is the lead of a channel: choose which."),
            ),
            ExclusionConstraint(
                name="channel_has_one_lead_at_a_time",
                expressions=[
                    ("channel", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
                condition=Q(is_lead=True),
                violation_error_message=_("This channel already has a lead in this period."),
            ),
            ExclusionConstraint(
                name="person_assigned_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("channel", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
                condition=Q(channel__isnull=False),
                violation_error_message=_("This person already holds this channel in this period."),
            ),
        ]
        indexes = [models.Index(fields=["brand", "user"], name="assignment_by_brand")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
