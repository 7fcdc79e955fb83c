"""How an act on an escalation is begun, and how it is told."""

from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Escalation, EscalationEvent
from channels_mgmt.inbox.models import Interaction

NEEDED = ("brand__agency", "interaction__channel", "interaction__holder", "department", "opened_by")
"""What acts and their messages read besides the escalation itself."""


def hold(escalation: Escalation) -> Escalation:
    """The escalation as it is now, kept from others until the transaction ends.

    Its interaction is locked first, as by every act on an interaction and by the merging of two, so that
    none of them ever waits for another. Where it has come to another interaction meanwhile, that one's turn
    is waited for, with no lock on the escalation.
    """
    locked = Escalation.objects.select_for_update(of=("self",)).select_related(*NEEDED)
    while True:
        interaction_id = Escalation.objects.values_list("interaction_id", flat=True).get(pk=escalation.pk)
        Interaction.objects.select_for_update(of=("self",)).filter(pk=interaction_id).first()
        held = locked.filter(pk=escalation.pk, interaction=interaction_id).first()
        if held is not None:
            return held


def tell(
    escalation: Escalation, verb: Verb, *, by: User | None, at: datetime, to_state: str = "", **details: Any
) -> EscalationEvent:
    """One line of the escalation's log."""
    return EscalationEvent.objects.create(
        escalation=escalation, verb=verb, by=by, at=at, to_state=to_state, details=details
    )


def audit(verb: str, escalation: Escalation, *, by: User | None, at: datetime, **details: Any) -> None:
    record(
        verb=verb,
        what=escalation,
        by=by,
        at=at,
        agency_id=escalation.brand.agency_id,
        brand_id=escalation.brand_id,
        **details,
    )


def asked_of(escalation: Escalation) -> dict[str, Any]:
    """Who was told, as the log keeps it."""
    person = escalation.turned_to or {}
    return {"name": person.get("name", ""), "rung": person.get("rung", ""), "step": escalation.step}
