"""What a brand's strategy has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.models import (
    User,
)
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.models import Strategy, ValidationLink
from channels_mgmt.strategy.services.objectives import own_metric
from channels_mgmt.strategy.services.writing import begin
from tests.access.furniture.when import NOW


def of_the_strategy(brand: Brand, cm: User) -> dict[str, Any]:
    """A version that is being written beside the one in force, a link that showed it, a figure of its own."""
    in_force(brand)
    draft = begin(brand=brand, by=cm, at=NOW)
    link = ValidationLink.objects.create(
        brand=brand,
        strategy=draft,
        name=f"Direction de {brand.slug}",
        email=f"direction@{brand.slug}.example",
        digest=uuid4().hex * 2,
        key=uuid4(),
        asked_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )
    return {
        "strategy/links/<": link,
        "strategy/figures/<": own_metric(brand=brand, name=f"Ventes de {brand.slug}"),
    }


def in_force(brand: Brand) -> Strategy:
    """The brand's strategy in force, with as little in it as can be, where the cast has none."""
    held = Strategy.objects.in_force().filter(brand=brand).first()
    return held or Strategy.objects.create(
        brand=brand,
        version=1,
        state="validated",
        mission=f"Mission de {brand.slug}",
        begun_at=NOW,
        submitted_at=NOW,
        validated_at=NOW,
        validated_name="La direction",
        validated_email=f"direction@{brand.slug}.example",
    )
