"""The figures of the product that an objective can be about, and what each was week by week."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Extract
from django.utils.translation import gettext_lazy as _

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.strategy.choices import Direction
from channels_mgmt.strategy.metrics import Metric, Point, Series, Unit
from cmhub.lib.percentiles import Percentile
from cmhub.lib.weeks import Week
from reporting.figures.listed import BY_CODE
from reporting.figures.measures import measure_of, paths_of
from reporting.weekly.models import WeeklyReport

WEEKS_READ = 26


def followed(code: str, label: Any = None) -> Metric:
    """A figure of the report as an objective is about it. What is good neither way is followed upwards."""
    spec = BY_CODE[code]
    good = Direction.DOWN if spec.good < 0 else Direction.UP
    return Metric(code, label or spec.label, Unit(spec.unit.value), good)


METRICS = (
    followed("responsiveness.response_rate"),
    followed("responsiveness.first_response_seconds.median"),
    followed("responsiveness.first_response_seconds.p90"),
    followed("responsiveness.substantive_answer_seconds.median"),
    followed("interactions.opened"),
    followed("interactions.people"),
    followed("interactions.negative_share", _("share of negative interactions")),
    followed("escalations.answered_late_share", _("escalations answered late")),
    followed("escalations.leg_seconds.answer.median", _("answer of departments, median")),
    followed("publishing.posts"),
    followed("workload.out_of_scope_share"),
)
"""Each by its path in `quantitative`, or by a code of `reporting.figures.measures`."""

THIS_WEEK = frozenset(
    {
        "responsiveness.response_rate",
        "responsiveness.first_response_seconds.median",
        "responsiveness.first_response_seconds.p90",
    }
)
"""Those that a week that is not over shows as well: how many there are cannot be compared before its end."""


def read_measures(brand: Brand, codes: Collection[str], at: datetime) -> dict[str, Series]:
    """The series of each figure by its code: of stored reports, the latest revision of each week, and of the
    week that is going on from the rows as they stand.
    """
    present = Week.of(at, brand.time_zone)
    weeks = _stored(brand, codes, present)
    if str(present) not in weeks and (asked := THIS_WEEK.intersection(codes)):
        weeks[str(present)] = _so_far(brand, present, at) if asked else {}
    return {
        code: [
            Point(Week.parse(week).monday, float(value), goes_on=week == str(present))
            for week, figures in sorted(weeks.items())
            if (value := measure_of(figures, code)) is not None
        ]
        for code in codes
    }


def _stored(brand: Brand, codes: Collection[str], present: Week) -> dict[str, dict[str, Any]]:
    """By week what the codes are read from, and nothing else of the reports."""
    paths = sorted({path for code in codes for path in paths_of(code)})
    reports = (
        WeeklyReport.objects.filter(brand=brand, week__gte=str(present - WEEKS_READ), week__lte=str(present))
        .newest_of_each_week()
        .values_list("week", *(_at(path) for path in paths))
    )
    return {week: _nested(dict(zip(paths, values, strict=True))) for week, *values in reports}


def _at(path: str) -> Any:
    found: Any = F("quantitative")
    for key in path.split("."):
        found = KeyTransform(key, found)
    return found


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for path, value in flat.items():
        *parents, last = path.split(".")
        place = figures
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = value
    return figures


def _so_far(brand: Brand, week: Week, at: datetime) -> dict[str, Any]:
    """How the interactions opened in a week have been answered by now."""
    opened = Interaction.objects.filter(
        brand=brand,
        opened_at__gte=week.start(brand.time_zone),
        opened_at__lt=min(week.end(brand.time_zone), at),
        needs_answer=True,
    )
    waited = Extract(F("first_response_at") - F("opened_at"), "epoch")
    found = opened.aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(first_response_at__isnull=False)),
        median=Percentile(waited, 0.5),
        p90=Percentile(waited, 0.9),
    )
    rate = found["answered"] / found["asked"] if found["asked"] else None
    return {
        "responsiveness": {
            "response_rate": rate,
            "first_response_seconds": {"median": found["median"], "p90": found["p90"]},
        }
    }
