"""Lines of the record about what belongs to a brand."""

from datetime import datetime
from typing import Any

from django.db import models

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand


def record_of(
    brand: Brand, *, what: models.Model, verb: str, by: User | None, at: datetime, **details: Any
) -> None:
    """`record` of something of this brand."""
    record(verb=verb, what=what, by=by, at=at, agency_id=brand.agency_id, brand_id=brand.pk, **details)
