"""Somebody works with an agency no more."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right, roles_granting
from accounts.models import Agency, Membership, User
from accounts.models.period import DayThere
from accounts.services.audit import record
from accounts.services.invitations import revoke
from accounts.services.sessions import LEFT, end_sessions
from accounts.signals import person_left


def leave(*, agency: Agency, user: User, by: User, at: datetime | None = None) -> bool:
    """Ends at once what the person is in the agency; whether that was their last one.

    Then they are deactivated and their sessions end. What they did keeps their name. Rooms above end what
    they hold when they hear `person_left`. Raises ValidationError, in words, for somebody who does not work
    there, and for the last person who can set up people.
    """
    now = at or timezone.now()
    today = agency.day_of(now)
    with transaction.atomic():
        Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)  # two who remove each other at once
        held = list(Membership.objects.lasting(today).filter(agency=agency, user=user))
        if not held:
            raise ValidationError(_("%(name)s does not work with this agency.") % {"name": user.name})
        _refuse_last(agency, user, by, now)
        for membership in held:
            membership.end(today)
        for invitation in agency.invitations.unanswered().filter(email__iexact=user.email):
            revoke(invitation=invitation, by=by, at=now)
        person_left.send(sender=User, agency=agency, user=user, by=by, at=now)
        roles = sorted({membership.role for membership in held if membership.role})
        record(verb="person.left", what=user, by=by, at=now, agency_id=agency.pk, roles=roles)
        gone = not _works_elsewhere(user, now)
        if gone:
            _deactivate(user, by, now)
    return gone


def is_last_in_charge(agency: Agency, user: User, *, at: datetime | None = None) -> bool:
    """Whether nobody but the person can set up people and brands in the agency."""
    in_charge = (
        Membership.objects.current(at)
        .filter(agency=agency, role__in=roles_granting(Right.AGENCY_MANAGE), user__is_active=True)
        .values_list("user", flat=True)
    )
    return set(in_charge) == {user.pk}


def _refuse_last(agency: Agency, user: User, by: User, now: datetime) -> None:
    if not is_last_in_charge(agency, user, at=now):
        return
    if user == by:
        raise ValidationError(
            _(
                "You are the last who can set up people in %(agency)s. "
                "Make somebody else administrator or manager first."
            )
            % {"agency": agency.name}
        )
    raise ValidationError(
        _("%(name)s is the last who can set up people in %(agency)s.")
        % {"name": user.name, "agency": agency.name}
    )


def _works_elsewhere(user: User, now: datetime) -> bool:
    today = DayThere("agency__time_zone", now)
    return Membership.objects.lasting(today).filter(user=user).exists()


def _deactivate(user: User, by: User, now: datetime) -> None:
    user.is_active = False
    user.phone = user.whatsapp = ""
    user.save(update_fields=["is_active", "phone", "whatsapp"])
    end_sessions(sessions=UserSession.objects.all(), of=user, by=by, why=LEFT, at=now)
    record(verb="person.deactivated", what=user, by=by, at=now)
