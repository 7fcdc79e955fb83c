"""The `quantitative` object of a weekly report, from the rows of one brand-week.

Every figure is defined in docs/metrics.md. What cannot be computed is `None`, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from reporting.figures.community import community_of
from reporting.figures.frames import OpenSeconds, WeekFrames
from reporting.figures.measures import measure_of
from reporting.figures.summaries import counts, distribution, distributions, number, rate

Figures = dict[str, Any]

DUTIES = ("quality_content", "rhythm", "reactivity", "answers", "community", "watch", "passing_on")
UNITS = {
    "quality_content": "rate",
    "rhythm": "posts",
    "reactivity": "seconds",
    "answers": "rate",
    "community": "people",
    "watch": "items",
    "passing_on": "seconds",
}
KEPT, OPEN = "kept", "open"
HOURS_OF_WEEK = 168
ROUTINE = "routine"
SENTIMENTS = ("positive", "neutral", "negative")


def compute_week(frames: WeekFrames, open_seconds: Mapping[str, OpenSeconds]) -> Figures:
    """Every figure of the week but `compared`, in the order of the report.

    `open_seconds` gives, for a channel, its opening seconds between pairs of instants; a channel without is
    left out of the figure in opening hours. Reads nothing else, and changes none of the frames.
    """
    figures: Figures = {
        "interactions": _interactions(frames),
        "responsiveness": _responsiveness(frames, open_seconds),
        "escalations": _escalations(frames, open_seconds),
        "moderation": _moderation(frames.moderation),
        "watch": _watch(frames.watch),
        "publishing": _publishing(frames),
        "audience": _audience(frames),
        "workload": _workload(frames),
        "scorecard": _scorecard(frames),
    }
    figures["objectives"] = [_objective(objective, figures) for objective in frames.objectives]
    return figures


def _nothing() -> Figures:
    return {"n": 0, "median": None, "p90": None}


def _values(frame: pd.DataFrame, column: str) -> np.ndarray:
    return frame[column].to_numpy()


def _interactions(frames: WeekFrames) -> Figures:
    opened = frames.interactions
    day, hour = _local_day_and_hour(_values(opened, "opened_at"), frames.zone)
    return {
        "opened": len(opened),
        "people": int(opened["author"].nunique()),
        "by_kind": counts(opened["kind"]),
        "by_channel": counts(opened["channel"]),
        "by_sentiment": counts(opened["sentiment"]),
        "by_day": np.bincount(day, minlength=7).tolist(),
        "by_hour_of_week": np.bincount(day * 24 + hour, minlength=HOURS_OF_WEEK).tolist(),
    }


def _local_day_and_hour(instants: np.ndarray, zone: str) -> tuple[np.ndarray, np.ndarray]:
    """Day (0 = Monday) and hour on the wall clock of `zone`, also in the weeks in which clocks change."""
    local = pd.DatetimeIndex(_as_datetimes(instants)).tz_localize("UTC").tz_convert(zone)
    return local.day_of_week.to_numpy(np.int64), local.hour.to_numpy(np.int64)


def _as_datetimes(instants: np.ndarray) -> np.ndarray:
    return np.round(instants * 1e6).astype("datetime64[us]")


def _responsiveness(frames: WeekFrames, open_seconds: Mapping[str, OpenSeconds]) -> Figures:
    every = frames.interactions
    needing = every[_values(every, "needs_answer")]
    episodes = frames.episodes[_values(frames.episodes, "needs_answer")]
    opened = _values(needing, "opened_at")
    answered = int(_values(needing, "answered").sum())
    waited = _values(episodes, "ended_at") - _values(episodes, "opened_at")
    return {
        "needing_answer": len(needing),
        "answered": answered,
        "response_rate": rate(answered, len(needing)),
        "first_response_seconds": distribution(_values(needing, "first_response_at") - opened),
        "first_response_open_seconds": distribution(_first_response_open_seconds(needing, open_seconds)),
        "substantive_answer_seconds": distribution(_values(needing, "substantive_at") - opened),
        "response_seconds": distribution(waited),
        "resolution_seconds": distribution(_resolution_seconds(every)),
        "promises": _promises(frames.promises, frames.computed_at),
        "satisfaction": _satisfaction(_values(frames.satisfaction, "points")),
        "by_author": _by_author(frames.replies, episodes["ended_by"], waited),
    }


def _satisfaction(points: np.ndarray) -> Figures:
    return {"n": len(points), "mean": float(points.mean()) if len(points) else None}


def _promises(promises: pd.DataFrame | None, computed_at: float) -> Figures:
    """Kept by their date; late where kept after it, or still owed when it had passed."""
    if promises is None:
        return {"made": None, "kept": None, "late": None}
    due, kept = _values(promises, "due_at"), _values(promises, "kept_at")
    owed = np.isin(_values(promises, "state"), (KEPT, OPEN))
    return {
        "made": len(promises),
        "kept": int((kept <= due).sum()),
        "late": int((owed & (np.where(np.isnan(kept), computed_at, kept) > due)).sum()),
    }


def _first_response_open_seconds(
    interactions: pd.DataFrame, open_seconds: Mapping[str, OpenSeconds]
) -> np.ndarray:
    starts, ends = _values(interactions, "opened_at"), _values(interactions, "first_response_at")
    return _open_seconds(interactions["channel"], starts, ends, open_seconds)


def _open_seconds(
    places: pd.Series, starts: np.ndarray, ends: np.ndarray, open_seconds: Mapping[str, OpenSeconds]
) -> np.ndarray:
    """Opening seconds of each row's channel; missing where it has not ended, or has no hours."""
    seconds = np.full(len(places), np.nan)
    codes, channels = pd.factorize(places)
    for code, channel in enumerate(channels):
        chosen = np.flatnonzero((codes == code) & ~np.isnan(ends))
        if channel in open_seconds and len(chosen):
            seconds[chosen] = open_seconds[channel](
                _as_datetimes(starts[chosen]), _as_datetimes(ends[chosen])
            )
    return seconds


