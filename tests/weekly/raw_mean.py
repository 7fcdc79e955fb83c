"""The mean of some weeks once more: figure by figure, in plain Python."""

from collections import defaultdict
from typing import Any

from tests.weekly.raw import Row


def mean_of(weeks: list[Row]) -> Row:
    """Of each figure the mean over the weeks that have it. A name that did not occur in a week that was
    counted counts 0 there.
    """
    maps = {
        "interactions": ("by_kind", "by_channel", "by_sentiment"),
        "responsiveness": ("by_author",),
        "escalations": ("by_department",),
        "moderation": ("by_reason",),
        "publishing": ("by_network", "by_category"),
        "watch": ("by_nature",),
        "workload": ("by_person", "by_duty", "out_of_scope_by_duty", "missing_posts"),
    }
    counted = {
        "moderation": lambda week: week["moderation"]["total"] is not None,
        "publishing": lambda week: week["publishing"]["posts"] is not None,
        "watch": lambda week: bool(week["watch"]["by_nature"]),
        "workload": lambda week: bool(week["workload"]["by_duty"]),
    }
    filled = [{room: dict(told) for room, told in week.items() if room != "objectives"} for week in weeks]
    for room, names in maps.items():
        there = [week for week in filled if counted.get(room, bool)(week)]
        for name in names:
            known = {key: one for week in there for key, one in week[room][name].items()}
            for week in there:
                week[room][name] = {key: none_of(one) for key, one in known.items()} | week[room][name]
    same: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for week in weeks:
        for one in week["objectives"]:
            same[one["metric"], one["start"], one["target"], one["due"]].append(one)
    return {**mean(filled), "objectives": [mean(each) for each in same.values()]}


def none_of(value: Any) -> Any:
    if isinstance(value, dict):
        if "median" in value:
            return {"n": 0, "median": None, "p90": None}
        return {key: none_of(one) for key, one in value.items()}
    return 0


def mean(values: list[Any]) -> Any:
    known = [one for one in values if one is not None]
    if not known:
        return None
    if isinstance(known[0], dict):
        names = {name for one in known for name in one}
        return {name: mean([one.get(name) for one in known]) for name in names}
    if isinstance(known[0], list):
        return [mean(list(each)) for each in zip(*known, strict=True)]
    if isinstance(known[0], str):
        return known[0] if len(set(known)) == 1 else None
    return sum(known) / len(known)
