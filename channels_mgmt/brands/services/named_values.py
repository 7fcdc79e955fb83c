"""Numbers that the people of a brand set by name, in place of the usual ones.

A model of such numbers has a row for each name: `brand`, `name`, `value` (null where the usual one holds
again), `edition`, `set_by` and `set_at`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from cmhub.lib.editions import ChangedMeanwhileError


@dataclass(frozen=True)
class NamedValues:
    """What people of a brand have set, by name, and the edition that it is of: the sum of its rows' ones."""

    values: Mapping[str, Any]
    edition: int


def values_set(model: type[models.Model], brand: Brand) -> NamedValues:
    return _values_of(_rows(model, brand))


def _rows(model: type[models.Model], brand: Brand) -> dict[str, Any]:
    rows: list[Any] = list(model._default_manager.filter(brand=brand))
    return {row.name: row for row in rows}


def _values_of(rows: Mapping[str, Any]) -> NamedValues:
    values = {name: row.value for name, row in rows.items() if row.value is not None}
    return NamedValues(values, sum(row.edition for row in rows.values()))


def set_values(
    model: type[models.Model],
    *,
    brand: Brand,
    values: Mapping[str, Any],
    edition: int,
    by: User,
    verb: str,
    at: datetime | None = None,
) -> None:
    """Sets each number that is named; None lets the usual one hold again.

    Raises ValidationError in words, and ChangedMeanwhileError, with the NamedValues that there are, where
    somebody has changed them since the edition that was shown.
    """
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        rows = _rows(model, brand)
        held = _values_of(rows)
        if held.edition != edition:
            raise ChangedMeanwhileError(held)
        changed = {name: value for name, value in values.items() if held.values.get(name) != value}
        if not changed:
            return
        for name, value in changed.items():
            row = rows.setdefault(name, model(brand=brand, name=name, edition=0))
            row.value, row.set_by, row.set_at = value, by, now
            row.edition += 1
            row.full_clean()
            row.save()
        record(
            verb=verb,
            what=row,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            before={name: held.values.get(name) for name in changed},
            after=changed,
        )
