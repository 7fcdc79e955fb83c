"""How an act on an escalation is begun, and how it is told."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.models import Contact, User
from accounts.services.audit import record
from channels_mgmt.escalations.choices import Verb
from channels_mgmt.escalations.models import Carried, Escalation, EscalationEvent
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.watch.models import Item

NEEDED = (
    "brand__agency",
    "interaction__channel",
    "interaction__holder",
    "item__logged_by",
    "department",
    "opened_by",
)
"""What acts and their messages read besides the escalation itself."""


def hold(escalation: Escalation, *, besides: Collection[int] = ()) -> Escalation:
    """The escalation as it is now, kept from others until the transaction ends.

    The interactions that it carries are locked first, and those `besides`, in the order of their ids, as by
    every act on an interaction and by the merging of several, so that none of them ever waits for another;
    so is its watch item.
    Where it has come to carry others meanwhile, their turn is waited for, with no lock on the escalation.
    Without its key: who has locked a link to it, and writes a line that refers to it, does not wait for it.
    """
    locked = Escalation.objects.select_for_update(of=("self",), no_key=True).select_related(*NEEDED)
    seen = Escalation.objects.filter(pk=escalation.pk)
    while True:
        rows = list(seen.values_list("interaction_id", "item_id", "joins", "carried__interaction_id"))
        if not rows:
            raise Escalation.DoesNotExist
        first, item, joins, _carried = rows[0]
        if item:
            list(Item.objects.select_for_update(of=("self",)).filter(pk=item).values_list("pk"))
        ids = {*besides, *(pk for pk in (first, *(row[-1] for row in rows)) if pk)}
        list(
            Interaction.objects.select_for_update(of=("self",))
            .filter(pk__in=ids)
            .order_by("pk")
            .values_list("pk")
        )
        held = locked.filter(pk=escalation.pk, interaction=first, joins=joins).first()
        if held is not None:
            return held


def lock_carrying(interactions: Collection[int], *, besides: Collection[int] = ()) -> list[int]:
    """Locks the escalations that carry one of the interactions, and those `besides`; returns their ids.

    Whoever comes to lock several of them locks them all here, in the order of their ids, so that nobody waits
    in a circle. The caller holds the interactions.
    """
    carrying = Carried.objects.filter(interaction__in=interactions, left_at=None).values("escalation")
    locked = Escalation.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    led = Q(interaction__in=interactions) | Q(pk__in=carrying) | Q(pk__in=besides)
    return list(locked.filter(led).values_list("pk", flat=True))


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


def said_by(contact: Contact | None, via: str) -> dict[str, str]:
    """Who of the department did it, and by what way where it was none of the house, as the log keeps it."""
    said = {"contact": contact.name} if contact else {}
    return {**said, "via": via} if via else said


def asked_of(escalation: Escalation) -> dict[str, Any]:
    """Who was told, as the log keeps it."""
    person = escalation.turned_to or {}
    return {"name": person.get("name", ""), "rung": person.get("rung", ""), "step": escalation.step}
