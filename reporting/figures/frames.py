"""The rows of one brand-week, in columns, as `reporting.figures.week` reads them.

An instant is a float of seconds since 1970 in UTC, NaN where it has not happened: what PostgreSQL gives as
`extract(epoch from …)::float8`. It is exact to the microsecond, and subtracts and sorts without conversion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from reporting.figures.community import Activity

Rows = Iterable[Sequence[Any]]
# Opening seconds of a channel between pairs of instants, `datetime64[us]` in UTC: (starts, ends) -> seconds.
OpenSeconds = Callable[[np.ndarray, np.ndarray], np.ndarray]

NAME, INSTANT, FLAG, NUMBER = "name", "instant", "flag", "number"

INTERACTIONS = {
    "channel": NAME,
    "kind": NAME,
    "sentiment": NAME,
    "author": NAME,
    "opened_at": INSTANT,
    "first_response_at": INSTANT,
    "substantive_at": INSTANT,
    "closed_at": INSTANT,
    "needs_answer": FLAG,
    "answered": FLAG,
    "reopened": FLAG,
}
EPISODES = {"opened_at": INSTANT, "ended_at": INSTANT, "ended_by": NAME, "needs_answer": FLAG}
REPLIES = {"author": NAME, "replies": NUMBER}
ESCALATIONS = {
    "department": NAME,
    "opened_at": INSTANT,
    "acknowledge_by": INSTANT,
    "answer_by": INSTANT,
    "acknowledged_at": INSTANT,
    "answered_at": INSTANT,
    "relayed_at": INSTANT,
    "closed_at": INSTANT,
}
CARRIED = {"channel": NAME, "opened_at": INSTANT, "relayed_at": INSTANT, "passed_at": INSTANT}
"""Whoever asked what was passed on: their first message in, when the answer was relayed to them, and when
their question was passed on.
"""
OWNED = {"department": NAME, "elapsed": NUMBER, "working": NUMBER}
"""Of each escalation and each department that had it: the seconds of its own, all and in its hours."""
MODERATION = {"reason": NAME}
"""Acts of moderation; a discussion that was refocused may have no reason."""
WATCH = {
    "nature": NAME,
    "seen_at": INSTANT,
    "sent_at": INSTANT,
    "acknowledged_at": INSTANT,
    "network": NAME,
}
"""Watch items; `sent_at` is when a decision-maker was first told, `network` where it was seen, if on one."""
PROMISES = {"state": NAME, "due_at": INSTANT, "kept_at": INSTANT}
"""What holding replies of the week announced."""
SATISFACTION = {"points": NUMBER}
POSTS = {"channel": NAME, "network": NAME, "category": NAME, "campaign": NAME, "sound": NUMBER}
"""`sound` is 1 where a post was proofread before it was published and no error was found in it since, 0 where
not, missing for one that was not written in the product.
"""
AUDIENCE = {
    "channel": NAME,
    "followers": NUMBER,
    "followers_before": NUMBER,
    "reach": NUMBER,
    "impressions": NUMBER,
    "shown": NUMBER,
    "likes": NUMBER,
    "comments": NUMBER,
    "shares": NUMBER,
    "engagements": NUMBER,
}
"""`impressions` are views where the network gives none; `shown` are those of the days of which engagements
are known, so that the two belong together.
"""

TIME = {"person": NAME, "duty": NAME, "minutes": NUMBER, "outside": NUMBER, "post": NAME}
"""`outside` is 1 where the duty is out of the person's scope, 0 where it is in it, missing where the charter
does not speak of their post. `post` is whose what is outside should be, `nobody` where the charter gives it
to none.
"""
HANDLED = {"outside": FLAG}
"""The interactions that were handled: whether that was the work of another post."""

_DTYPES: dict[str, type] = {NAME: object, INSTANT: np.float64, FLAG: np.bool_, NUMBER: np.float64}


def frame_of(rows: Rows, columns: Mapping[str, str]) -> pd.DataFrame:
    """Turn database tuples, in the order of `columns`, into a frame of typed columns; `None` becomes missing.

    Raises ValueError where a row has another number of values than there are columns.
    """
    rows = rows if isinstance(rows, list) else list(rows)
    if rows and len(rows[0]) != len(columns):
        raise ValueError(f"rows of {len(rows[0])} values for {len(columns)} columns: {', '.join(columns)}")
    values: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ((),) * len(columns)
    arrays: dict[str, np.ndarray] = {
        name: np.array(column, dtype=_DTYPES[content])
        for (name, content), column in zip(columns.items(), values, strict=True)
    }
    return pd.DataFrame(arrays, copy=False)


def _empty(columns: Mapping[str, str]) -> Callable[[], pd.DataFrame]:
    return lambda: frame_of([], columns)


@dataclass(frozen=True, kw_only=True)
class WeekFrames:
    """What one brand's week is computed from. `moderation`, `promises`, `posts`, `errata`, `audience` are
    `None` where none is kept.

    `zone` is the brand's time zone, `computed_at` the instant at which what is not yet done is judged.
    `channels` are the brand's channels, shown on the scorecard even in a silent week, and `private` those of
    them on which nobody else reads what the public writes; `networks` gives the network of each. `watched`
    says whether the brand keeps a watch. `targets` gives, for a channel, the target of a duty of the
    scorecard. `objectives` have `metric`, `start`, `target`, `due`, and
    `actual` where a person entered it.
    """

    zone: str
    computed_at: float
    interactions: pd.DataFrame = field(default_factory=_empty(INTERACTIONS))
    episodes: pd.DataFrame = field(default_factory=_empty(EPISODES))
    replies: pd.DataFrame = field(default_factory=_empty(REPLIES))
    escalations: pd.DataFrame = field(default_factory=_empty(ESCALATIONS))
    carried: pd.DataFrame = field(default_factory=_empty(CARRIED))
    owned: pd.DataFrame = field(default_factory=_empty(OWNED))
    moderation: pd.DataFrame | None = None
    watch: pd.DataFrame = field(default_factory=_empty(WATCH))
    watched: bool = False
    promises: pd.DataFrame | None = None
    satisfaction: pd.DataFrame = field(default_factory=_empty(SATISFACTION))
    posts: pd.DataFrame | None = None
    errata: int | None = None
    audience: pd.DataFrame | None = None
    community: Activity | None = None
    time: pd.DataFrame = field(default_factory=_empty(TIME))
    handled: pd.DataFrame = field(default_factory=_empty(HANDLED))
    channels: Sequence[str] = ()
    private: Sequence[str] = ()
    networks: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    objectives: Sequence[Mapping[str, Any]] = ()
