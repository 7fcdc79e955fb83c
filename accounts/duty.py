"""Who must be told at once even in their quiet hours: rooms above say so, as this one knows no rota."""

from collections.abc import Callable
from datetime import datetime

on_duty: list[Callable[[int, datetime], bool]] = []
"""Asked with a person's id and an instant: whether they are on call then. Filled in `AppConfig.ready`."""


def is_on_duty(user_id: int, at: datetime) -> bool:
    return any(asked(user_id, at) for asked in on_duty)
