from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import AuditEntry, User


def record(
    *,
    verb: str,
    what: models.Model,
    by: User | None,
    at: datetime | None = None,
    agency_id: int | None = None,
    brand_id: int | None = None,
    **details: Any,
) -> None:
    """Writes one line of the record, in the transaction of the act that it tells of."""
    AuditEntry.objects.create(
        verb=verb,
        object_type=what._meta.label_lower,
        object_id=what.pk,
        by=by,
        at=at or timezone.now(),
        agency_id=agency_id,
        brand_id=brand_id,
        details=details,
    )
