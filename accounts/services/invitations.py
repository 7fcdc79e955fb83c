"""Inviting people by e-mail, and what becomes of the link."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import InvitationState, Topic
from accounts.models import Agency, Department, Invitation, Membership, User
from accounts.services.audit import record
from accounts.services.outbox import notify
from accounts.signals import invitation_accepted, person_returned
from cmhub.lib.links import digest_of, link_to, new_token
from cmhub.lib.scope import everything

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Offer:
    """A role on one brand, which a person is invited to. Whoever offers it has checked it."""

    brand_id: int
    brand_name: str
    brand_role: str
    department: Department | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    in_name_of: str = ""
    """Who invites, where it is not to be the agency."""


def _fields(offer: Offer | None) -> dict[str, Any]:
    return asdict(offer) | {"department": offer.department} if offer else {}


def invite(
    *,
    agency: Agency,
    name: str,
    email: str,
    by: User | None,
    role: str = "",
    hours_per_week: int = 40,
    language: str = "fr",
    offer: Offer | None = None,
    at: datetime | None = None,
) -> Invitation:
    """Asks somebody by e-mail to work with the agency, or on one brand of it where there is an `offer`.
    Nothing of theirs changes until they accept.

    Raises ValidationError, in words, for somebody who works there already. An invitation that the same
    address has not answered is taken back: the new one takes its place.
    """
    now = at or timezone.now()
    email = email.strip().lower()
    token = new_token()
    with transaction.atomic():
        _make_room(agency, email, by, now)
        invitation = Invitation(
            agency=agency,
            name=name,
            email=email,
            language=language,
            role=role,
            hours_per_week=hours_per_week,
            digest=digest_of(token),
            invited_by=by,
            created_at=now,
            sent_at=now,
            expires_at=now + VALID_FOR,
            **_fields(offer),
        )
        invitation.full_clean(exclude=["invited_by", "accepted_by"])
        invitation.save()
        record(
            verb="person.invited",
            what=invitation,
            by=by,
            at=now,
            agency_id=agency.pk,
            brand_id=invitation.brand_id,
            role=invitation.brand_role or role,
        )
        _send(invitation, token, now)
    return invitation


def send_again(*, invitation: Invitation, by: User, at: datetime | None = None) -> Invitation:
    """Sends a new link, which holds from now; the earlier one stops working."""
    now = at or timezone.now()
    token = new_token()
    with transaction.atomic():
        held = _unanswered(invitation, now)
        held.digest, held.sent_at, held.expires_at = digest_of(token), now, now + VALID_FOR
        held.save(update_fields=["digest", "sent_at", "expires_at"])
        record(verb="invitation.sent_again", what=held, by=by, at=now, agency_id=held.agency_id)
        _send(held, token, now)
    return held


def revoke(*, invitation: Invitation, by: User | None, at: datetime | None = None) -> None:
    """Takes the invitation back: its link says so from now on."""
    now = at or timezone.now()
    with transaction.atomic():
        held = _unanswered(invitation, now)
        held.revoked_at = now
        held.save(update_fields=["revoked_at"])
        record(verb="invitation.revoked", what=held, by=by, at=now, agency_id=held.agency_id)


def find_invitation(token: str) -> Invitation | None:
    """The invitation of a link, whatever became of it; None for a link that was never sent."""
    found = Invitation.objects.filter(digest=digest_of(token)).select_related(
        "agency", "invited_by", "department"
    )
    with everything():  # the link is all that whoever has it needs
        return found.first()


def accept(*, invitation: Invitation, by: User, at: datetime | None = None) -> Membership | None:
    """Somebody who is here already accepts; the membership, None where they work there by now."""
    now = at or timezone.now()
    with everything(), transaction.atomic():
        held = _open(invitation, now)
        if not held.is_for(by):
            raise ValidationError(_("This invitation is for %(email)s.") % {"email": held.email})
        return _join(held, by, now)


def accept_as_new(*, invitation: Invitation, name: str, password: str, at: datetime | None = None) -> User:
    """Somebody accepts who has no way in: the link proves the address, and they choose name and password.

    Whoever left and comes back finds their own name in what they did before.
    """
    now = at or timezone.now()
    with everything(), transaction.atomic():
        held = _open(invitation, now)
        user = User.objects.select_for_update(no_key=True).filter(email__iexact=held.email).first()
        if user is None:
            user = User.objects.create_user(
                held.email, None, name=name, language=held.language, time_zone=held.agency.time_zone
            )
        elif user.is_active and user.has_usable_password():
            raise ValidationError(_("Log in first: this address has an account already."))
        user.name, user.is_active = name, True
        user.set_password(password)
        user.save(update_fields=["name", "is_active", "password"])
        _join(held, user, now)
    return user


def has_way_in(email: str) -> bool:
    """Whether somebody of this address can log in."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    return user is not None and user.has_usable_password()


