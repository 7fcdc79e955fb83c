"""What the difference of two weeks is worth, once more: docs/metrics.md, with SciPy's tests."""

from itertools import combinations
from math import ceil, log1p, pi, sqrt
from typing import Any

from scipy import stats

from tests.weekly.raw import Row
from tests.weekly.raw_work import at_path

FIGURES: dict[str, tuple[str, int]] = {
    "interactions.opened": ("arrivals", 0),
    "interactions.people": ("rushes", 0),
    "interactions.negative_share": ("share", -1),
    "responsiveness.needing_answer": ("rushes", 0),
    "responsiveness.response_rate": ("share", 1),
    "responsiveness.first_response_seconds.median": ("median", -1),
    "responsiveness.first_response_seconds.p90": ("untested", -1),
    "responsiveness.first_response_open_seconds.median": ("median", -1),
    "responsiveness.substantive_answer_seconds.median": ("median", -1),
    "responsiveness.response_seconds.median": ("median", -1),
    "responsiveness.resolution_seconds.median": ("median", -1),
    "responsiveness.promises.made": ("count", 0),
    "responsiveness.satisfaction.mean": ("untested", 1),
    "escalations.opened": ("count", 0),
    "escalations.answered_late_share": ("share", -1),
    "escalations.open": ("whole", -1),
    "escalations.leg_seconds.answer.median": ("median", -1),
    "escalations.whole_seconds.median": ("median", -1),
    "moderation.total": ("count", 0),
    "publishing.posts": ("whole", 0),
    "publishing.errata": ("count", -1),
    "audience.comments.negative": ("rushes", -1),
    "audience.community.active": ("rushes", 1),
    "audience.community.new": ("rushes", 1),
    "workload.out_of_scope_share": ("untested", -1),
}
"""How each varies by chance, and which way is good."""
SHARES = {
    "responsiveness.response_rate": ("responsiveness.answered", "responsiveness.needing_answer"),
    "escalations.answered_late_share": ("escalations.answered_late", "escalations.opened"),
}
LEVEL = 0.01


def verdict_of(code: str, now: Row, before: Row) -> str:
    kind, good = FIGURES[code]
    value, was = at_path(now, code), at_path(before, code)
    if value is None or was is None:
        return "alone"
    if kind == "untested":
        return "untested"
    chance = 0.0 if kind == "whole" else CHANCES[kind](code, now, before)
    if chance is None:
        return "few"
    if chance >= LEVEL or value == was:
        return "stable"
    if not good:
        return "moved"
    return "better" if (value > was) == (good > 0) else "worse"


def of_share(code: str, now: Row, before: Row) -> float | None:
    counted = [part_of(code, week) for week in (now, before)]
    if min(whole for _, whole in counted) < 5:
        return None
    return float(stats.fisher_exact([[part, whole - part] for part, whole in counted]).pvalue)


def part_of(code: str, week: Row) -> tuple[int, int]:
    if code == "interactions.negative_share":
        told = week["interactions"]["by_sentiment"]
        return round(told.get("negative", 0)), round(sum(told.values()))
    part, whole = (round(at_path(week, path)) for path in SHARES[code])
    return min(part, whole), whole


def of_count(code: str, now: Row, before: Row, spread: float = 1.0) -> float | None:
    """How likely a fair coin parts the two as far, on the safe side where a mean is no whole number."""
    one, other = at_path(now, code), at_path(before, code)
    if one + other < 8:
        return None
    together, least = int((one + other) / spread), ceil(min(one, other) / spread)
    return float(min(1.0, 2 * stats.binom.cdf(least, together, 0.5)))


def of_rushes(code: str, now: Row, before: Row) -> float | None:
    return of_count(code, now, before, spread_of(now, before)[0])


def of_arrivals(code: str, now: Row, before: Row) -> float | None:
    exact, (spread, freedom) = of_count(code, now, before), spread_of(now, before)
    if exact is None or freedom < 1:
        return exact
    one, other = at_path(now, code), at_path(before, code)
    apart = abs(one - other) / sqrt(spread * (one + other))
    return max(exact, float(2 * stats.t.sf(apart, freedom)))


def spread_of(now: Row, before: Row) -> tuple[float, int]:
    """Pearson's dispersion of fourteen days by week and day of the week, and its freedom: without the two
    days of the week that stand out most, where five are known.
    """
    table = [
        pair
        for pair in zip(now["interactions"]["by_day"], before["interactions"]["by_day"], strict=True)
        if sum(pair)
    ]
    if len(table) < 5:
        return max(1.0, pearson(table)), len(table) - 1
    least = min(pearson(list(left)) for left in combinations(table, len(table) - 2))
    made_up = {5: 0.153, 6: 0.247, 7: 0.316}[len(table)]
    return max(1.0, least / made_up), len(table) - 3


def pearson(table: list[Any]) -> float:
    if len(table) < 2 or not all(sum(week) for week in zip(*table, strict=True)):
        return 0.0
    return float(stats.chi2_contingency(table, correction=False).statistic) / (len(table) - 1)


def of_median(code: str, now: Row, before: Row) -> float | None:
    path = code.removesuffix(".median")
    told = [at_path(week, path) for week in (now, before)]
    sizes = [round(one["n"] or 0) for one in told]
    if min(sizes) < 5:
        return None
    variance = 0.0
    for one, size in zip(told, sizes, strict=True):
        reach = stats.norm.ppf((0.9 * (size - 1) + 0.625) / (size + 0.25))
        sigma = (log1p(one["p90"]) - log1p(one["median"])) / reach
        variance += 1.25**2 * (pi / 2) * sigma**2 / size
    apart = abs(log1p(told[0]["median"]) - log1p(told[1]["median"]))
    if not apart:
        return 1.0
    return float(2 * stats.t.sf(apart / sqrt(variance), min(sizes) - 1)) if variance else 0.0


CHANCES: dict[str, Any] = {
    "share": of_share,
    "count": of_count,
    "rushes": of_rushes,
    "arrivals": of_arrivals,
    "median": of_median,
}
