"""One brand over weeks: its figures held against earlier ones, with what happened meanwhile."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.strategy.models import Strategy
from channels_mgmt.strategy.services.reading import in_force
from cmhub.lib.htmx import render_page
from cmhub.lib.replica import read_from_replica
from reporting.annotations import marks
from reporting.annotations.services.timeline import events_of
from reporting.dashboards.measures import MEASURES
from reporting.dashboards.periods import Period, last_over
from reporting.dashboards.series import chart_of, over_weeks, stat_of
from reporting.weekly.numbers import stored_numbers
from reporting.weekly.objectives import response_target


@require_safe
@requires(Right.REPORT_VIEW)
@read_from_replica
def trends(request: HttpRequest, slug: str) -> HttpResponse:
    """`?weeks=` of `?until=`, held `?against=` earlier ones; all of it from stored reports."""
    brand, now = load_brand(request, slug), timezone.now()
    last = last_over(now, brand.time_zone)
    period = Period.asked(request.GET, last)
    asked = [*period.weeks, *period.earlier]
    stored = stored_numbers(person_of(request), [brand.pk], asked)[brand.pk]
    here, earlier = (
        [stored[str(week)] for week in of if str(week) in stored] for of in (period.weeks, period.earlier)
    )
    spans = marks.weeks(period.weeks)
    events = events_of(brand, *marks.reach(spans), now=now)
    reported = [at for at, week in enumerate(period.weeks) if str(week) in stored]
    found = marks.placed(events, spans, known=reported)
    targets = targets_of(in_force(brand, now))
    shown = [measure for measure in MEASURES if measure.known(here)]
    context: dict[str, Any] = {
        "period": period,
        "compared": bool(earlier),
        "stats": [
            stat_of(one, here, earlier, targets.get(one.code)) | over_weeks(one, period.weeks, stored, found)
            for one in shown
        ],
        "charts": [
            chart_of(
                measure,
                period,
                stored,
                access=access_of(request),
                target=targets.get(measure.code),
                found=found,
            )
            for measure in shown
        ],
        "missing": [week for week in period.weeks if str(week) not in stored] if shown else [],
        "tabs": period.tabs(request.GET),
        "comparisons": period.comparisons(request.GET),
        **period.moves(request.GET, last),
    }
    return render_page(request, "dashboards/trends.html", context, partial="weeks")


def targets_of(strategy: Strategy | None) -> dict[str, float]:
    """What the strategy of today asks, where it asks the same of all channels."""
    if strategy is None:
        return {}
    targets: dict[str, float] = {"response_rate": strategy.in_time_percent / 100}
    if (seconds := response_target(strategy)) is not None:
        targets["first_response"] = seconds
    return targets
