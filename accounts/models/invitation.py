from datetime import datetime
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import AGENCY_ROLES, BRAND_ROLES, InvitationState, Language, Role
from accounts.models.agency import Agency
from accounts.models.company import Department
from accounts.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def unanswered(self) -> Self:
        """Neither accepted nor taken back: those that wait, and those that expired while they did."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """Somebody is asked by e-mail to work with an agency; of the link only a digest is kept.

    They may be asked onto one brand, for a role there: the room of brands gives it when they accept.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.FRENCH)
    role = models.CharField(_("role"), max_length=30, choices=Role.choices, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(_("hours a week"), default=40)
    brand_id = models.BigIntegerField(null=True, blank=True)
    brand_name = models.CharField(max_length=150, blank=True)
    brand_role = models.CharField(
        _("role on the brand"), max_length=30, choices=[(r.value, r.label) for r in BRAND_ROLES], blank=True
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    in_name_of = models.CharField(max_length=150, blank=True)
    """Who invites, where it is not to be the agency: a white-label brand."""
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["", *AGENCY_ROLES]),
                name="invitation_role_is_agency_wide",
                violation_error_message=_("This role is given on a brand, not on the whole agency."),
            ),
            models.CheckConstraint(
                condition=Q(brand_id=None, brand_role="")
                | Q(brand_id__isnull=False, brand_role__in=[r.value for r in BRAND_ROLES]),
                name="invitation_brand_with_role",
                violation_error_message=_("An invitation onto a brand says for which role."),
            ),
            models.CheckConstraint(
                condition=~Q(brand_role=Role.DEPARTMENT_CONTACT) | Q(department__isnull=False),
                name="invitation_contact_has_department",
                violation_error_message=_("A department contact belongs to a department."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gt=F("starts_on")),
                name="invitation_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None),
                name="invitation_accepted_or_revoked",
            ),
            models.UniqueConstraint(
                fields=["agency", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_unanswered_once",
                violation_error_message=_("This person is already invited."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def state(self) -> str:
        return self.state_at(timezone.now())

    def state_at(self, at: datetime) -> str:
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if at >= self.expires_at else InvitationState.WAITING

    def get_state_display(self) -> str:
        return str(InvitationState(self.state).label)

    @property
    def inviter(self) -> str:
        """Who invites, as the person is told."""
        return self.in_name_of or self.agency.name

    def is_for(self, user: AbstractBaseUser) -> bool:
        return user.get_username().lower() == self.email.lower()
