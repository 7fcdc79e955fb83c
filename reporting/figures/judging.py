"""Each figure of a week beside the week before, the mean of four and the target, and what that is worth.

A change is told as one where chance alone would bring as much in fewer than one of a hundred weeks in which
nothing has changed: a report looks at some forty figures, of which two would seem to move each week at the
usual one in twenty. Works on stored reports: dicts in. Light: no pandas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reporting.figures.comparison import mean_of_four, week_before
from reporting.figures.measures import Figures, Number, figure_at, measure_of

LEVEL = 0.01
REACTIVITY = "responsiveness.first_response_seconds.median"
ANSWERS = "responsiveness.response_rate"
POSTS = "publishing.posts"

Chance = Callable[[Mapping[str, Any], Mapping[str, Any]], float | None]
"""How likely chance alone parts two weeks as far; None where they are too small to tell whatever they say."""


class Unit(StrEnum):
    COUNT = "count"
    RATE = "rate"
    SECONDS = "seconds"
    HOURS = "hours"


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    MOVED = "moved"
    """Changed, in a figure of which neither way is good or bad by itself."""
    STABLE = "stable"
    FEW = "few"
    """Too small for any difference to be told from chance."""
    UNTESTED = "untested"
    """How much it varies by chance is not known."""
    ALONE = "alone"
    """There is nothing to hold it against."""


@dataclass(frozen=True, kw_only=True)
class Spec:
    """A figure of the report: where it is read, which way is good (1, -1, or 0 for neither) and how chance is
    reckoned. What is `certain` was counted whole and is no sample of anything: each difference is one.
    `counts` is what a week that is not over has less of; `of_public` what comes from messages.
    """

    code: str
    label: Any
    unit: Unit = Unit.COUNT
    good: int = 0
    chance: Chance | None = None
    certain: bool = False
    counts: bool = False
    of_public: bool = False
    sample: str = ""
    anchor: str = ""
    name: str = ""
    """The name in a map of the report, where the figure is that of one name."""
    part: str = ""
    """Of what stands under that name, the path of the figure; that of `sample` then is there too."""

    def read(self, figures: Mapping[str, Any]) -> Number:
        if not self.name:
            return measure_of(figures, self.code)
        return self._named(figures, self.part)

    def size(self, figures: Mapping[str, Any]) -> Number:
        """How many the figure rests on."""
        if not self.sample:
            return None
        return self._named(figures, self.sample) if self.part else measure_of(figures, self.sample)

    def _named(self, figures: Mapping[str, Any], part: str) -> Number:
        """Of a map by name, in which what did not happen is missing: it took no time, not a time of 0."""
        group = map_at(figures, self.code)
        if self.name not in group:
            return 0 if group and self.unit is not Unit.SECONDS else None
        told = group[self.name]
        if part:
            return figure_at(told, part) if isinstance(told, Mapping) else None
        return told if isinstance(told, int | float) else None


def map_at(figures: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    """What stands by name under a dotted path; empty where nothing does."""
    group: Any = figures
    for key in path.split("."):
        group = group.get(key) if isinstance(group, Mapping) else None
    return group if isinstance(group, Mapping) else {}


@dataclass(frozen=True)
class Beside:
    """What a figure was, and what the difference is worth. `direction` is that of the figure itself."""

    value: Number
    verdict: Verdict
    direction: int = 0
    chance: float | None = None


@dataclass(frozen=True)
class Judged:
    """`sample` is how many the figure rests on, where that is known; `reached` whether its target is."""

    spec: Spec
    value: Number
    sample: Number
    week_before: Beside
    four_weeks: Beside
    target: float | None = None
    reached: bool | None = None


def judge(figures: Figures, specs: Sequence[Spec], *, is_over: bool = True) -> list[Judged]:
    """Each figure of a report, in the order of `specs`. Where the week `is_over` not, what it counts is held
    against no whole week.
    """
    before, mean = week_before(figures), mean_of_four(figures)
    targets = targets_in(figures)
    return [
        _judged(
            spec,
            figures,
            beside(spec, figures, before, is_over=is_over),
            beside(spec, figures, mean, is_over=is_over),
            targets.get(spec.code) if not spec.name else None,
        )
        for spec in specs
    ]


def _judged(
    spec: Spec,
    figures: Figures,
    week_before: Beside,
    four_weeks: Beside,
    aim: tuple[float, int] | None,
) -> Judged:
    value = spec.read(figures)
    sample = spec.size(figures)
    if aim is None:
        return Judged(spec, value, sample, week_before, four_weeks)
    target, way = aim[0], aim[1] or spec.good or 1
    reached = None if value is None else (value - target) * way >= 0
    return Judged(spec, value, sample, week_before, four_weeks, target, reached)


def beside(spec: Spec, now: Mapping[str, Any], earlier: Mapping[str, Any], *, is_over: bool = True) -> Beside:
    """One figure against an earlier week; the mean of four counts as one week, which is on the safe side."""
    value, was = spec.read(now), spec.read(earlier)
    if was is None or (spec.of_public and not knows_the_public(earlier)):
        return Beside(None, Verdict.ALONE)
    if value is None or (spec.counts and not is_over):
        return Beside(was, Verdict.ALONE)
    direction = (value > was) - (value < was)
    if spec.certain:
        return Beside(was, _moved(spec, direction), direction)
    if spec.chance is None:
        return Beside(was, Verdict.UNTESTED, direction)
    chance = spec.chance(now, earlier)
    if chance is None:
        return Beside(was, Verdict.FEW, direction)
    verdict = _moved(spec, direction) if chance < LEVEL else Verdict.STABLE
    return Beside(was, verdict, direction, chance)


def _moved(spec: Spec, direction: int) -> Verdict:
    if not direction:
        return Verdict.STABLE
    if not spec.good:
        return Verdict.MOVED
    return Verdict.BETTER if direction == spec.good else Verdict.WORSE


def knows_the_public(week: Mapping[str, Any]) -> bool:
    """Whether the brand held any message by then: before its first, silence says nothing."""
    known = figure_at(week, "audience.community.active") is not None
    return known or bool(figure_at(week, "interactions.opened"))


def targets_in(figures: Mapping[str, Any]) -> dict[str, tuple[float, int]]:
    """What the report itself says is aimed at, by the code of the figure, and which way: the objective that
    is due first; else what the scorecard asks of each channel, where it asks it of all of them.
    """
    found: dict[str, tuple[float, int]] = {}
    for one in sorted(figures.get("objectives") or [], key=lambda one: one.get("due") or "9999"):
        start, target = one.get("start"), one.get("target")
        if target is not None:
            way = 0 if start is None else (target > start) - (target < start)
            found.setdefault(one["metric"], (target, way))
    card = list((figures.get("scorecard") or {}).values())
    for code, duty, way in ((REACTIVITY, "reactivity", -1), (ANSWERS, "answers", 1)):
        asked = set(_asked(card, duty))
        if len(asked) == 1:
            found.setdefault(code, (asked.pop(), way))
    posts = _asked(card, "rhythm")
    if card and len(posts) == len(card):
        found.setdefault(POSTS, (sum(posts), 1))
    return found


def _asked(card: Sequence[Mapping[str, Any]], duty: str) -> list[float]:
    told = [channel.get(duty) for channel in card]
    return [one["target"] for one in told if one and one.get("target") is not None]
