"""What somebody who leaves an agency has open, and who takes it over."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, Membership, User
from accounts.services.leaving import leave
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.open_work import Item, items_of
from channels_mgmt.team.services.handovers import everything_of, give_all, leads_of


@dataclass(frozen=True)
class OpenWork:
    """What a person has open, the channels that they lead, and those whose credentials they hold."""

    items: list[Item]
    leads: list[Assignment]
    credentials: list[Channel]

    def __bool__(self) -> bool:
        return bool(self.items or self.leads)


def open_work(*, agency: Agency, user: User, at: datetime | None = None) -> OpenWork:
    leads = leads_of(agency, user, at or timezone.now())
    kept = Channel.objects.open().filter(brand__agency=agency, credentials_holder=user)
    return OpenWork(
        items_of(everything_of(agency, user)),
        list(leads),
        list(kept.select_related("brand").order_by("brand", "network")),
    )


def part(*, agency: Agency, user: User, to: User | None, by: User, at: datetime | None = None) -> None:
    """In one act: what the person has open goes to somebody else, if one is named, and they leave.

    For somebody who has left already only the work moves. Raises ValidationError, in words, and changes
    nothing, where the other may not or cannot take it.
    """
    now = at or timezone.now()
    with transaction.atomic():
        if to is not None:
            give_all(agency=agency, user=user, to=to, by=by, at=now)
        if Membership.objects.current(now).filter(agency=agency, user=user).exists():
            leave(agency=agency, user=user, by=by, at=now)
