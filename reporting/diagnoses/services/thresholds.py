"""From when diagnoses are raised on a brand, as far as its people say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from cmhub.lib.editions import ChangedMeanwhileError
from reporting.diagnoses.models import DiagnosisThreshold


@dataclass(frozen=True)
class Thresholds:
    """What people of a brand have set, by name, and the edition that it is of."""

    values: Mapping[str, float]
    edition: int


def thresholds_set(brand: Brand) -> Thresholds:
    rows = list(DiagnosisThreshold.objects.filter(brand=brand))
    return Thresholds(
        {row.name: row.value for row in rows if row.value is not None}, sum(row.edition for row in rows)
    )


def change_thresholds(
    *,
    brand: Brand,
    values: Mapping[str, float | None],
    edition: int,
    by: User,
    at: datetime | None = None,
) -> None:
    """Sets each named threshold; None lets the usual one hold again.

    Raises ValidationError in words, and ChangedMeanwhileError, with the Thresholds that there are, where
    somebody has changed them since the edition that was shown.
    """
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        held = thresholds_set(brand)
        if held.edition != edition:
            raise ChangedMeanwhileError(held)
        changed = {name: value for name, value in values.items() if held.values.get(name) != value}
        if not changed:
            return
        rows = {row.name: row for row in DiagnosisThreshold.objects.filter(brand=brand)}
        row = None
        for name, value in changed.items():
            row = rows.get(name) or DiagnosisThreshold(brand=brand, name=name, edition=0)
            row.value, row.set_by, row.set_at = value, by, now
            row.edition += 1
            row.full_clean()
            row.save()
        record(
            verb="diagnosis.threshold_changed",
            what=row,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            before={name: held.values.get(name) for name in changed},
            after=changed,
        )
