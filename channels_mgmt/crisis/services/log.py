"""How an act in a crisis is begun, and how it is told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.crisis.choices import Verb
from channels_mgmt.crisis.models import Crisis, CrisisEvent

NEEDED = ("brand__agency", "opened_by")
"""What acts and their messages read besides the crisis itself."""


LINK = "link"
"""By what way somebody acted who has no login."""


def hold(crisis: Crisis) -> Crisis:
    """The crisis as it is now, kept from others until the transaction ends."""
    locked = Crisis.objects.select_for_update(of=("self",)).select_related(*NEEDED)
    return locked.get(pk=crisis.pk)


def hold_running(crisis: Crisis) -> Crisis:
    """The same. Raises ValidationError where it is over."""
    held = hold(crisis)
    if not held.is_running:
        told = _("This crisis is over since %(when)s: it is not changed any more.")
        when = held.ended_at.strftime("%d/%m/%Y") if held.ended_at else ""
        raise ValidationError(told % {"when": when}, code="over")
    return held


def tell(
    crisis: Crisis,
    verb: Verb,
    *,
    by: User | None,
    at: datetime,
    text: str = "",
    key: UUID | None = None,
    **details: Any,
) -> CrisisEvent:
    """One line of the log, and one of the agency's record for what a person does, also `via` their link:
    without the words.

    What people wrote stands in `text`, or in the row that `details` give the id of: from these it is erased.
    """
    event = CrisisEvent.objects.create(
        crisis=crisis, verb=verb, by=by, at=at, text=text, key=key, details=details
    )
    if by is not None or "via" in details:
        way = {"via": details["via"]} if "via" in details else {}
        record_of(crisis.brand, what=crisis, verb=f"crisis.{verb}", by=by, at=at, **way)
    return event
