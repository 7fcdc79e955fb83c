"""From when diagnoses are raised on a brand, as far as its people say so."""

from __future__ import annotations

from typing import Any

from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.named_values import NamedValues, set_values, values_set
from reporting.diagnoses.models import DiagnosisThreshold


def thresholds_set(brand: Brand) -> NamedValues:
    return values_set(DiagnosisThreshold, brand)


def change_thresholds(*, brand: Brand, **set_anew: Any) -> None:
    """Sets each named threshold; None lets the usual one hold again."""
    set_values(DiagnosisThreshold, brand=brand, verb="diagnosis.threshold_changed", **set_anew)
