"""Working time of many pairs of instants at once, for reports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cmhub.lib.working_time.arithmetic import in_utc
from cmhub.lib.working_time.calendar import Calendar
from cmhub.lib.working_time.openings import openings

if TYPE_CHECKING:
    import numpy as np

MICROSECONDS = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def working_seconds_array(calendar: Calendar, starts: Any, ends: Any) -> np.ndarray:
    """:func:`working_seconds_between` of each pair, as float seconds; NaN where either is missing.

    Each side is a pandas Series or a NumPy array of ``datetime64`` in UTC, or a sequence of aware datetimes
    and None.
    """
    import numpy as np  # 57 MB that web processes never need

    since, until = as_microseconds(starts), as_microseconds(ends)
    missing = np.isnat(since) | np.isnat(until)
    result = np.full(since.shape, np.nan)
    known_since, known_until = since[~missing].astype("int64"), until[~missing].astype("int64")
    if not known_since.size:
        return result
    first = int(min(known_since.min(), known_until.min()))
    last = int(max(known_since.max(), known_until.max()))
    opens, closes = opened_microseconds(calendar, first, last)
    opened_before = np.concatenate([[0], np.cumsum(closes - opens)])

    def opened_until(instants: np.ndarray) -> np.ndarray:
        at = np.searchsorted(opens, instants, side="right")
        if not opens.size:
            return np.zeros(instants.shape, dtype="int64")
        still_to_come = np.maximum(closes[at - 1] - instants, 0)  # at == 0 is settled in the next line
        return np.where(at > 0, opened_before[at] - still_to_come, 0)

    result[~missing] = (opened_until(known_until) - opened_until(known_since)) / MICROSECONDS
    return result


def as_microseconds(instants: Any) -> np.ndarray:
    """Instants as ``datetime64[us]`` in UTC."""
    import numpy as np

    if hasattr(instants, "to_numpy"):
        return instants.to_numpy(dtype="datetime64[us]")
    if isinstance(instants, np.ndarray) and instants.dtype.kind == "M":
        return instants.astype("datetime64[us]")
    return np.array(
        [None if t is None else in_utc(t).replace(tzinfo=None) for t in instants], dtype="datetime64[us]"
    )


def opened_microseconds(calendar: Calendar, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """When openings begin and end, in microseconds since 1970, from before ``first`` to after ``last``."""
    import numpy as np

    pieces = list(openings(calendar, from_microseconds(first), from_microseconds(last + 1)))
    stamps = np.array([(to_microseconds(o), to_microseconds(c)) for o, c in pieces], dtype="int64").reshape(
        -1, 2
    )
    return stamps[:, 0], stamps[:, 1]


def from_microseconds(stamp: int) -> datetime:
    return EPOCH + timedelta(microseconds=stamp)


def to_microseconds(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(microseconds=1)
