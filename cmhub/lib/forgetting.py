"""Deleting what is too old, however much it has become."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

AT_ONCE = 2_000


def forget(old: QuerySet[Any], *, at_once: int = AT_ONCE) -> int:
    """Deletes these rows and what hangs on them, so many in a transaction, the oldest first; how many.

    No lock outlasts one helping, and who is stopped amid the work goes on the next night. What is no longer
    too old when its turn comes stays.
    """
    deleted = 0
    while keys := list(old.order_by("pk").values_list("pk", flat=True)[:at_once]):
        _all, by_model = old.filter(pk__in=keys).delete()
        deleted += by_model.get(old.model._meta.label, 0)
    return deleted
