"""What can be said of a week, and how surely: decided by its figures and how many there are of them.

A week is held against the one before by the tests of `reporting.figures`; what chance explains is not told
as a change. Shares of few are told as counts. What is not known is said to be so, or is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reporting.figures.comparison import mean_of_four, week_before
from reporting.figures.judging import Verdict, beside
from reporting.figures.listed import BY_CODE
from reporting.weekly.themes.changes import FALLS, NEW, RISES
from reporting.weekly.themes.moved import moved_most

SHARE_OF = 20
"""From so many on a share is told in per cent."""
NINE_IN_TEN_OF = 20
MEDIAN_OF = 5
USUAL_WEEK = 5
"""Interactions of a mean week from which a week without any makes one think of a missing file."""
USUAL_CHANNEL = 5
USUAL_DAYS = 20
SAME = 0.1
"""A volume within this share of the week before is said to be as it was."""
MOST_OF_ALL = 0.4
TELLING_KIND = 10
WORST_OF = 3
OUT_OF_SCOPE = 0.1
NOT_TOLD_KINDS = ("other", "abuse")


@dataclass(frozen=True)
class Fact:
    """One thing to say: the group of phrases that say it, and their values.

    Values whose names end in `_time` are seconds, in `rate` fractions of 1.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class WeekTold:
    """What a report keeps of a week; names of channels and departments by their slugs."""

    figures: Mapping[str, Any]
    data_quality: Mapping[str, Any]
    themes: Sequence[Mapping[str, Any]]
    is_over: bool
    channels: Mapping[str, str]
    departments: Mapping[str, str]

    @property
    def opened(self) -> int:
        return int(self.figures["interactions"]["opened"])

    @property
    def before(self) -> Mapping[str, Any]:
        return week_before(self.figures)

    def changed(self, code: str) -> int:
        """1 or -1 where a figure is other than the week before beyond chance, else 0."""
        judged = beside(BY_CODE[code], self.figures, self.before, is_over=self.is_over)
        moved = judged.verdict in (Verdict.BETTER, Verdict.WORSE, Verdict.MOVED)
        return judged.direction if moved else 0


def paragraphs_of(week: WeekTold) -> list[list[Fact]]:
    """All that is to be said, in the order of the text."""
    if not week.opened:
        return [list(_volume(week)), list(_house(week))]
    exchange = [*_volume(week), *missing_of(week), *_answers(week)]
    content = [*_mood(week), *_kind(week), *_themes(week)]
    return [exchange, content, list(_house(week))]


def _house(week: WeekTold) -> Iterator[Fact]:
    for part in (_departments, _posts, _audience, _objectives, _watch, _scope):
        yield from part(week)


def _volume(week: WeekTold) -> Iterator[Fact]:
    if not week.is_over:
        yield Fact("provisional")
    told = week.figures["interactions"]
    opened, people = week.opened, told["people"]
    before = (week.before.get("interactions") or {}).get("opened")
    if not opened:
        mean = _mean(week, "interactions", "opened")
        missing = mean is not None and mean >= USUAL_WEEK and week.is_over
        yield Fact("silence", {"mean": mean}) if missing else Fact("nothing")
    elif opened == 1:
        yield Fact("volume_one")
    elif people == 1:
        yield Fact("volume_alone", {"opened": opened})
    else:
        yield Fact(_volume_code(week, before), {"opened": opened, "people": people, "before": before})


def _volume_code(week: WeekTold, before: int | None) -> str:
    if before is None or not week.is_over or any(missing_of(week)):
        return "volume_plain"
    judged = beside(BY_CODE["interactions.opened"], week.figures, week.before)
    if judged.verdict is Verdict.ALONE:
        return "volume_plain"
    if not before:
        return "volume_after_none"
    if judged.verdict is Verdict.MOVED:
        return "volume_up" if judged.direction > 0 else "volume_down"
    if min(week.opened, before) < SHARE_OF:
        return "volume_few"
    return "volume_same" if abs(week.opened - before) <= SAME * before else "volume_within"


def _mean(week: WeekTold, group: str, name: str) -> float | None:
    value = (mean_of_four(week.figures).get(group) or {}).get(name)
    return float(value) if isinstance(value, int | float) else None


