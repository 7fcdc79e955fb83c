"""The charts of a week: drawn for whoever looks at a draft, kept with a report as it is published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils.translation import get_language, override

from accounts.models import Department
from channels_mgmt.brands.choices import Kind
from channels_mgmt.strategy.services.reading import in_force
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.annotations.services.timeline import events_of
from reporting.weekly.choices import FROZEN
from reporting.weekly.models import WeeklyReport
from reporting.weekly.objectives import response_target

WEEKS_DRAWN = 12
RESPONSIVENESS = F("quantitative__responsiveness")

Charts = dict[str, Any]


def charts_of(report: WeeklyReport) -> Charts:
    """The charts by name, in the active language."""
    if report.state in FROZEN:
        return report.charts.get(get_language(), {})
    return draw(report, history_of(report))


def charts_for_ever(report: WeeklyReport) -> dict[str, Charts]:
    """The charts in each language, as a published report keeps them."""
    history, charts = history_of(report), {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            charts[language] = draw(report, history)
    return charts


def history_of(report: WeeklyReport) -> list[tuple[str, Any]]:
    """How the last twelve weeks answered, the oldest first and the report's own last; None where unknown."""
    own = Week.parse(report.week)
    weeks = [str(own - distance) for distance in range(WEEKS_DRAWN - 1, 0, -1)]
    stored = dict(
        WeeklyReport.objects.filter(brand=report.brand_id, week__in=weeks)
        .order_by("revision")
        .values_list("week", RESPONSIVENESS)
    )
    earlier = [(week, {"responsiveness": stored[week]} if stored.get(week) else None) for week in weeks]
    return [*earlier, (report.week, report.quantitative)]


def draw(report: WeeklyReport, history: list[tuple[str, Any]]) -> Charts:
    # Plotly is slow to import: whoever draws nothing does without.
    from reporting.figures.charts import draw_week

    departments = Department.objects.filter(company__brands=report.brand_id)
    charts = draw_week(
        report.quantitative,
        history=history,
        kinds=dict(Kind.choices),
        departments=dict(departments.values_list("slug", "name")),
        target_seconds=response_target(in_force(report.brand, report.ends_at)),
    )
    return charts | annotated(report, charts, [Week.parse(week) for week, _figures in history])


def annotated(report: WeeklyReport, charts: Charts, weeks: list[Week]) -> Charts:
    """Those over time, with what happened in it."""
    spans = {"by_day": marks.days(weeks[-1].days), "first_response": marks.weeks(weeks)}
    events = events_of(report.brand, *marks.reach(spans["first_response"]))
    return {name: marks.on_kept(charts[name], marks.placed(events, over)) for name, over in spans.items()}
