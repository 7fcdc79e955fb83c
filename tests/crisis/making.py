"""Crises as tests open them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from channels_mgmt.crisis.choices import Level
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.crisis.services.opening import open_crisis
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.logging import log_interaction
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.shifts import add_shift
from tests.cast import Cast


def opened(cast: Cast, **given: Any) -> Crisis:
    """A serious one on the brand's network, opened by its community manager."""
    said: dict[str, Any] = {
        "brand": cast.brand,
        "level": Level.SERIOUS,
        "title": "Panne du réseau",
        "themes": ["réseau"],
        "by": cast.cm,
        "key": uuid4(),
    }
    return open_crisis(**said | given)


def logged(cast: Cast, text: str = "Plus de réseau", **given: Any) -> Interaction:
    said: dict[str, Any] = {
        "brand": cast.brand,
        "channel": cast.official,
        "author": "Awa",
        "text": text,
        "by": cast.cm,
        "key": uuid4(),
    }
    return log_interaction(**said | given)


def on_call_now(cast: Cast, who: Any = None, kind: str = ShiftKind.PRIMARY) -> None:
    begins = timezone.now() + timedelta(seconds=1)
    add_shift(
        brand=cast.brand,
        user=who or cast.service,
        kind=kind,
        starts_at=begins - timedelta(hours=1),
        ends_at=begins + timedelta(hours=8),
        by=cast.manager,
        at=begins - timedelta(hours=2),
    )
