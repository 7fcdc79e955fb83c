"""Objectives with figures of the brand's own, and the values that people enter for them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.strategy.choices import FROZEN, Section
from channels_mgmt.strategy.models import Objective, OwnMetric, OwnMetricValue, Strategy
from channels_mgmt.strategy.services.writing import lock, save_section


def save_objectives(
    *,
    strategy: Strategy,
    rows: Sequence[Mapping[str, Any]],
    by: User | None,
    edition: int | None = None,
    page: UUID | None = None,
    at: datetime | None = None,
) -> int:
    """`save_section` for objectives: a row with `own_name` is about a figure of the brand's own, made where
    it is not there; `own_unit` is in what it is counted.

    Figures that were named for a while, and that nothing is known of, go.
    """
    with transaction.atomic():
        held = lock(strategy)
        resolved = [_resolved(held.brand, row) for row in rows]
        written: dict[str, Any] = {"rows": resolved, "edition": edition, "page": page}
        saved = save_section(strategy=held, section=Section.OBJECTIVES, by=by, at=at, **written)
        unknown = ~Exists(OwnMetricValue.objects.filter(metric=OuterRef("pk")))
        unused = ~Exists(Objective.objects.filter(own_metric=OuterRef("pk")))
        OwnMetric.objects.filter(unknown, unused, brand=held.brand).delete()
    return saved


def _resolved(brand: Brand, row: Mapping[str, Any]) -> dict[str, Any]:
    content = {name: value for name, value in row.items() if name not in ("own_name", "own_unit")}
    if name := " ".join((row.get("own_name") or "").split()):
        content["metric"] = ""
        content["own_metric"] = own_metric(brand=brand, name=name, unit=row.get("own_unit") or "")
    return content


def own_metric(*, brand: Brand, name: str, unit: str = "") -> OwnMetric:
    """The brand's figure of this name. Its unit stays once a version that was validated has it, or somebody
    entered a value.
    """
    metric, made = OwnMetric.objects.get_or_create(brand=brand, name=name, defaults={"unit": unit})
    if not made and unit not in ("", metric.unit) and not _is_settled(metric):
        metric.unit = unit
        metric.save(update_fields=["unit"])
    return metric


def _is_settled(metric: OwnMetric) -> bool:
    frozen = Objective.objects.filter(own_metric=metric, strategy__state__in=FROZEN)
    return frozen.exists() or metric.entered.exists()


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
        told = {"label": metric.name, "before": before, "after": {"value": entered.value, "day": day}}
        record_of(metric.brand, what=metric, verb="objective.value_entered", by=by, at=now, **told)
    return entered
