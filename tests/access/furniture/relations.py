"""The people around a brand: a community, somebody who relays it, an event."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.services import ambassadors, communities, events
from tests.access.furniture.when import NOW

AROUND_THE_BRAND = (
    "communities/<",
    "communities/visits/<",
    "ambassadors/<",
    "ambassadors/accounts/<",
    "ambassadors/relays/<",
    "events/<",
    "events/invitations/<",
    "events/follow-ups/<",
)
"""What names one of them in an address."""


def of_the_relations(brand: Brand, cm: User) -> dict[str, Any]:
    made = {"brand": brand, "by": cm, "at": NOW}
    values = {"name": f"Groupe de {brand.slug}", "owner_name": f"Propriétaire de {brand.slug}"}
    community = communities.save_community(values=values, key=uuid4(), **made)
    visit = communities.visit(
        community=community, seen=f"On parle de {brand.slug}", by=cm, key=uuid4(), at=NOW
    )
    values = {"name": f"Ambassadrice de {brand.slug}", "about": f"Suit {brand.slug}", "looked_after_by": cm}
    ambassador = ambassadors.save_ambassador(values=values, key=uuid4(), **made)
    about = {"ambassador": ambassador, "by": cm, "at": NOW}
    account = ambassadors.save_account(network="tiktok", handle=f"@{brand.slug}.fan", audience=10, **about)
    ambassadors.log_contact(way="call", words=f"Parle de {brand.slug}", key=uuid4(), **about)
    relay = ambassadors.log_relay(on=NOW.date(), words=f"Vidéo de {brand.slug}", key=uuid4(), **about)
    values = {"title": f"Rencontre de {brand.slug}", "starts_at": NOW + timedelta(days=3)}
    event = events.save_event(values=values, key=uuid4(), **made)
    events.invite(event=event, names=[f"Invité de {brand.slug}"], by=cm, at=NOW)
    task = events.add_follow_up(
        event=event, what=f"Remercier {brand.slug}", who=cm, due_on=NOW.date(), by=cm, key=uuid4(), at=NOW
    )
    things = (
        community,
        visit,
        ambassador,
        account,
        relay,
        event,
        event.invitations.get(),
        task,
    )
    return dict(zip(AROUND_THE_BRAND, things, strict=True))
