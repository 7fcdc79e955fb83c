"""The program of one client, which takes the brand's messages and is told what happens."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from channels_mgmt.api.choices import DeliveryState, Event, Problem, Scope
from channels_mgmt.api.models import Delivery, Token, Webhook
from channels_mgmt.api.services.deliveries import payload_of
from channels_mgmt.api.services.tokens import make_token
from channels_mgmt.api.services.webhooks import add_webhook, switch_webhook
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction

BRAND = "nyongtel"
NAME = "Relation client de Nyongtel"
ADDRESS = "https://crm.nyongtel.example/cmhub"
SINCE, LASTS = timedelta(days=20), timedelta(days=90)
LONGEST = timedelta(hours=25)
"""Longer than anything is tried: all that is told of is over."""
TOLD = 12
"""Interactions of which something was told."""


class Outcome(NamedTuple):
    state: str
    code: int | None
    problem: str
    attempts: int
    after: timedelta


ARRIVED = Outcome(DeliveryState.SENT, 204, "", 1, timedelta(seconds=1))
OUTCOMES = {
    2: Outcome(DeliveryState.SENT, 204, "", 2, timedelta(minutes=1)),
    5: Outcome(DeliveryState.FAILED, 500, Problem.REFUSED, 8, timedelta(hours=24)),
    9: Outcome(DeliveryState.UNKNOWN, None, Problem.SILENT, 8, timedelta(hours=24)),
}
"""What became of some tellings; the others arrived at once."""


def furnish(brand: Brand, manager: User, *, at: datetime) -> None:
    """A token, and an address that was told of the newest interactions and is stopped since: the
    demonstration speaks to nobody outside. What the brand has had once is not made again.
    """
    key = uuid5(NAMESPACE_URL, f"program/{brand.slug}")
    if brand.slug != BRAND or Token.objects.filter(key=key).exists():
        return
    since = at - SINCE
    scopes = [Scope.MESSAGES_READ, Scope.INTERACTIONS_READ]
    make_token(brand=brand, name=NAME, scopes=scopes, expires_at=since + LASTS, by=manager, key=key, at=since)
    webhook, _key = add_webhook(
        brand=brand, url=ADDRESS, events=list(Event), by=manager, key=uuid5(key, "webhook"), at=since
    )
    Delivery.objects.bulk_create(deliveries(webhook, since, at))
    switch_webhook(webhook=webhook, active=False, by=manager, at=at)


def deliveries(webhook: Webhook, since: datetime, until: datetime) -> Iterator[Delivery]:
    brand = webhook.brand
    newest = Interaction.objects.filter(brand=brand, opened_at__range=(since, until - LONGEST))
    number = 0
    for interaction in newest.order_by("-opened_at", "pk")[:TOLD]:
        for event, at in happened(interaction):
            if at > until - LONGEST:
                continue
            outcome = OUTCOMES.get(number, ARRIVED)
            yield Delivery(
                brand=brand,
                webhook=webhook,
                event=event,
                number=uuid5(webhook.key, f"{event}/{interaction.pk}"),
                interaction=interaction.pk,
                payload=payload_of(event, brand, interaction, at, {}),
                at=at,
                state=outcome.state,
                attempts=outcome.attempts,
                unclear=outcome.state == DeliveryState.UNKNOWN,
                response_code=outcome.code,
                problem=outcome.problem,
                ended_at=at + outcome.after,
            )
            number += 1


def happened(interaction: Interaction) -> Iterator[tuple[Event, datetime]]:
    yield Event.OPENED, interaction.opened_at
    if interaction.first_response_at:
        yield Event.ANSWERED, interaction.first_response_at
    if interaction.closed_at:
        yield Event.CLOSED, interaction.closed_at
