"""What a person and a department did: each sees their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, signed_in
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.exchange import said_anew
from cmhub.lib.htmx import render_page
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.annotations.choices import Kind
from reporting.annotations.services.timeline import events_by_brand
from reporting.dashboards.series import week_label
from reporting.dashboards.services.department import DepartmentWeek, department_weeks, own_departments
from reporting.dashboards.services.own_week import OwnWeek, own_duties, own_weeks
from reporting.figures.charts.theme import AXIS, LATE, LAYOUT, NOW, bars, whole_numbers

WEEKS = 5
DEPARTMENT_WEEKS = 12
ASKED_SHOWN = 20


@require_safe
@signed_in
def week(request: HttpRequest) -> HttpResponse:
    """A person's own week so far, beside the four before it."""
    user, now = person_of(request), timezone.now()
    worked_on = list(Brand.objects.granting(user, Right.INBOX_WRITE).filter(archived_at=None))
    brands = [brand.pk for brand in worked_on]
    present = Week.of(now, user.time_zone)
    weeks = [present - back for back in reversed(range(WEEKS))]
    lines = own_weeks(user, brands, weeks) if brands else []
    context: dict[str, Any] = {
        "present": present,
        "lines": list(reversed(lines)),
        "now": lines[-1] if lines else None,
        "duties": own_duties(user, brands, present) if brands else [],
        "chart": own_chart(worked_on, weeks, lines) if lines else None,
    }
    return render_page(request, "dashboards/own_week.html", context)


def own_chart(brands: Sequence[Brand], weeks: Sequence[Week], lines: Sequence[OwnWeek]) -> dict[str, Any]:
    """With what happened to the brands on which the person works."""
    chart = bars_of(
        "own-replies",
        _("Replies by week"),
        weeks,
        [line.replies for line in lines],
        summary=_("Your replies of each week; this one is not over."),
    )
    return with_events(chart, brands, weeks)


@require_safe
@signed_in
def department(request: HttpRequest) -> HttpResponse:
    """The escalations of the departments for which the person answers: what is owed, and how it went."""
    user, now = person_of(request), timezone.now()
    brands, departments = own_departments(user)
    context: dict[str, Any] = {"lines": [], "asked": [], "chart": None}
    if brands:
        present = Week.of(now, brands[0].time_zone)
        weeks = [present - back for back in reversed(range(DEPARTMENT_WEEKS))]
        lines = department_weeks(user, brands, departments, weeks, at=now)
        needed = ("brand", "department", "interaction", "item")
        asked = Escalation.objects.asked_of(user).filter(department__in=departments).select_related(*needed)
        context = {
            "lines": [line for line in reversed(lines) if line.opened],
            "asked": asked.annotate(asked_anew=said_anew())[:ASKED_SHOWN],
            "chart": department_chart(brands, weeks, lines),
            "only_brand": brands[0] if len(brands) == 1 else None,
        }
    return render_page(request, "dashboards/department.html", context)


def department_chart(
    brands: Sequence[Brand], weeks: Sequence[Week], lines: Sequence[DepartmentWeek]
) -> dict[str, Any]:
    """With the days off of the brands' countries: what else happened to them is not theirs to read."""
    chart = bars_of(
        "department-weeks",
        _("Questions passed on to you, by week"),
        weeks,
        [line.opened for line in lines],
        summary=_("How many questions were passed on to your department in each week, and answered late."),
        late=[line.answered_late for line in lines],
    )
    return with_events(chart, brands, weeks, kinds=(Kind.HOLIDAY,))


def with_events(
    chart: dict[str, Any],
    brands: Sequence[Brand],
    weeks: Sequence[Week],
    kinds: Collection[Kind] = tuple(Kind),
) -> dict[str, Any]:
    """What happened to several of the brands alike is told once."""
    spans = marks.weeks(weeks)
    happened = events_by_brand(brands, *marks.reach(spans), kinds=kinds)
    once = {(one.kind, one.first, one.words): one for events in happened.values() for one in events}
    return dict(marks.on_shown(chart, marks.placed(once.values(), spans)))


def bars_of(
    name: str,
    title: str,
    weeks: Sequence[Week],
    values: Sequence[int],
    *,
    summary: str,
    late: Sequence[int] | None = None,
) -> dict[str, Any]:
    labels = [week_label(one) for one in weeks]
    traces = [bars(NOW, title, x=labels, y=list(values))]
    if late is not None:
        traces.append(bars(LATE, _("Answer late"), x=labels, y=list(late)))
    layout = LAYOUT | {"xaxis": AXIS | {"type": "category"}, "yaxis": whole_numbers(list(values))}
    return {
        "id": name,
        "kind": "bar",
        "title": title,
        "summary": summary,
        "labels": labels,
        "values": list(values),
        "before": late,
        "values_label": pgettext("questions", "passed on") if late is not None else title,
        "before_label": pgettext("questions", "answered late"),
        "decimals": 0,
        "figure": {"data": traces, "layout": layout | {"barmode": "group"}},
    }
