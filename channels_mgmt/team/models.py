from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.choices import BRAND_ROLES
from accounts.models import Department, Employment, Leave, User
from accounts.models.period import DAYS, Period, PeriodQuerySet
from accounts.skill_choices import Level, Skill
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.team.choices import ChannelState, Network, Purpose
from cmhub.lib.sorting import alphabetical


class ChannelQuerySet(models.QuerySet["Channel"]):
    def visible_to(self, user: User) -> "ChannelQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_VIEW))

    def open(self) -> "ChannelQuerySet":
        return self.exclude(state=ChannelState.CLOSED)


class Channel(models.Model):
    """One account of a brand on one network, with its purpose.

    `hours` is the weekly calendar `{"1": [["08:00", "17:00"]], …}` by ISO day in the brand's time
    zone, empty for a channel that never closes.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="channels")
    network = models.CharField(_("network"), max_length=20, choices=Network.choices)
    purpose = models.CharField(pgettext_lazy("channel", "purpose"), max_length=20, choices=Purpose.choices)
    slug = models.SlugField(max_length=80)
    name = models.CharField(_("name"), max_length=150)
    handle = models.CharField(_("handle"), max_length=100, blank=True)
    url = models.URLField(_("link"), blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="channels"
    )
    hours = models.JSONField(_("opening hours"), default=dict, blank=True)
    state = models.CharField(
        pgettext_lazy("channel", "state"),
        max_length=10,
        choices=ChannelState.choices,
        default=ChannelState.OPEN,
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["network", "purpose", *alphabetical("name")]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "slug"],
                name="channel_slug_once",
                violation_error_message=_("The brand already has a channel of this short name."),
            ),
            models.CheckConstraint(
                condition=Q(purpose=Purpose.DEPARTMENT, department__isnull=False)
                | (~Q(purpose=Purpose.DEPARTMENT) & Q(department__isnull=True)),
                name="channel_department_when_its_own",
                violation_error_message=_("A department's own channel, and only it, names its department."),
            ),
        ]

    def __str__(self) -> str:
        """Name, network and purpose: what tells two accounts of one name apart."""
        network = str(self.get_network_display())
        said = () if network.casefold() in self.name.casefold() else (network,)
        return " · ".join([self.name, *said, str(self.get_purpose_display())])


class AssignmentQuerySet(PeriodQuerySet):
    def visible_to(self, user: User) -> "AssignmentQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_VIEW))


class Assignment(Period):
    """Gives a person a role on a brand, or on one of its channels, with hours a week.

    `brand_role` is the access that came with it and ends with it.
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
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()

    # Said by the team's board.
    leave: Leave | None
    traineeship: Employment | None

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


class NeededSkillQuerySet(models.QuerySet["NeededSkill"]):
    def visible_to(self, user: User) -> "NeededSkillQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_NEEDS))


class NeededSkill(models.Model):
    """A skill that a brand's team must have: at which level, and in how many people."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="needed_skills")
    skill = models.CharField(_("skill"), max_length=20, choices=Skill.choices)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    people = models.PositiveSmallIntegerField(_("how many people"), default=1)

    objects = NeededSkillQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "skill"],
                name="needed_skill_once",
                violation_error_message=_("The brand needs this skill already: change that."),
            ),
            models.CheckConstraint(
                condition=Q(level__gte=Level.NOTIONS, level__lte=Level.TEACHES),
                name="needed_level_is_known",
                violation_error_message=_("A level is between 1 and 4."),
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=50),
                name="needed_people_are_some",
                violation_error_message=_("A brand needs from 1 to 50 people with a skill."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_skill_display()} {self.level} × {self.people}"
