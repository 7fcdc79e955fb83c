"""Student's t, exactly. SciPy has it too, and takes a web process a second and 60 MB for one number."""

from __future__ import annotations

import math
from functools import lru_cache

MOST_FREEDOM = 200
"""Above it the quantile changes in the third digit no more: that of 200 is taken, which is the wider one."""
HALVINGS = 60


@lru_cache(1_000)
def quantile(share: float, freedom: int) -> float:
    """The value below which a share above one half of the distribution lies."""
    low, high = 0.0, 1.0
    while below(high, freedom) < share:
        low, high = high, 2 * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle, freedom) < share else (low, middle)
    return high


def below(value: float, freedom: int) -> float:
    """How much lies below a value of 0 or more (Abramowitz and Stegun, 26.7.3 and 26.7.4)."""
    freedom = min(freedom, MOST_FREEDOM)
    angle = math.atan(value / math.sqrt(freedom))
    square, term, total = math.cos(angle) ** 2, 1.0, 0.0
    first = 1 if freedom % 2 == 0 else 2
    for step in range(freedom // 2):
        total += term
        term *= square * (first + 2 * step) / (first + 1 + 2 * step)
    total *= math.sin(angle)
    inside = total if freedom % 2 == 0 else 2 / math.pi * (angle + total * math.cos(angle))
    return (1 + inside) / 2
