"""What the watch asks of a person on their home: to acknowledge, to decide, to read what was decided."""

from typing import Any

from django.db.models import F

from accounts.models import User
from channels_mgmt.desk.day import LOOKED_AT
from channels_mgmt.watch.models import Item
from channels_mgmt.watch.services.waiting import for_person


def watching_of(user: User, found: Any) -> list[Item]:
    """The items that wait for the person, the nearest deadline first, where `found` says that any do."""
    if not found.has_watch:
        return []
    rows = for_person(user.pk).visible_to(user)
    related = rows.select_related("brand", "competitor", "logged_by")
    return list(related.order_by(F("decided_at").asc(nulls_first=True), "acknowledge_by", "pk")[:LOOKED_AT])
