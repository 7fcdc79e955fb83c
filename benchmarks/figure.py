"""One measured figure: how it is taken and how it is told."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """`ratio` is to the bare engine, measured in the same run; `target` says of which the limit is."""

    name: str
    value: float
    unit: str
    target: str | None = None
    ratio: float | None = None

    def tell(self) -> None:
        """The only thing that goes to standard output: one JSON line."""
        print(json.dumps(self.told(), ensure_ascii=False), flush=True)

    def told(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": _rounded(self.value),
            "unit": self.unit,
            "target": self.target,
            "ratio": None if self.ratio is None else round(self.ratio, 3),
        }


def say(words: str) -> None:
    """Progress, for whoever waits."""
    print(f"  {words}", file=sys.stderr, flush=True)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def side_by_side(
    works: Sequence[Callable[[], object]], *, rounds: int, warm_up: int = 2
) -> list[list[float]]:
    """The seconds of each of the works in each round. They take turns, so that what else the machine does
    falls on all of them alike.
    """
    for _ in range(warm_up):
        for work in works:
            work()
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            times.append(seconds(work))
    return taken


def median(times: Sequence[float]) -> float:
    return statistics.median(times)


def percentile_95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def _rounded(value: float) -> float:
    if value == int(value):
        return int(value)
    return round(value, 1) if abs(value) >= 100 else float(f"{value:.3g}")
