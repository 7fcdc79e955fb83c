"""The cast on a brand that has no strategy yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.choices import Role
from channels_mgmt.brands.services.creation import give_role
from tests.cast import BEGINNING, Cast


@pytest.fixture
def shop(cast: Cast) -> Cast:
    """Teranga Shop as the brand, with a community manager, an executive, a decision-maker and a contact."""
    brand, day = cast.third_brand, BEGINNING.date()
    for name, role in (
        ("cm", Role.COMMUNITY_MANAGER),
        ("content", Role.CONTENT_MANAGER),
        ("executive", Role.EXECUTIVE),
        ("decider", Role.DECISION_MAKER),
    ):
        give_role(brand=brand, user=cast.people[name], role=role, by=None, starts_on=day, at=BEGINNING)
    return replace(cast, brand=brand, third_brand=cast.brand)
