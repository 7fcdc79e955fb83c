"""What a person and a department did: each sees their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import Right, person_of, signed_in
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.exchange import said_anew
from cmhub.lib.durations import duration_words, work_words
from cmhub.lib.htmx import render_page
from cmhub.lib.numbers import number_words
from cmhub.lib.weeks import Week
from reporting.annotations import marks
from reporting.annotations.choices import Kind
from reporting.annotations.services.timeline import events_by_brand
from reporting.dashboards.periods import steps, week_asked
from reporting.dashboards.series import week_label
from reporting.dashboards.services.department import (
    DepartmentWeek,
    department_weeks,
    first_asked,
    own_departments,
)
from reporting.dashboards.services.own_week import OwnWeek, first_week, own_duties, own_weeks
from reporting.dashboards.services.rows import ASKED
from reporting.figures.charts.theme import AXIS, LATE, LAYOUT, NOW, bars, whole_numbers

WEEKS = 5
DEPARTMENT_WEEKS = 12
ASKED_SHOWN = 20


@require_safe
@signed_in
def week(request: HttpRequest) -> HttpResponse:
    """A person's own week, that which goes on unless `?week=` names another, beside the four before it."""
    user, now = person_of(request), timezone.now()
    worked_on = brands_worked_on(user)
    present = Week.of(now, user.time_zone)
    first = first_week(user, worked_on, present)
    shown = week_asked(request.GET, first=first, last=present)
    weeks = [shown - back for back in reversed(range(WEEKS))]
    brands = [brand.pk for brand in worked_on]
    lines = own_weeks(user, brands, weeks) if brands else []
    context: dict[str, Any] = {
        "present": present,
        "shown": shown,
        "rows_url": reverse("dashboards:own_rows"),
        "lines": list(reversed(lines)),
        "now": lines[-1] if lines else None,
        "stats": own_stats(lines[-1], lines[-2], reverse("dashboards:own_rows")) if lines else [],
        "duties": own_duties(user, brands, shown) if brands else [],
        "chart": own_chart(worked_on, weeks, lines, so_far=shown == present) if lines else None,
        **steps(request.GET, shown, first=first, last=present),
    }
    return render_page(request, "dashboards/own_week.html", context)


def brands_worked_on(user: User) -> list[Brand]:
    return list(Brand.objects.granting(user, Right.INBOX_WRITE).filter(archived_at=None))


def own_stats(now: OwnWeek, before: OwnWeek, url: str) -> list[dict[str, Any]]:
    """The first figures of the week beside those of the week before, each with its rows. So few of one person
    are told as they are, without a verdict.
    """
    waited = [duration_words(one.waited) if one.waits else None for one in (now, before)]
    told: list[tuple[str, str, str | None, str | None, int | None]] = [
        ("replies", _("Replies"), number_words(now.replies), number_words(before.replies), None),
        (
            "interactions",
            _("Interactions answered"),
            number_words(now.interactions),
            number_words(before.interactions),
            None,
        ),
        ("waits", _("Waits that you ended, median"), waited[0], waited[1], now.waits or None),
        ("passed_on", _("Passed on"), number_words(now.passed_on), number_words(before.passed_on), None),
        ("minutes", _("Time logged"), work_words(now.minutes), work_words(before.minutes), None),
    ]
    return [
        stat(label, value, earlier, f"{url}?of={code}&week={now.week}") | {"sample": sample}
        for code, label, value, earlier, sample in told
    ]


def stat(label: str, value: str | None, earlier: str | None, href: str) -> dict[str, Any]:
    """As `components/stat.html` shows it, with what it was the week before."""
    note = "" if earlier is None else _("the week before: %(value)s") % {"value": earlier}
    return {"label": label, "value": value, "note": note, "href": href}


def own_chart(
    brands: Sequence[Brand], weeks: Sequence[Week], lines: Sequence[OwnWeek], *, so_far: bool
) -> dict[str, Any]:
    """With what happened to the brands on which the person works."""
    chart = bars_of(
        "own-replies",
        _("Replies by week"),
        weeks,
        [line.replies for line in lines],
        summary=_("Your replies of each week; this one is not over.")
        if so_far
        else _("Your replies of each week."),
        rows=f"{reverse('dashboards:own_rows')}?of=replies",
    )
    return with_events(chart, brands, weeks)


@require_safe
@signed_in
def department(request: HttpRequest) -> HttpResponse:
    """The escalations of the departments for which the person answers: what is owed now, and how the week
    went, this one unless `?week=` names an earlier one, after eleven others.
    """
    user, now = person_of(request), timezone.now()
    brands, departments = own_departments(user)
    context: dict[str, Any] = {"lines": [], "asked": [], "chart": None}
    if brands:
        present = Week.of(now, brands[0].time_zone)
        first = first_asked(user, brands, departments) or present
        shown = week_asked(request.GET, first=first, last=present)
        weeks = [shown - back for back in reversed(range(DEPARTMENT_WEEKS))]
        lines = department_weeks(user, brands, departments, weeks, at=now)
        needed = ("brand", "department", "interaction", "item")
        asked = Escalation.objects.asked_of(user).filter(department__in=departments).select_related(*needed)
        context = {
            "present": present,
            "shown": shown,
            "rows_url": reverse("dashboards:department_rows"),
            "stats": department_stats(lines[-1], lines[-2], reverse("dashboards:department_rows")),
            "lines": [line for line in reversed(lines) if line.week >= first],
            "asked": asked.annotate(asked_anew=said_anew())[:ASKED_SHOWN],
            "chart": department_chart(brands, weeks, lines),
            **steps(request.GET, shown, first=first, last=present),
        }
    return render_page(request, "dashboards/department.html", context)


def department_stats(now: DepartmentWeek, before: DepartmentWeek, url: str) -> list[dict[str, Any]]:
    """The figures of the week beside those of the week before, each with its rows."""
    took = [
        None if one.answer_seconds is None else duration_words(one.answer_seconds) for one in (now, before)
    ]
    return [
        *(
            stat(
                str(label),
                number_words(getattr(now, code)),
                number_words(getattr(before, code)),
                f"{url}?of={code}&week={now.week}",
            )
            for code, label in ASKED.items()
        ),
        stat(_("Answered within, median"), took[0], took[1], f"{url}?of=answered&week={now.week}"),
    ]


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
        rows=f"{reverse('dashboards:department_rows')}?of=opened",
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
    rows: str,
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
        "hrefs": [f"{rows}&week={one}" for one in weeks],
        "values_label": pgettext("questions", "passed on") if late is not None else title,
        "before_label": pgettext("questions", "answered late"),
        "decimals": 0,
        "figure": {"data": traces, "layout": layout | {"barmode": "group"}},
    }
