"""The few sums that every figure is made of: counts, rates, percentiles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

Distribution = dict[str, float | int | None]

# The database keeps microseconds; beyond them there is only the noise of floating point.
SECONDS_DECIMALS = 6


def rate(part: float, whole: float) -> float | None:
    """A fraction of 1, or `None` of nothing."""
    return float(part) / float(whole) if whole else None


def number(value: Any) -> float | int | None:
    """A JSON number, whole where it is whole, or `None` where it is missing."""
    if value is None or value != value:
        return None
    return int(value) if float(value).is_integer() else float(value)


def counts(names: Any) -> dict[str, int]:
    """How often each name occurs, most frequent first, then by name; missing names count nowhere."""
    codes, uniques = pd.factorize(names)
    found = np.bincount(codes[codes >= 0], minlength=len(uniques))
    return dict(sorted(zip(uniques, found.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0])))


def distribution(seconds: np.ndarray) -> Distribution:
    """Sample size, median and 90th percentile, linearly interpolated; missing values are left out."""
    known = np.sort(seconds[~np.isnan(seconds)])
    return {"n": len(known), "median": _percentile(known, 0.5), "p90": _percentile(known, 0.9)}


def distributions(names: Any, seconds: np.ndarray) -> dict[str, Distribution]:
    """A distribution for each name that has at least one value; missing names are left out."""
    codes, uniques = pd.factorize(names)
    known = ~np.isnan(seconds) & (codes >= 0)
    codes, seconds = codes[known], seconds[known]
    order = np.argsort(codes, kind="stable")
    present, starts = np.unique(codes[order], return_index=True)
    groups = np.split(seconds[order], starts[1:])
    return {uniques[code]: distribution(group) for code, group in zip(present, groups, strict=False)}


def _percentile(ordered: np.ndarray, fraction: float) -> float | None:
    """As `percentile_cont` and NumPy's default: linear between the two nearest of the ordered values."""
    if not len(ordered):
        return None
    position = (len(ordered) - 1) * fraction
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    value = ordered[below] + (ordered[above] - ordered[below]) * (position - below)
    return round(float(value), SECONDS_DECIMALS)