def _resolution_seconds(interactions: pd.DataFrame) -> np.ndarray:
    seconds = _values(interactions, "closed_at") - _values(interactions, "opened_at")
    return seconds[~_values(interactions, "reopened")]


def _by_author(replies: pd.DataFrame, ended_by: pd.Series, waited: np.ndarray) -> dict[str, Figures]:
    """Replies sent and episodes ended, for whoever did either, the busiest first."""
    sent = replies.groupby("author")["replies"].sum()
    credited = distributions(ended_by, waited)
    authors = {author: int(total) for author, total in sent.items()} | {
        author: 0 for author in credited if author not in sent.index
    }
    return {
        author: {"replies": total, "response_seconds": credited.get(author, _nothing())}
        for author, total in sorted(authors.items(), key=lambda pair: (-pair[1], pair[0]))
    }


def _escalations(frames: WeekFrames, open_seconds: Mapping[str, OpenSeconds]) -> Figures:
    rows, carried = frames.escalations, frames.carried
    first, relayed = _values(carried, "opened_at"), _values(carried, "relayed_at")
    opened, answered = _values(rows, "opened_at"), _values(rows, "answered_at")
    # Who answers has thereby acknowledged.
    acknowledged = np.fmin(_values(rows, "acknowledged_at"), answered)
    closed = _values(rows, "closed_at")
    marks = {
        "opened": np.ones(len(rows), dtype=bool),
        "answered": ~np.isnan(answered),
        "acknowledged_late": _late(_values(rows, "acknowledge_by"), acknowledged, closed, frames.computed_at),
        "answered_late": _late(_values(rows, "answer_by"), answered, closed, frames.computed_at),
        "open": np.isnan(closed),
    }
    return {
        **{name: int(mark.sum()) for name, mark in marks.items()},
        "by_department": _with_ownership(_by_department(rows["department"], marks), frames.owned),
        "leg_seconds": {
            "acknowledge": distribution(acknowledged - opened),
            "answer": distribution(answered - opened),
            "relay": distribution(_values(rows, "relayed_at") - answered),
        },
        "whole_seconds": distribution(relayed - first),
        "whole_open_seconds": distribution(_open_seconds(carried["channel"], first, relayed, open_seconds)),
    }


