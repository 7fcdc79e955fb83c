"""A brand's year: what its weeks were together, when they were best, what happened, what was asked, advised
and found.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, requires
from accounts.models import User
from channels_mgmt.brands.access import access_of, load_brand
from channels_mgmt.brands.models import Brand
from cmhub.lib.htmx import render_page
from cmhub.lib.numbers import number_words
from cmhub.lib.replica import read_from_replica
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.annotations.services.timeline import events_of
from reporting.dashboards import reviews
from reporting.dashboards.measures import MEASURES
from reporting.dashboards.periods import YEAR, Period, held_against, last_over
from reporting.dashboards.series import chart_of, over_weeks, stat_of
from reporting.dashboards.services.year_told import (
    crises_of,
    decisions_of,
    diagnoses_of,
    newest,
    recommendations_of,
    words_of,
)
from reporting.weekly.numbers import stored_numbers
from reporting.weekly.objectives import lines_of


@require_safe
@requires(Right.REPORT_VIEW)
@read_from_replica
def year(request: HttpRequest, slug: str) -> HttpResponse:
    """`?year=` in ISO weeks, as far as it has come, beside the year before."""
    brand, now, user = load_brand(request, slug), timezone.now(), person_of(request)
    last = last_over(now, brand.time_zone)
    asked = reviews.year_asked(request.GET, last.year)
    weeks = [week for week in reviews.weeks_of_year(asked) if week <= last]
    period, access = Period(weeks, held_against(weeks, YEAR), YEAR), access_of(request)
    stored = stored_numbers(user, [brand.pk], [*weeks, *period.earlier])[brand.pk]
    here, earlier = (
        [stored[str(week)] for week in of if str(week) in stored] for of in (weeks, period.earlier)
    )
    spans = marks.weeks(weeks)
    events = events_of(brand, *marks.reach(spans), now=now)
    reported = [at for at, week in enumerate(weeks) if str(week) in stored]
    found = marks.placed(events, spans, known=reported)
    shown = [measure for measure in MEASURES if measure.known(here)]
    told = words_of(user, brand, weeks)
    context: dict[str, Any] = {
        "year": asked,
        "weeks": weeks,
        "reports": len(here),
        "missing": len(weeks) - len(here),
        "totals": total_lines(reviews.totals(here), reviews.totals(earlier)),
        "stats": [stat_of(one, here, earlier) | over_weeks(one, weeks, stored, found) for one in shown],
        "compared": bool(earlier),
        "extremes": extreme_tables(brand, reviews.extremes(weeks, stored)),
        "charts": [
            chart_of(measure, period, stored, access=access, target=None, found=found) for measure in shown
        ],
        "words": reviews.told_of([one.qualitative for one in told]),
        "decisions": decisions_of(told),
        "recommendations": recommendations_of(told),
        "diagnoses": diagnoses_of(user, brand, told),
        "crises": crises_of(events, told),
        "objectives": last_objectives(user, brand, weeks),
        "earlier_url": f"?year={asked - 1}" if asked > last.year - reviews.YEARS_BACK else "",
        "later_url": f"?year={asked + 1}" if asked < last.year else "",
    }
    return render_page(request, "dashboards/year.html", context)


def last_objectives(user: User, brand: Brand, weeks: list[Week]) -> Any:
    """The objectives as the last report of the year has them."""
    report = newest(user, brand, weeks).select_related("brand").first()
    return lines_of(report) if report else []


def total_lines(now: dict[str, float | None], before: dict[str, float | None]) -> list[dict[str, Any]]:
    labels = {
        "opened": _("Interactions opened"),
        "answered": _("Interactions answered"),
        "asked": _("Escalations opened"),
        "answered_late": _("Escalations answered late"),
        "posts": _("Posts published"),
    }
    return [
        {
            "label": label,
            "now": None if now[name] is None else number_words(now[name] or 0, 0),
            "before": None if before[name] is None else number_words(before[name] or 0, 0),
        }
        for name, label in labels.items()
    ]


def extreme_tables(brand: Brand, found: list[reviews.Extreme]) -> list[dict[str, Any]]:
    """The best and the worst weeks of what is good one way, then the highest and the lowest of the rest."""
    judged = [extreme_row(brand, one) for one in found if one.measure.more_is_good is not None]
    others = [extreme_row(brand, one) for one in found if one.measure.more_is_good is None]
    tables = [
        {"heads": (_("Best"), _("Worst")), "rows": judged},
        {"heads": (pgettext("week", "Highest"), pgettext("week", "Lowest")), "rows": others},
    ]
    return [table for table in tables if table["rows"]]


def extreme_row(brand: Brand, one: reviews.Extreme) -> dict[str, Any]:
    """The best week first where it is known what is good, else the highest."""
    high = {"week": one.high, "value": one.high_value, "cases": one.high_cases}
    low = {"week": one.low, "value": one.low_value, "cases": one.low_cases}
    pair = (low, high) if one.measure.more_is_good is False else (high, low)
    for side in pair:
        side["url"] = reverse("weekly:report", args=[brand.slug, str(side["week"])])
    return {"label": one.measure.label, "sides": pair}
