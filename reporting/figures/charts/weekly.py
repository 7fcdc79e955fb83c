"""What the five charts of a week show. Texts are in the active language; report tasks draw once for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cmhub.lib.durations import HOUR, MINUTE, duration_words
from reporting.figures.charts import pictures, words
from reporting.figures.charts.theme import (
    AXIS,
    BEFORE,
    COUNT_AXIS,
    HEAT,
    HEAT_SCALE,
    LATE,
    NOW,
    TARGET,
    bars,
    line,
    plotly_figure,
)

Figures = Mapping[str, Any]
Chart = dict[str, Any]
History = Sequence[tuple[str, Figures | None]]

ESCALATION_COLUMNS = ("opened", "answered", "acknowledged_late", "answered_late", "open")


def draw_week(
    figures: Figures,
    *,
    history: History,
    kinds: Mapping[str, Any],
    departments: Mapping[str, Any],
    target_seconds: float | None = None,
) -> dict[str, Chart]:
    """Every chart of a week, by name: `{"title", "summary", "plotly", "svg", "table": {"columns", "rows"}}`.

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
        "first_response": _first_response(history, target_seconds),
        "kinds": _kinds(figures["interactions"]["by_kind"], kinds),
        "escalations": _escalations(figures["escalations"]["by_department"], departments),
        "hours": _hours(figures["interactions"]["by_hour_of_week"]),
    }


def _chart(
    name: str,
    title: str,
    summary: str,
    *,
    plotly: Chart,
    svg: Chart,
    columns: list[str],
    rows: list[list[str]],
) -> Chart:
    return {
        "title": title,
        "summary": summary,
        "plotly": plotly,
        "svg": {"id": f"chart-{name}", "title": title, "summary": summary, **svg},
        "table": {"columns": columns, "rows": rows},
    }


def _drawn(kind: str, labels: Sequence[str], values: Sequence[float | None], **more: Any) -> Chart:
    return {"kind": kind, "labels": labels, "values": list(values), **more}


def _by_day(now: Sequence[int], before: Sequence[int | None]) -> Chart:
    days, opened = words.days(), sum(now)
    busiest = max(range(7), key=lambda day: now[day])
    summary = ngettext(
        "%(opened)s interaction was opened, on %(day)s.",
        "%(opened)s interactions were opened; the busiest day was %(day)s, with %(busiest)s.",
        opened,
    ) % {"opened": words.count(opened), "day": days[busiest], "busiest": words.count(now[busiest])}
    this_week, week_before = _("This week"), _("The week before")
    return _chart(
        "by-day",
        _("Interactions by day"),
        summary if opened else _("No interaction was opened this week."),
        plotly=plotly_figure(
            [bars(BEFORE, week_before, x=days, y=list(before)), bars(NOW, this_week, x=days, y=list(now))],
            barmode="group",
            xaxis=AXIS,
            yaxis=COUNT_AXIS,
        ),
        svg=_drawn(
            "bar",
            words.short_days(),
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
    )


def _first_response(history: History, target_seconds: float | None) -> Chart:
    weeks = [words.week(iso) for iso, _figures in history]
    times = [week["responsiveness"]["first_response_seconds"] if week else None for _iso, week in history]
    last = times[-1]["median"] if times and times[-1] else None
    unit, seconds_of_unit = _unit(times, target_seconds)
    medians = [_in_unit(each["median"] if each else None, seconds_of_unit) for each in times]
    target = _in_unit(target_seconds, seconds_of_unit)
    traces = [line(NOW, _("Median"), x=weeks, y=medians, connectgaps=False)]
    if target is not None:
        traces.append(line(TARGET, _("Target"), x=weeks, y=[target] * len(weeks)))
    return _chart(
        "first-response",
        _("First response, median by week"),
        _first_response_summary(last, target_seconds),
        plotly=plotly_figure(
            traces, xaxis=AXIS | {"type": "category"}, yaxis=COUNT_AXIS | {"title": {"text": unit}}
        ),
        svg=_drawn("line", weeks, medians, target=target, unit=unit),
        columns=[_("Week"), _("Median"), _("9 in 10 within"), _("Answered")],
        rows=[
            [
                week,
                duration_words(each["median"] if each else None),
                duration_words(each["p90"] if each else None),
                words.count(each["n"] if each else None),
            ]
            for week, each in zip(weeks, times, strict=True)
        ],
    )


def _unit(times: Sequence[Figures | None], target: float | None) -> tuple[str, int]:
    """The unit in which the chart is read: minutes up to two hours, else hours; with its seconds."""
    shown = [target or 0, *(each["median"] or 0 for each in times if each)]
    return (pgettext("unit", "min"), MINUTE) if max(shown) <= 2 * HOUR else (pgettext("unit", "h"), HOUR)


def _in_unit(seconds: float | None, unit: int) -> float | None:
    return None if seconds is None else round(seconds / unit, 2)


def _first_response_summary(median: float | None, target_seconds: float | None) -> str:
    if median is None:
        return _("No interaction of this week has been answered yet.")
    values = {"median": duration_words(median), "target": duration_words(target_seconds)}
    if target_seconds is None:
        return _("This week, half of the first responses came within %(median)s.") % values
    if median <= target_seconds:
        return (
            _("This week, half of the first responses came within %(median)s: target %(target)s, met.")
            % values
        )
    return (
        _("This week, half of the first responses came within %(median)s: target %(target)s, missed.")
        % values
    )


def _kinds(by_kind: Mapping[str, int], names: Mapping[str, Any]) -> Chart:
    ranked = [(str(names.get(kind, kind)), count) for kind, count in by_kind.items()]
    labels, total = [name for name, _count in ranked], sum(by_kind.values())
    shares = [words.share(count, total) for _name, count in ranked]
    summary = _("No kind has been confirmed this week.")
    if ranked:
        values = {"kind": labels[0], "share": shares[0], "total": words.count(total)}
        summary = _("The most frequent kind is “%(kind)s”: %(share)s of %(total)s confirmed kinds.") % values
    percents = [round(100 * count / total, 1) for _name, count in ranked]
    return _chart(
        "kinds",
        _("Kinds of interactions"),
        summary,
        plotly=plotly_figure(
            [bars(NOW, _("Share"), x=percents, y=labels, orientation="h", text=shares, textposition="auto")],
            xaxis=COUNT_AXIS | {"ticksuffix": " %"},
            yaxis=AXIS | {"autorange": "reversed"},
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
    return _chart(
        "escalations",
        _("Escalations by department"),
        _escalations_summary(sum(late), sum(late) + sum(rest)),
        plotly=plotly_figure(
            [
                bars(LATE, _("Answer late"), x=late, y=labels, orientation="h"),
                bars(NOW, _("Not late"), x=rest, y=labels, orientation="h"),
            ],
            barmode="stack",
            xaxis=COUNT_AXIS,
            yaxis=AXIS | {"autorange": "reversed"},
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
    return _chart(
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
