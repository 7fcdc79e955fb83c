"""Addresses of other programs that are told what happens: added, stopped, taken up again."""

from base64 import b64encode
from collections.abc import Collection
from datetime import datetime
from secrets import token_bytes
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.api.choices import Event
from channels_mgmt.api.models import Webhook
from channels_mgmt.brands.models import Brand
from cmhub.lib.addresses import RefusedAddressError, check_written
from cmhub.lib.keys import made_with
from cmhub.lib.vault import vault

PURPOSE = "webhook"
PREFIX = "whsec_"
BYTES = 32


def add_webhook(
    *, brand: Brand, url: str, events: Collection[str], by: User, key: UUID, at: datetime | None = None
) -> tuple[Webhook, str]:
    """A new address that is told of `events`, and the key of its signatures; an empty one where this `key`
    has added it before.

    Raises ValidationError for an address that is not of the public web over TLS.
    """
    now = at or timezone.now()
    try:
        check_written(url)
    except RefusedAddressError as error:
        raise ValidationError({"url": str(error)}) from error
    with transaction.atomic():
        if earlier := made_with(key, Webhook, brand_id=brand.pk):
            return earlier, ""
        signing_key = PREFIX + b64encode(token_bytes(BYTES)).decode()
        webhook = Webhook(
            brand=brand,
            url=url,
            events=[event for event in Event.values if event in events],
            sealed=vault(PURPOSE).encrypt(signing_key.encode()).decode(),
            made_by=by,
            made_at=now,
            key=key,
        )
        webhook.full_clean()
        webhook.save()
        tell("webhook.added", webhook, by, now, events=webhook.events)
    return webhook, signing_key


def switch_webhook(*, webhook: Webhook, active: bool, by: User | None, at: datetime | None = None) -> None:
    """Stops telling the address, or goes on: what waited meanwhile is told then. Without `by` where the
    address itself has said that it is gone.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = Webhook.objects.select_for_update(of=("self",)).select_related("brand").get(pk=webhook.pk)
        if held.active == active:
            return
        held.active = active
        held.save(update_fields=["active"])
        tell("webhook.resumed" if active else "webhook.stopped", held, by, now)


def signing_key_of(webhook: Webhook) -> str:
    return vault(PURPOSE).decrypt(webhook.sealed.encode()).decode()


def host_of(webhook: Webhook) -> str:
    """What the record calls it: the rest of an address may hold a secret."""
    return urlsplit(webhook.url).hostname or ""


def tell(verb: str, webhook: Webhook, by: User | None, at: datetime, **details: Any) -> None:
    brand = webhook.brand
    record(
        verb=verb,
        what=webhook,
        by=by,
        at=at,
        agency_id=brand.agency_id,
        brand_id=brand.pk,
        label=host_of(webhook),
        **details,
    )