def _join(held: Invitation, user: User, now: datetime) -> Membership | None:
    held.accepted_at, held.accepted_by = now, user
    held.save(update_fields=["accepted_at", "accepted_by"])
    membership = None
    places = Membership.objects.filter(agency=held.agency, user=user)
    if not places.current(now).exists():
        if places.exists():
            person_returned.send(sender=User, agency=held.agency, user=user, at=now)
        membership = Membership.objects.create(
            agency=held.agency,
            user=user,
            role=held.role,
            hours_per_week=held.hours_per_week,
            starts_on=held.agency.day_of(now),
        )
    record(
        verb="invitation.accepted",
        what=held,
        by=user,
        at=now,
        agency_id=held.agency_id,
        brand_id=held.brand_id,
        role=held.brand_role or held.role,
    )
    if held.brand_id is not None:
        invitation_accepted.send(sender=Invitation, invitation=held, user=user, at=now)
    return membership


def _make_room(agency: Agency, email: str, by: User | None, now: datetime) -> None:
    """Nobody else invites meanwhile, the address is of nobody who works there, and earlier ones go."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    _refuse_member(agency, email, now)
    for earlier in agency.invitations.unanswered().filter(email=email):
        revoke(invitation=earlier, by=by, at=now)


def _refuse_member(agency: Agency, email: str, now: datetime) -> None:
    member = Membership.objects.current(now).filter(agency=agency, user__email__iexact=email).first()
    if member is not None:
        raise ValidationError(
            {
                "email": _("%(name)s works with %(agency)s already.")
                % {"name": member.user.name, "agency": agency.name}
            }
        )


def _open(invitation: Invitation, now: datetime) -> Invitation:
    held = Invitation.objects.select_for_update(of=["self"]).select_related("agency").get(pk=invitation.pk)
    if held.state_at(now) != InvitationState.WAITING:
        raise ValidationError(_("This invitation can no longer be accepted."), code="over")
    return held


def _unanswered(invitation: Invitation, now: datetime) -> Invitation:
    held = Invitation.objects.select_for_update(of=["self"]).select_related("agency").get(pk=invitation.pk)
    if held.state_at(now) == InvitationState.ACCEPTED:
        raise ValidationError(_("%(name)s has accepted meanwhile.") % {"name": held.name})
    if held.state_at(now) == InvitationState.REVOKED:
        raise ValidationError(_("This invitation was taken back already."))
    return held


def _send(invitation: Invitation, token: str, now: datetime) -> None:
    link = link_to("accounts:invitation", token)
    with override(invitation.language):
        subject = _("%(agency)s invites you to CM Hub") % {"agency": invitation.inviter}
        body = _(
            "Hello %(name)s,\n\n%(agency)s invites you to work with them on CM Hub.\n"
            "Accept here:\n%(link)s\n\nThe link works once, for %(days)d days. "
            "If you did not expect it, leave it alone: nothing happens then."
        ) % {
            "name": invitation.name.split(" ", 1)[0],
            "agency": invitation.inviter,
            "link": link,
            "days": VALID_FOR.days,
        }
    notify(
        key=f"invitation:{invitation.pk}:{invitation.digest[:16]}",
        agency=invitation.agency,
        email=invitation.email,
        subject=subject,
        body=body,
        secret=token,
        topic=Topic.ACCOUNT,
        link=link,
        language=invitation.language,
        sender_name=invitation.inviter,
        at=now,
    )