def _with_ownership(departments: Mapping[str, Figures], owned: pd.DataFrame) -> dict[str, Figures]:
    """Each department's counts with its own time; one that handed on all it was asked has counts of 0."""
    elapsed = distributions(owned["department"], _values(owned, "elapsed"))
    working = distributions(owned["department"], _values(owned, "working"))
    nothing = dict.fromkeys(("opened", "answered", "acknowledged_late", "answered_late", "open"), 0)
    return {
        slug: {
            **departments.get(slug, nothing),
            "ownership_seconds": elapsed.get(slug, _nothing()),
            "ownership_open_seconds": working.get(slug, _nothing()),
        }
        for slug in sorted({*departments, *elapsed})
    }


def _late(deadline: np.ndarray, done: np.ndarray, closed: np.ndarray, computed_at: float) -> np.ndarray:
    """What came after its deadline, or had not come by then; an escalation closed before waits no more."""
    until = np.where(np.isnan(done), np.where(np.isnan(closed), computed_at, closed), done)
    return until > deadline


def _by_department(departments: pd.Series, marks: Mapping[str, np.ndarray]) -> dict[str, Figures]:
    codes, slugs = pd.factorize(departments)
    known = codes >= 0
    totals = {name: np.bincount(codes[mark & known], minlength=len(slugs)) for name, mark in marks.items()}
    return {
        slug: {name: int(total[code]) for name, total in totals.items()}
        for code, slug in sorted(enumerate(slugs), key=lambda pair: pair[1])
    }


def _moderation(acts: pd.DataFrame | None) -> Figures:
    if acts is None:
        return {"total": None, "by_reason": {}}
    return {"total": len(acts), "by_reason": counts(acts["reason"])}


def _watch(items: pd.DataFrame) -> Figures:
    """The times are of what is strategic or crisis-prone: nothing else is sent to decision-makers."""
    sent = _values(items, "sent_at")
    grave = _values(items, "nature") != ROUTINE
    waited = sent[grave] - _values(items, "seen_at")[grave]
    return {
        "by_nature": counts(items["nature"]),
        "transmit_seconds": distribution(waited),
        "acknowledge_seconds": distribution((_values(items, "acknowledged_at") - sent)[grave]),
    }


def _publishing(frames: WeekFrames) -> Figures:
    posts, errata = frames.posts, frames.errata
    if posts is None:
        return {"campaigns": None, "posts": None, "by_network": {}, "by_category": {}, "errata": errata}
    return {
        "campaigns": int(posts["campaign"].nunique()),
        "posts": len(posts),
        "by_network": counts(posts["network"]),
        "by_category": counts(posts["category"]),
        "errata": errata,
    }


def _audience(frames: WeekFrames) -> Figures:
    rows = [] if frames.audience is None else frames.audience.to_dict("records")
    commented = ~frames.interactions["channel"].isin(list(frames.private))
    felt = counts(frames.interactions["sentiment"][commented])
    return {
        "by_channel": {row["channel"]: _channel_audience(row) for row in rows},
        "comments": {name: felt.get(name, 0) if felt else None for name in SENTIMENTS},
        "community": community_of(frames.community),
    }


def _channel_audience(row: Mapping[str, Any]) -> Figures:
    shown, engagements = number(row["shown"]), number(row["engagements"])
    return {
        "followers": number(row["followers"]),
        "followers_before": number(row["followers_before"]),
        "growth": number(row["followers"] - row["followers_before"]),
        "reach": number(row["reach"]),
        "impressions": number(row["impressions"]),
        "likes": number(row["likes"]),
        "comments": number(row["comments"]),
        "shares": number(row["shares"]),
        "engagement_rate": None if shown is None or engagements is None else rate(engagements, shown),
    }


