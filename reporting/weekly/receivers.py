"""What the room does when it hears of others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.signals import messages_taken_in
from cmhub.lib.weeks import Week
from reporting.metrics.signals import figures_taken_in
from reporting.weekly.services.offers import note_late


def connect() -> None:
    messages_taken_in.connect(compare_their_weeks, dispatch_uid="weekly.compare_weeks_of_messages")
    figures_taken_in.connect(compare_weeks_of_figures, dispatch_uid="weekly.compare_weeks_of_figures")


def compare_their_weeks(*, brand: Brand, weeks: Sequence[Week], at: datetime, **_signal: Any) -> None:
    note_late(brand=brand, weeks=weeks, at=at)


def compare_weeks_of_figures(*, brand: Brand, weeks: Sequence[Week], at: datetime, **_signal: Any) -> None:
    """Growth is counted from the followers of the week before."""
    note_late(brand=brand, weeks=sorted({*weeks, *(week.next for week in weeks)}), at=at)
