"""Communities, ambassadors and events for tests, made by the services that people use."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from channels_mgmt.publishing.models import Ambassador, Community, Event
from channels_mgmt.publishing.services import ambassadors, communities, events
from tests.cast import Cast

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday, 10:00 in Douala."""


def community(cast: Cast, name: str = "Forfaits de Douala", **values: Any) -> Community:
    return communities.save_community(
        brand=cast.brand, values={"name": name, **values}, by=cast.cm, key=uuid4(), at=NOW
    )


def ambassador(cast: Cast, name: str = "Clarisse Mbappè", **values: Any) -> Ambassador:
    return ambassadors.save_ambassador(
        brand=cast.brand, values={"name": name, **values}, by=cast.cm, key=uuid4(), at=NOW
    )


def event(cast: Cast, title: str = "Rencontre à Bonanjo", **values: Any) -> Event:
    given = {"title": title, "starts_at": NOW, **values}
    return events.save_event(brand=cast.brand, values=given, by=cast.cm, key=uuid4(), at=NOW)