def missing_of(week: WeekTold) -> Iterator[Fact]:
    """Channels and days of which nothing came, where something usually does."""
    if not week.is_over:
        return
    now = week.figures["interactions"]["by_channel"]
    before = (week.before.get("interactions") or {}).get("by_channel") or {}
    silent = {slug: count for slug, count in before.items() if count >= USUAL_CHANNEL and not now.get(slug)}
    if silent:
        names = [week.channels.get(slug, slug) for slug in sorted(silent)]
        yield Fact("missing_channel", {"channels": names, "count": sum(silent.values())})
        return
    days = [day for day in week.data_quality.get("completeness_by_day") or [] if day is not None]
    mean = _mean(week, "interactions", "opened")
    if any(days) and 0 in days and mean is not None and mean >= USUAL_DAYS:
        yield Fact("missing_days", {"days": days.count(0)})


def _answers(week: WeekTold) -> Iterator[Fact]:
    told = week.figures["responsiveness"]
    needing, answered = told["needing_answer"], told["answered"]
    values = {"needing": needing, "answered": answered, "rate": told["response_rate"]}
    if not needing:
        yield Fact("answers_not_needed")
        return
    if needing == 1:
        one = "answers_single" if week.opened == 1 else "answers_one"
        yield Fact(f"{one}_given" if answered else f"{one}_not_given")
    elif answered == needing:
        yield Fact("answers_all", values)
    elif not answered:
        yield Fact("answers_none", values)
    else:
        yield Fact("answers_some" if needing >= SHARE_OF else "answers_few", values)
    yield from _times(week, told["first_response_seconds"])


def _times(week: WeekTold, times: Mapping[str, Any]) -> Iterator[Fact]:
    number, median = times["n"], times["median"]
    if not number or median is None:
        return
    values = {"n": number, "median_time": median, "p90_time": times["p90"]}
    if number == 1:
        yield Fact("time_one", values)
    elif number < MEDIAN_OF:
        yield Fact("time_few", values)
    else:
        yield Fact("time_both" if number >= NINE_IN_TEN_OF else "time_median", values)
    if number >= MEDIAN_OF and (step := week.changed("responsiveness.first_response_seconds.median")):
        earlier = week.before["responsiveness"]["first_response_seconds"]["median"]
        yield Fact("time_up" if step > 0 else "time_down", {"before_time": earlier})


def _mood(week: WeekTold) -> Iterator[Fact]:
    by_sentiment = week.figures["interactions"]["by_sentiment"]
    told, negative = sum(by_sentiment.values()), by_sentiment.get("negative", 0)
    values = {"told": told, "opened": week.opened, "negative": negative}
    if not told:
        if week.opened >= SHARE_OF:
            yield Fact("mood_unknown")
    elif told < SHARE_OF:
        if week.opened >= SHARE_OF:
            yield Fact("mood_few", values)
    elif step := week.changed("interactions.negative_share"):
        earlier = week.before["interactions"]["by_sentiment"]
        before = {"before_rate": earlier.get("negative", 0) / sum(earlier.values())}
        yield Fact("mood_up" if step > 0 else "mood_down", {**values, "rate": negative / told, **before})
    else:
        yield Fact("mood_share" if negative else "mood_clear", {**values, "rate": negative / told})


def _kind(week: WeekTold) -> Iterator[Fact]:
    by_kind = week.figures["interactions"]["by_kind"]
    told = sum(by_kind.values())
    ranked = sorted(by_kind.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][0] in NOT_TOLD_KINDS or ranked[0][1] < TELLING_KIND:
        return
    kind, count = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    if count >= MOST_OF_ALL * told and count > second:
        yield Fact("kind_most", {"kind": kind, "count": count, "told": told})


def _themes(week: WeekTold) -> Iterator[Fact]:
    if not week.is_over:
        return
    moved = moved_most(week.themes)
    changes = {one["change"] for one in moved}
    if len(moved) == 1:
        yield _theme(moved[0])
    elif FALLS not in changes and moved:
        yield Fact("themes_rise", {"list": moved})
    elif changes == {FALLS}:
        yield Fact("themes_fall", {"list": moved})
    elif moved:
        yield Fact("themes_move", {"moves": moved})