def _workload(frames: WeekFrames) -> Figures:
    """Hours by person and by duty, and the share out of scope: of the time, else of what was handled."""
    time, share, basis = frames.time, None, None
    outside = _values(time, "outside")
    judged = ~np.isnan(outside)
    minutes = _values(time, "minutes")
    if len(time):
        share, basis = rate(minutes[outside == 1].sum(), minutes[judged].sum()), "time"
    elif len(frames.handled):
        share, basis = rate(_values(frames.handled, "outside").sum(), len(frames.handled)), "interactions"
    return {
        "out_of_scope_share": share,
        "out_of_scope_basis": None if share is None else basis,
        "by_person": _hours_by(time["person"], minutes),
        "by_duty": _hours_by(time["duty"], minutes),
        "out_of_scope_by_duty": _hours_by(time["duty"][outside == 1], minutes[outside == 1]),
        "missing_posts": _hours_by(time["post"][outside == 1], minutes[outside == 1]),
    }


def _hours_by(names: pd.Series, minutes: np.ndarray) -> dict[str, float | int | None]:
    """The most first, then by name."""
    codes, uniques = pd.factorize(names)
    totals = np.bincount(codes, weights=minutes, minlength=len(uniques))
    ordered = sorted(zip(uniques, totals.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
    return {name: number(total / 60) for name, total in ordered}


def _scorecard(frames: WeekFrames) -> dict[str, dict[str, Figures | None]]:
    """For each channel and duty a value against its target, or `None`: not measured."""
    rows = frames.interactions
    measured = {
        **_of_posts(frames.posts),
        **_of_answers(rows[_values(rows, "needs_answer")]),
        "community": rows.groupby("channel")["author"].nunique().to_dict(),
        "passing_on": _medians(frames.carried["channel"], _passing(frames.carried)),
    }
    seen = counts(frames.watch["network"]) if frames.watched else None
    card: dict[str, dict[str, Figures | None]] = {}
    for channel in sorted({*frames.channels, *rows["channel"].dropna().unique()}):
        values = {duty: of.get(channel) for duty, of in measured.items()}
        if frames.posts is not None:
            values["rhythm"] = values["rhythm"] or 0
        if seen is not None and channel in frames.networks:
            values["watch"] = seen.get(frames.networks[channel], 0)
        targets = frames.targets.get(channel, {})
        card[channel] = {duty: _duty(duty, values.get(duty), targets) for duty in DUTIES}
    return card


def _of_posts(posts: pd.DataFrame | None) -> dict[str, dict[str, float | int]]:
    """How many each channel published, and the share of them that was proofread and had no error."""
    if posts is None:
        return {"rhythm": {}, "quality_content": {}}
    judged = posts[~np.isnan(_values(posts, "sound"))]
    sound = judged.groupby("channel")["sound"].mean()
    return {"rhythm": dict(counts(posts["channel"])), "quality_content": sound.to_dict()}


def _of_answers(needing: pd.DataFrame) -> dict[str, dict[str, float]]:
    waited = _values(needing, "first_response_at") - _values(needing, "opened_at")
    asked = counts(needing["channel"])
    answered = counts(needing["channel"][_values(needing, "answered")])
    return {
        "reactivity": _medians(needing["channel"], waited),
        "answers": {channel: answered.get(channel, 0) / number for channel, number in asked.items()},
    }


def _passing(carried: pd.DataFrame) -> np.ndarray:
    return _values(carried, "passed_at") - _values(carried, "opened_at")


def _medians(names: pd.Series, seconds: np.ndarray) -> dict[str, Any]:
    return {name: told["median"] for name, told in distributions(names, seconds).items()}


def _duty(duty: str, value: float | None, targets: Mapping[str, float]) -> Figures | None:
    return None if value is None else {"value": value, "target": targets.get(duty), "unit": UNITS[duty]}


def _objective(objective: Mapping[str, Any], figures: Figures) -> Figures:
    """Progress is (actual − start) ÷ (target − start), unclipped; `actual` is the figure of that name."""
    start, target = objective.get("start"), objective.get("target")
    actual = objective.get("actual")
    if actual is None:
        actual = measure_of(figures, objective["metric"])
    progress = None
    if start is not None and target is not None and actual is not None:
        progress = rate(actual - start, target - start)
    return {
        "metric": objective["metric"],
        "start": start,
        "target": target,
        "due": objective.get("due"),
        "actual": actual,
        "progress": progress,
    }
