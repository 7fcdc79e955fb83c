"""What the calendar of a brand has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.services.days import Said, add_day
from channels_mgmt.publishing.services.planning import Plan, plan_posts
from tests.access.furniture.when import NOW


def of_the_calendar(brand: Brand, cm: User) -> dict[str, Any]:
    """A post that is planned, and a day of the brand's own."""
    (post,) = plan_posts(
        brand=brand,
        channels=[brand.channels.earliest("pk")],
        plan=Plan(title=f"Annonce de {brand.slug}"),
        by=cm,
        key=uuid4(),
        planned_at=NOW + timedelta(days=2),
        at=NOW,
    )
    said = Said(f"Anniversaire de {brand.slug}", NOW.date() + timedelta(days=3))
    day = add_day(brand=brand, said=said, by=cm, key=uuid4(), at=NOW)
    return {"posts/<": post, "publishing/days/<": day}
