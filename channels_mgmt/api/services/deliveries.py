"""What webhooks are told: written with the act itself, sent afterwards, told again when somebody asks."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from celery import signature
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.api.choices import DeliveryState, Event
from channels_mgmt.api.models import Delivery, Webhook
from channels_mgmt.api.services.webhooks import tell
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.enqueue import enqueue
from cmhub.lib.forgetting import forget
from cmhub.lib.links import link_to

SENDER = "channels_mgmt.api.tasks.send_webhooks"
WAKES = timedelta(hours=48)
"""What was written longer ago is told to nobody."""
KEPT = timedelta(days=30)


def tell_opened(*, brand: Brand, interactions: Collection[int], at: datetime) -> None:
    """Tells of interactions that have just been opened, each once, however often messages are added."""
    webhooks = list(Webhook.objects.hearing(Event.OPENED, brand.pk))
    if not webhooks:
        return
    opened = Interaction.objects.filter(brand=brand, pk__in=interactions, opened_at__gte=at - WAKES)
    told = opened.only("state", "opened_at", "last_at").order_by("pk")
    _write(webhooks, brand, Event.OPENED, ((one, {}) for one in told), at)


def tell_of(event: Event, *, interaction: Interaction, at: datetime, **said: Any) -> None:
    """Tells of what was done to one interaction; `said` are ids, states and times."""
    if webhooks := list(Webhook.objects.hearing(event, interaction.brand_id)):
        _write(webhooks, interaction.brand, event, [(interaction, said)], at)


def _write(
    webhooks: list[Webhook],
    brand: Brand,
    event: Event,
    told: Iterable[tuple[Interaction, dict[str, Any]]],
    at: datetime,
) -> None:
    now = timezone.now()
    payloads = [(one.pk, payload_of(event, brand, one, at, said)) for one, said in told]
    if not payloads:
        return
    Delivery.objects.bulk_create(
        (
            Delivery(
                brand=brand,
                webhook=webhook,
                event=event,
                interaction=interaction,
                payload=payload,
                at=at,
                next_attempt_at=now,
            )
            for webhook in webhooks
            for interaction, payload in payloads
        ),
        batch_size=500,
        ignore_conflicts=event == Event.OPENED,
    )
    enqueue(signature(SENDER))


def payload_of(
    event: Event, brand: Brand, interaction: Interaction, at: datetime, said: dict[str, Any]
) -> dict[str, Any]:
    """In the form of Standard Webhooks: type, timestamp, data; nothing that anybody wrote, and no name."""
    return {
        "type": f"interaction.{event.value}",
        "timestamp": at.isoformat(),
        "data": {
            "brand": brand.slug,
            "interaction": interaction.pk,
            "state": interaction.state,
            "opened_at": interaction.opened_at.isoformat(),
            "last_at": interaction.last_at.isoformat(),
            "link": link_to("desk:interaction", interaction.pk),
            **said,
        },
    }


def replay(*, delivery: Delivery, by: User, at: datetime | None = None) -> None:
    """Tells it anew, under the number that it had; nothing happens to what is still to be sent.

    Raises ValidationError, in words, for an address that is stopped.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = (
            Delivery.objects.select_for_update(of=("self",))
            .select_related("webhook__brand")
            .get(pk=delivery.pk)
        )
        if not held.webhook.active:
            told = _("This address is stopped: switch it on again first, and send anew then.")
            raise ValidationError(told, code="stopped")
        if held.state == DeliveryState.PENDING:
            return
        held.state, held.attempts, held.unclear = DeliveryState.PENDING, 0, False
        held.next_attempt_at, held.ended_at = now, None
        held.save(update_fields=["state", "attempts", "unclear", "next_attempt_at", "ended_at"])
        tell("webhook.replayed", held.webhook, by, now, interaction=held.interaction)
        enqueue(signature(SENDER))


def forget_old(*, at: datetime | None = None) -> int:
    """Deletes what was told longer ago than 30 days, and what waited that long for a stopped webhook."""
    return forget(Delivery.objects.filter(at__lt=(at or timezone.now()) - KEPT))
