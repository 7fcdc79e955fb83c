"""Objectives with figures of the brand's own, and the values that people enter for them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.models import OwnMetric, OwnMetricValue, Strategy
from channels_mgmt.strategy.services.writing import save_section


def save_objectives(
    *,
    strategy: Strategy,
    rows: Sequence[Mapping[str, Any]],
    by: User | None,
    edition: int | None = None,
    at: datetime | None = None,
) -> int:
    """`save_section` for objectives: a row with `own_name` is about a figure of the brand's own, made where
    it is not there; `own_unit` is in what it is counted.
    """
    with transaction.atomic():
        resolved = [_resolved(strategy.brand, row) for row in rows]
        return save_section(
            strategy=strategy, section=Section.OBJECTIVES, rows=resolved, by=by, edition=edition, at=at
        )


def _resolved(brand: Brand, row: Mapping[str, Any]) -> dict[str, Any]:
    content = {name: value for name, value in row.items() if name not in ("own_name", "own_unit")}
    if name := " ".join((row.get("own_name") or "").split()):
        content["metric"] = ""
        content["own_metric"] = own_metric(brand=brand, name=name, unit=row.get("own_unit") or "")
    return content


def own_metric(*, brand: Brand, name: str, unit: str = "") -> OwnMetric:
    """The brand's figure of this name; the unit that it has stays."""
    metric, _made = OwnMetric.objects.get_or_create(brand=brand, name=name, defaults={"unit": unit})
    return metric


def enter_value(
    *,
    metric: OwnMetric,
    day: date,
    value: Decimal,
    by: User | None,
    at: datetime | None = None,
) -> OwnMetricValue:
    """What the figure was on a day; what was entered for that day before is corrected.

    Raises ValidationError for a day to come.
    """
    now = at or timezone.now()
    if day > metric.brand.agency.day_of(now):
        raise ValidationError({"day": _("This day is still to come.")})
    with transaction.atomic():
        OwnMetric.objects.select_for_update().get(pk=metric.pk)
        held = OwnMetricValue.objects.filter(metric=metric, day=day).first()
        before = {"value": held.value} if held else {}
        entered = held or OwnMetricValue(brand=metric.brand, metric=metric, day=day)
        entered.value, entered.entered_by, entered.entered_at = value, by, now
        entered.full_clean()
        entered.save()
        record(
            verb="objective.value_entered",
            what=metric,
            by=by,
            at=now,
            agency_id=metric.brand.agency_id,
            brand_id=metric.brand_id,
            label=metric.name,
            before=before,
            after={"value": entered.value, "day": day},
        )
    return entered
