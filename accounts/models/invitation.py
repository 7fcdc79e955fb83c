from datetime import datetime
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import AGENCY_ROLES, InvitationState, Language, Role
from accounts.models.agency import Agency
from accounts.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def unanswered(self) -> Self:
        """Neither accepted nor taken back: those that wait, and those that expired while they did."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """Somebody is asked by e-mail to work with an agency; of the link only a digest is kept."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.FRENCH)
    role = models.CharField(_("role"), max_length=30, choices=Role.choices, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(_("hours a week"), default=40)
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

    def is_for(self, user: AbstractBaseUser) -> bool:
        return user.get_username().lower() == self.email.lower()
