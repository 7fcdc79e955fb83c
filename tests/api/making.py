"""Tokens and batches for tests."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from channels_mgmt.api.choices import Scope
from channels_mgmt.api.services.tokens import make_token
from channels_mgmt.brands.models import Brand
from tests.cast import Cast

MESSAGES, INTERACTIONS = "/api/v1/messages", "/api/v1/interactions"


def token_for(cast: Cast, brand: Brand | None = None, scopes: Collection[str] = Scope.values) -> str:
    """The text of a new token of the brand, Wouri Mobile where none is named."""
    until = timezone.now() + timedelta(days=30)
    made = make_token(
        brand=brand or cast.brand,
        name="Export du service client",
        scopes=scopes,
        expires_at=until,
        by=cast.manager,
        key=uuid4(),
    )
    return made[1]


def line(number: int, **values: Any) -> dict[str, Any]:
    given = {
        "message_id": f"m{number}",
        "direction": "in",
        "sent_at": (timezone.now() - timedelta(minutes=number % 60 + 1)).isoformat(),
        "author": f"@client{number}",
        "text": f"Plus de réseau depuis hier, message {number}",
        "channel": "wouri-official",
    }
    return given | values


class Program:
    """Another program, which comes in by a token."""

    def __init__(self, text: str, **headers: str) -> None:
        self.client = Client(headers={"authorization": f"Bearer {text}", **headers}, enforce_csrf_checks=True)

    def give(self, *lines: Any) -> Any:
        return self.post(json.dumps({"messages": list(lines)}))

    def post(self, body: str | bytes) -> Any:
        return self.client.post(MESSAGES, body, content_type="application/json")

    def get(self, url: str, **asked: Any) -> Any:
        return self.client.get(url, asked)
