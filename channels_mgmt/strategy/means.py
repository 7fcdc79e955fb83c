"""What is given to a brand to reach what it wants: rooms above know, and add theirs when they are ready."""

from collections.abc import Callable
from datetime import datetime

from channels_mgmt.brands.models import Brand

hours_given: list[Callable[[Brand, datetime], float]] = []
"""Each gives hours a week that are given to the brand at an instant."""


def hours_of(brand: Brand, at: datetime) -> float | None:
    """Hours a week that the brand is given; None where nobody knows."""
    return sum(told(brand, at) for told in hours_given) if hours_given else None
