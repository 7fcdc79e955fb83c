"""What somebody who leaves an agency has open, and who takes it over."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.models import Agency, Membership, User
from accounts.services.audit import record
from accounts.services.leaving import leave
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.sorting import hand_over
from channels_mgmt.team.models import Assignment
from channels_mgmt.team.services.leaving import give_lead, leads_of


@dataclass(frozen=True)
class OpenWork:
    """Interactions that a person holds, escalations that they opened, channels that they lead."""

    interactions: list[Interaction]
    escalations: list[Escalation]
    leads: list[Assignment]

    def __bool__(self) -> bool:
        return bool(self.interactions or self.escalations or self.leads)


def open_work(*, agency: Agency, user: User, at: datetime | None = None) -> OpenWork:
    now = at or timezone.now()
    held = Interaction.objects.unfinished().filter(holder=user, brand__agency=agency)
    opened = (
        Escalation.objects.unfinished()
        .filter(Q(interaction__holder=None) | Q(interaction__holder=user), opened_by=user)
        .filter(brand__agency=agency)
    )
    return OpenWork(
        list(held.select_related("brand").order_by("brand", "opened_at")),
        list(opened.select_related("brand", "interaction__brand", "department").order_by("answer_by")),
        list(leads_of(agency, user, now)),
    )


def part(*, agency: Agency, user: User, to: User | None, by: User, at: datetime | None = None) -> None:
    """In one act: what the person has open goes to somebody else, if one is named, and they leave.

    For somebody who has left already only the work moves. Raises ValidationError, in words, and changes
    nothing, where the other may not or cannot take it.
    """
    now = at or timezone.now()
    with transaction.atomic():
        if to is not None:
            _give_work(agency, user, to, by, now)
        if Membership.objects.current(now).filter(agency=agency, user=user).exists():
            leave(agency=agency, user=user, by=by, at=now)


def _give_work(agency: Agency, user: User, to: User, by: User, now: datetime) -> None:
    if to == user or not Membership.objects.current(now).filter(agency=agency, user=to).exists():
        raise ValidationError(_("Choose somebody who stays."))
    work = open_work(agency=agency, user=user, at=now)
    for lead in work.leads:
        give_lead(assignment=lead, to=to, by=by, at=now)
    interactions = {one.pk: one for one in work.interactions}
    interactions |= {one.interaction_id: one.interaction for one in work.escalations}
    _refuse_without_right(to, {one.brand for one in interactions.values()})
    for interaction in interactions.values():
        if not interaction.is_over:
            hand_over(interaction=interaction, to=to, by=by, at=now)
    record(
        verb="work.handed_over",
        what=user,
        by=by,
        at=now,
        agency_id=agency.pk,
        to=to.pk,
        interactions=sorted(interactions),
        channels=[lead.channel_id for lead in work.leads],
    )


def _refuse_without_right(to: User, brands: set[Brand]) -> None:
    closed = [brand.name for brand in brands if not rights_of(to, brand).may(Right.INBOX_WRITE)]
    if closed:
        raise ValidationError(
            _("%(name)s may not answer for: %(brands)s. Give them a role there first.")
            % {"name": to.name, "brands": ", ".join(sorted(closed))}
        )
