"""A week against the one before and the mean of four. Works on stored reports: dicts in, dicts out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Number
from typing import Any

Figures = dict[str, Any]

_NO_TIMES = {"n": 0, "median": None, "p90": None}
_NO_ESCALATIONS = {
    "opened": 0,
    "answered": 0,
    "acknowledged_late": 0,
    "answered_late": 0,
    "open": 0,
    "ownership_seconds": _NO_TIMES,
    "ownership_open_seconds": _NO_TIMES,
}

# Maps in which a name that does not occur has happened 0 times, the total that says whether the week was
# measured at all, and what stands for an absent name.
_COUNTED: tuple[tuple[str, str, str, Any], ...] = (
    ("interactions", "by_kind", "opened", 0),
    ("interactions", "by_channel", "opened", 0),
    ("interactions", "by_sentiment", "opened", 0),
    ("responsiveness", "by_author", "needing_answer", {"replies": 0, "response_seconds": _NO_TIMES}),
    ("escalations", "by_department", "opened", _NO_ESCALATIONS),
    ("moderation", "by_reason", "total", 0),
    ("publishing", "by_network", "posts", 0),
    ("publishing", "by_category", "posts", 0),
)
# Maps of what is kept by hand, and the map that is empty in a week in which nobody kept any: in one in which
# time was logged, or something was seen, a name that does not occur has 0.
_HOURS = ("by_person", "by_duty", "out_of_scope_by_duty", "missing_posts")
_KEPT: tuple[tuple[str, str, str], ...] = (
    *(("workload", name, "by_duty") for name in _HOURS),
    ("watch", "by_nature", "by_nature"),
)
# Maps whose keys are names of the week: empty where there is no week.
_OPEN_MAPS = {
    *((group, name) for group, name, _, _ in _COUNTED),
    ("watch", "by_nature"),
    ("audience", "by_channel"),
    *(("workload", name) for name in _HOURS),
    ("scorecard",),
}


def compare(current: Figures, previous: Figures | None, last_four: Sequence[Figures]) -> Figures:
    """The `compared` object: the week before, and the mean of up to four weeks before the current one.

    Both have the keys of `quantitative` without `compared`. Where no earlier week exists, every number is
    `None` and every map and list of names is empty. A mean is taken figure by figure over the weeks that have
    it; a kind, channel, author or department absent from a measured week counts 0 there.
    """
    return {
        "previous_week": without_comparison(previous) if previous else blank(current),
        "four_week_mean": _mean_of_weeks(last_four) if last_four else blank(current),
    }


def without_comparison(figures: Figures) -> Figures:
    """The figures of the week itself."""
    return {name: group for name, group in figures.items() if name != "compared"}


def week_before(figures: Mapping[str, Any]) -> Figures:
    """The week before as a report has it beside its own; nothing where it has none."""
    return (figures.get("compared") or {}).get("previous_week") or {}


def mean_of_four(figures: Mapping[str, Any]) -> Figures:
    """The mean of the four weeks before in the same way."""
    return (figures.get("compared") or {}).get("four_week_mean") or {}


def blank(figures: Figures) -> Figures:
    """The shape of `figures` with nothing known in it."""
    return {name: _blank(group, (name,)) for name, group in without_comparison(figures).items()}


def _blank(value: Any, path: tuple[str, ...]) -> Any:
    if path in _OPEN_MAPS:
        return {}
    if isinstance(value, Mapping):
        return {name: _blank(inner, (*path, name)) for name, inner in value.items()}
    if isinstance(value, list):
        return [] if path == ("objectives",) else [None] * len(value)
    return None


def _mean_of_weeks(weeks: Sequence[Figures]) -> Figures:
    known = [without_comparison(week) for week in weeks]
    for group, name, total, absent in _COUNTED:
        measured = [week for week in known if week[group][total] is not None]
        names = {key for week in measured for key in week[group][name]}
        for week in measured:
            missing = dict.fromkeys(names - week[group][name].keys(), absent)
            week[group] = week[group] | {name: week[group][name] | missing}
    _fill_names(known)
    objectives = [week.pop("objectives", []) for week in known]
    return {**_mean(known), "objectives": _mean_of_objectives(objectives)}


def _fill_names(weeks: Sequence[Figures]) -> None:
    for group, name, kept in _KEPT:
        there = [week for week in weeks if week[group][kept] and name in week[group]]
        nothing = dict.fromkeys([key for week in there for key in week[group][name]], 0)
        for week in there:
            week[group] = week[group] | {name: nothing | week[group][name]}


def _mean(values: Sequence[Any]) -> Any:
    """Mean of numbers, element by element of lists and name by name of maps; words stay where all agree."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    first = known[0]
    if isinstance(first, Mapping):
        names = dict.fromkeys(name for value in known for name in value)
        return {name: _mean([value.get(name) for value in known]) for name in names}
    if isinstance(first, list):
        return [_mean(list(elements)) for elements in zip(*known, strict=True)]
    if isinstance(first, Number):
        return sum(known) / len(known)
    return first if all(value == first for value in known) else None


def _mean_of_objectives(weeks: Sequence[Sequence[Figures]]) -> list[Figures]:
    """One entry for each objective of any of the weeks, known by its metric, start, target and date."""
    found: dict[tuple[Any, ...], list[Figures]] = {}
    for week in weeks:
        for objective in week:
            identity = tuple(objective[name] for name in ("metric", "start", "target", "due"))
            found.setdefault(identity, []).append(objective)
    return [
        {
            **same[0],
            "actual": _mean([each["actual"] for each in same]),
            "progress": _mean([each["progress"] for each in same]),
        }
        for same in found.values()
    ]