def _theme(told: Mapping[str, Any]) -> Fact:
    gone = "theme_falls" if told["count"] else "theme_gone"
    code = {NEW: "theme_new", RISES: "theme_rises", FALLS: gone}[told["change"]]
    return Fact(code, {"theme": told["theme"], "count": told["count"], "mean": told.get("mean") or 0})


def _departments(week: WeekTold) -> Iterator[Fact]:
    told = week.figures["escalations"]
    opened, answered, late = told["opened"], told["answered"], told["answered_late"]
    values = {"opened": opened, "answered": answered, "late": late}
    if not opened:
        return
    if opened == 1:
        in_time = "departments_one_in_time" if answered else "departments_one_waits"
        yield Fact("departments_one_late" if late else in_time)
    elif late:
        yield Fact("departments_all_late" if late == opened else "departments_late", values)
        yield from _worst(week, told["by_department"])
    elif answered == opened:
        yield Fact("departments_in_time", values)
    else:
        yield Fact("departments_wait" if answered else "departments_wait_all", values)


def _worst(week: WeekTold, by_department: Mapping[str, Mapping[str, Any]]) -> Iterator[Fact]:
    ranked = sorted(by_department.items(), key=lambda item: (-item[1]["answered_late"], item[0]))
    if len(ranked) < 2 or ranked[0][0] not in week.departments:
        return
    (slug, worst), (_slug, second) = ranked[:2]
    if worst["answered_late"] >= WORST_OF and worst["answered_late"] > second["answered_late"]:
        values = {"late": worst["answered_late"], "opened": worst["opened"]}
        yield Fact("departments_worst", {"department": week.departments[slug], **values})


def _posts(week: WeekTold) -> Iterator[Fact]:
    posts = week.figures["publishing"]["posts"]
    if posts is None or not week.is_over:
        return
    rhythms = [card.get("rhythm") for card in week.figures["scorecard"].values()]
    targets = [one["target"] for one in rhythms if one and one.get("target") is not None]
    planned = sum(targets) if targets and len(targets) == len(rhythms) else None
    values = {"posts": posts, "planned": planned}
    if planned:
        short = "posts_short" if posts else "posts_none_planned"
        yield Fact(short if posts < planned else "posts_kept", values)
    else:
        yield Fact("posts" if posts else "posts_none", values)


def _audience(week: WeekTold) -> Iterator[Fact]:
    channels = week.figures["audience"]["by_channel"].values()
    known = [one["growth"] for one in channels if one["growth"] is not None]
    if not known:
        return
    growth = sum(known)
    code = "audience_flat" if not growth else "audience_up" if growth > 0 else "audience_down"
    yield Fact(code, {"growth": abs(growth)})
    if unknown := len(channels) - len(known):
        yield Fact("audience_partly", {"unknown": unknown})


def _objectives(week: WeekTold) -> Iterator[Fact]:
    objectives = week.figures["objectives"]
    measured = [one["progress"] for one in objectives if one["progress"] is not None]
    reached = sum(1 for progress in measured if progress >= 1)
    values = {"measured": len(measured), "reached": reached}
    if len(measured) == 1:
        yield Fact("objective_reached" if reached else "objective_not_reached")
    elif measured:
        some = "objectives_all" if reached == len(measured) else "objectives_some"
        yield Fact(some if reached else "objectives_none", values)
    if unknown := len(objectives) - len(measured):
        yield Fact("objectives_unknown", {"unknown": unknown})


def _watch(week: WeekTold) -> Iterator[Fact]:
    if count := week.figures["watch"]["by_nature"].get("crisis_prone"):
        yield Fact("crisis_prone", {"count": count})


def _scope(week: WeekTold) -> Iterator[Fact]:
    workload = week.figures["workload"]
    share, basis = workload["out_of_scope_share"], workload["out_of_scope_basis"]
    if share is not None and share >= OUT_OF_SCOPE:
        yield Fact("scope_time" if basis == "time" else "scope_handled", {"rate": share})
