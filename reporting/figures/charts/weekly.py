"""What the five charts of a week show. Texts are in the active language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.figures.charts import pictures, words
from reporting.figures.charts.chart import Chart, Figures, History, chart_of, drawn
from reporting.figures.charts.response import first_response
from reporting.figures.charts.theme import (
    AXIS,
    BEFORE,
    HEAT,
    HEAT_SCALE,
    LATE,
    NOW,
    bars,
    named_rows,
    plotly_figure,
    whole_numbers,
)

ESCALATION_COLUMNS = ("opened", "answered", "acknowledged_late", "answered_late", "open")


def draw_week(
    figures: Figures,
    *,
    history: History,
    kinds: Mapping[str, Any],
    departments: Mapping[str, Any],
    target_seconds: float | None = None,
) -> dict[str, Chart]:
    """Every chart of a week, by name: what `chart_of` makes of each.

    An `svg` of kind `bar` or `line` is drawn by `{% chart_svg %}`, one of kind `picture` by
    `components/charts/picture.html`.

    `figures` are a week's figures with `compared`. `history` is up to twelve weeks `("2026-W47", figures or
    None)`, the oldest first and this one last. `kinds` and `departments` name, in the active language, what
    figures know by code or slug. `target_seconds` is the brand's target for a first response. The result is
    JSON; every cell of a table is text.
    """
    before = figures["compared"]["previous_week"]["interactions"]["by_day"]
    return {
        "by_day": _by_day(figures["interactions"]["by_day"], before),
        "first_response": first_response(history, target_seconds),
        "kinds": _kinds(figures["interactions"]["by_kind"], kinds),
        "escalations": _escalations(figures["escalations"]["by_department"], departments),
        "hours": _hours(figures["interactions"]["by_hour_of_week"]),
    }


def _by_day(now: Sequence[int], before: Sequence[int | None]) -> Chart:
    days, short, opened = words.days(), words.short_days(), sum(now)
    busiest = max(range(7), key=lambda day: now[day])
    summary = ngettext(
        "%(opened)s interaction was opened, on %(day)s.",
        "%(opened)s interactions were opened; the busiest day was %(day)s, with %(busiest)s.",
        opened,
    ) % {"opened": words.count(opened), "day": days[busiest], "busiest": words.count(now[busiest])}
    this_week, week_before = _("This week"), _("The week before")
    return chart_of(
        "by-day",
        _("Interactions by day"),
        summary if opened else _("No interaction was opened this week."),
        plotly=plotly_figure(
            [
                bars(BEFORE, week_before, x=short, y=list(before), hovertext=days),
                bars(NOW, this_week, x=short, y=list(now), hovertext=days),
            ],
            barmode="group",
            xaxis=AXIS,
            yaxis=whole_numbers([*now, *before]),
        ),
        svg=drawn(
            "bar",
            short,
            now,
            before=None if None in before else list(before),
            values_label=this_week,
            before_label=week_before,
        ),
        columns=[_("Day"), this_week, week_before],
        rows=[
            [day, words.count(count), words.count(earlier)]
            for day, count, earlier in zip(days, now, before, strict=True)
        ],
        key=[(NOW, this_week), *([] if None in before else [(BEFORE, week_before)])],
    )


def _kinds(by_kind: Mapping[str, int], names: Mapping[str, Any]) -> Chart:
    named = [(str(names.get(kind, kind)), count) for kind, count in by_kind.items()]
    ranked = sorted(named, key=lambda pair: (-pair[1], pair[0]))
    labels, total = [name for name, _count in ranked], sum(by_kind.values())
    shares = [words.share(count, total) for _name, count in ranked]
    summary = _("No kind has been confirmed this week.")
    if ranked:
        values = {"kind": labels[0], "share": shares[0], "total": words.count(total)}
        summary = _("The most frequent kind is “%(kind)s”: %(share)s of %(total)s confirmed kinds.") % values
    percents = [round(100 * count / total, 1) for _name, count in ranked]
    return chart_of(
        "kinds",
        _("Kinds of interactions"),
        summary,
        plotly=plotly_figure(
            [bars(NOW, _("Share"), x=percents, y=labels, orientation="h")],
            **named_rows([(name, share) for (name, _count), share in zip(ranked, shares, strict=True)]),
        ),
        svg=pictures.rows_of_bars(
            [(name, [(count, NOW)], share) for (name, count), share in zip(ranked, shares, strict=True)]
        ),
        columns=[_("Kind"), _("Interactions"), _("Share")],
        rows=[[name, words.count(count), share] for (name, count), share in zip(ranked, shares, strict=True)],
    )


def _escalations(by_department: Mapping[str, Mapping[str, int]], names: Mapping[str, Any]) -> Chart:
    ranked = sorted(
        ((str(names.get(slug, slug)), each) for slug, each in by_department.items()),
        key=lambda pair: (-pair[1]["answered_late"], -pair[1]["opened"], pair[0]),
    )
    labels = [name for name, _each in ranked]
    late = [each["answered_late"] for _name, each in ranked]
    rest = [each["opened"] - each["answered_late"] for _name, each in ranked]
    parts = [list(zip(pair, (LATE, NOW), strict=True)) for pair in zip(late, rest, strict=True)]
    return chart_of(
        "escalations",
        _("Escalations by department"),
        _escalations_summary(sum(late), sum(late) + sum(rest)),
        plotly=plotly_figure(
            [
                bars(LATE, _("Answer late"), x=late, y=labels, orientation="h"),
                bars(NOW, _("Not late"), x=rest, y=labels, orientation="h"),
            ],
            barmode="stack",
            **named_rows([(name, _late(each)) for name, each in ranked]),
        ),
        svg=pictures.rows_of_bars(
            [(name, bar, _late(each)) for (name, each), bar in zip(ranked, parts, strict=True)]
        ),
        columns=[
            _("Department"),
            _("Opened"),
            _("Answered"),
            _("Acknowledged late"),
            _("Answer late"),
            _("Open"),
        ],
        rows=[[name, *(words.count(each[column]) for column in ESCALATION_COLUMNS)] for name, each in ranked],
        key=[(LATE, _("Answer late")), (NOW, _("Not late"))],
    )


def _late(department: Mapping[str, int]) -> str:
    late, opened = department["answered_late"], department["opened"]
    values = {"late": words.count(late), "opened": words.count(opened)}
    return ngettext("%(late)s late of %(opened)s", "%(late)s late of %(opened)s", late) % values


def _escalations_summary(late: int, opened: int) -> str:
    if not opened:
        return _("No escalation was opened this week.")
    if not late:
        return _("No escalation of this week is late.")
    return ngettext(
        "%(late)s escalation of %(opened)s was answered late, or has passed its deadline unanswered.",
        "%(late)s escalations of %(opened)s were answered late, or have passed their deadline unanswered.",
        late,
    ) % {"late": words.count(late), "opened": words.count(opened)}


def _hours(by_hour_of_week: Sequence[int]) -> Chart:
    days, hours = words.days(), [words.hour(hour) for hour in range(24)]
    grid = [list(by_hour_of_week[24 * day : 24 * day + 24]) for day in range(7)]
    busiest = max(range(len(by_hour_of_week)), key=lambda index: by_hour_of_week[index])
    summary = _("No interaction was opened this week.")
    if by_hour_of_week[busiest]:
        summary = ngettext(
            "The busiest hour is %(day)s from %(hour)s, with %(count)s interaction.",
            "The busiest hour is %(day)s from %(hour)s, with %(count)s interactions.",
            by_hour_of_week[busiest],
        ) % {
            "day": days[busiest // 24],
            "hour": hours[busiest % 24],
            "count": words.count(by_hour_of_week[busiest]),
        }
    heat = {"type": "heatmap", "meta": {"role": HEAT}, "x": hours, "y": days, "z": grid, "showscale": False}
    return chart_of(
        "hours",
        _("Arrivals by day and hour"),
        summary,
        plotly=plotly_figure(
            [heat | {"colorscale": HEAT_SCALE, "xgap": 1, "ygap": 1}],
            xaxis=AXIS | {"type": "category"},
            yaxis=AXIS | {"autorange": "reversed"},
        ),
        svg=pictures.heat(words.short_days(), hours, grid),
        columns=[_("Hour"), *words.short_days()],
        rows=[[hours[hour], *(words.count(grid[day][hour]) for day in range(7))] for hour in range(24)],
    )
