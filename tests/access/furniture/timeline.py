"""What stands on the time line of a brand."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from accounts.models import User
from channels_mgmt.brands.models import Brand
from reporting.annotations.choices import Kind
from reporting.annotations.services.annotating import Said, annotate
from tests.access.furniture.when import NOW


def of_the_timeline(brand: Brand, cm: User) -> dict[str, Any]:
    said = Said(Kind.STRIKE, f"Grève près de {brand.slug}", NOW.date())
    return {"timeline/<": annotate(brand=brand, said=said, by=cm, key=uuid4(), at=NOW)}
