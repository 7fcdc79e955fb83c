"""Interactions for tests, made by the services that people use."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.services.logging import log_interaction
from tests.cast import Cast

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
"""A Wednesday."""

VARYING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken":"\w+"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}'
)
"""What differs between two answers of the same page: tokens and keys of forms."""

HTMX = {"HX-Request": "true"}


def logged(
    cast: Cast, *, at: datetime = NOON, text: str = "Plus de réseau à Bonabéri", **values: Any
) -> Interaction:
    values = {"brand": cast.brand, "channel": cast.official, "author": "Awa Fotso", "by": cast.cm} | values
    return log_interaction(text=text, at=at, sent_at=at, **values)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def steady(html: str) -> str:
    return VARYING.sub("", html).strip()
