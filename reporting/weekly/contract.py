"""The report as others read it: one object, every key always there."""

from __future__ import annotations

from typing import Any

from reporting.diagnoses.services.diagnosing import kept_diagnoses, with_advice
from reporting.diagnoses.services.staffing import kept_reading
from reporting.weekly.models import WeeklyReport
from reporting.weekly.qualitative import resolved


def as_contract(report: WeeklyReport) -> dict[str, Any]:
    """The JSON object of one report. Instants are ISO 8601 with offset; `revision` 0 is not stored."""
    return {
        "brand": report.brand.slug,
        "week": report.week,
        "from": report.starts_at,
        "until": report.ends_at,
        "timezone": report.time_zone,
        "revision": report.revision,
        "computed_at": report.computed_at,
        "state": report.state,
        "quantitative": report.quantitative,
        "qualitative": resolved(report.qualitative),
        "diagnoses": with_advice(diagnoses_of(report)),
        "staffing": staffing_of(report),
        "data_quality": report.data_quality,
    }


def staffing_of(report: WeeklyReport) -> list[dict[str, Any]]:
    """As it was computed with the report; a revision made of it by hand has that of the one before."""
    if report.staffing is not None:
        return list(report.staffing)
    return kept_reading(brand=report.brand, week=report.week, revision=report.revision)


def diagnoses_of(report: WeeklyReport) -> list[dict[str, Any]]:
    """As they were computed with the report, without the words of the advice."""
    if report.diagnoses is not None:
        return list(report.diagnoses)
    return kept_diagnoses(brand=report.brand, week=report.week, revision=report.revision)
