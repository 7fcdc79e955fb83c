"""The charts of a week: drawn for whoever looks at a draft, kept with a report as it is published. What
happened in their time is put on them as they are shown: it may be written later, taken back or erased.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils.translation import get_language, override

from channels_mgmt.brands.choices import Kind
from channels_mgmt.strategy.services.reading import in_force
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.annotations.services.timeline import Event, events_of
from reporting.diagnoses.telling import days_drawn
from reporting.weekly.choices import FROZEN, WEEKS_DRAWN
from reporting.weekly.models import WeeklyReport
from reporting.weekly.names import department_names
from reporting.weekly.objectives import response_target

RESPONSIVENESS = F("quantitative__responsiveness")

Charts = dict[str, Any]


def charts_of(report: WeeklyReport, *, events: Sequence[Event] | None = None) -> Charts:
    """The charts by name, in the active language, with these events or all of the brand's."""
    if report.state in FROZEN:
        charts = report.charts.get(get_language(), {})
    else:
        charts = draw(report, history_of(report))
    return charts | annotated(report, charts, events)


def events_shown(report: WeeklyReport) -> list[Event]:
    """What happened in the time of all pictures of the report, of its charts and of its diagnoses."""
    return events_of(report.brand, *days_drawn(report.ends_at, report.time_zone))


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
        .newest_of_each_week()
        .values_list("week", RESPONSIVENESS)
    )
    earlier = [(week, {"responsiveness": stored[week]} if stored.get(week) else None) for week in weeks]
    return [*earlier, (report.week, report.quantitative)]


def draw(report: WeeklyReport, history: list[tuple[str, Any]]) -> Charts:
    # Plotly is slow to import: whoever draws nothing does without.
    from reporting.figures.charts import draw_week

    return draw_week(
        report.quantitative,
        history=history,
        kinds=dict(Kind.choices),
        departments=department_names(report.brand),
        target_seconds=response_target(in_force(report.brand, report.ends_at)),
    )


def annotated(report: WeeklyReport, charts: Charts, events: Sequence[Event] | None) -> Charts:
    """Those over time, with what happened in it."""
    own = Week.parse(report.week)
    weeks = [own - distance for distance in reversed(range(WEEKS_DRAWN))]
    spans = {"by_day": marks.days(own.days), "first_response": marks.weeks(weeks)}
    if events is None:
        events = events_of(report.brand, *marks.reach(spans["first_response"]))
    return {
        name: marks.on_kept(charts[name], marks.placed(events, over))
        for name, over in spans.items()
        if name in charts
    }
