from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import AGENCY_ROLES, HouseKind, Role
from accounts.models.period import Period, PeriodQuerySet
from accounts.models.user import User, validate_time_zone
from cmhub.lib.row_security import OF_AGENCY


class AgencyQuerySet(models.QuerySet["Agency"]):
    def visible_to(self, user: User) -> "AgencyQuerySet":
        return self.filter(pk__in=Membership.objects.current().filter(user_id=user.pk).values("agency_id"))


class Agency(models.Model):
    """The house that runs the work: an agency with clients, or a company with its own team."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(
        _("what it is"), max_length=10, choices=HouseKind.choices, default=HouseKind.AGENCY
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Africa/Douala", validators=[validate_time_zone]
    )
    second_factor_roles = ArrayField(
        models.CharField(max_length=30, choices=Role.choices),
        default=list,
        blank=True,
        verbose_name=_("roles that need a second factor"),
    )
    loaded_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    row_security = "id IN (SELECT cmhub_agencies())"
    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name

    @property
    def is_company(self) -> bool:
        """Whether it is one company with its own team, and so its own and only client."""
        return self.kind == HouseKind.COMPANY

    def day_of(self, at: datetime) -> date:
        """The day that it is in the agency's time zone."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


class MembershipQuerySet(PeriodQuerySet):
    zone = "agency__time_zone"

    def visible_to(self, user: User) -> "MembershipQuerySet":
        return self.filter(agency__in=Agency.objects.visible_to(user))


class Membership(Period):
    """A person's place in an agency; a role given here holds on all of its brands.

    `role` is empty for somebody who works there but whose roles are given brand by brand.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(_("hours a week"), default=40)

    row_security = f"user_id = cmhub_person() OR {OF_AGENCY}"
    objects = MembershipQuerySet.as_manager()

    departments: list[str]
    """The departments that the person is attached to; added by the list of people."""
    leave: Any
    expiring: list[Any]
    """Their leave of now or soon, and certifications that expire; added by the list of people."""

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=["", *AGENCY_ROLES]),
                name="membership_role_is_agency_wide",
                violation_error_message=_("This role is given on a brand, not on the whole agency."),
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__lte=168),
                name="membership_hours_fit_a_week",
                violation_error_message=_("A week has 168 hours."),
            ),
            models.UniqueConstraint(
                fields=["agency", "user", "role"],
                condition=Q(ends_on=None),
                name="membership_open_once",
                violation_error_message=_("This person already has this role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}" if self.role else str(self.user)
