"""A person's own time on their day: what they logged, what runs, and the duties to tap."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.own import DUTIES_SHOWN
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.forms.time import TAPS, StopForm
from channels_mgmt.team.models import Timer
from channels_mgmt.team.services.time import is_forgotten

AT_FIRST = (Duty.ANSWERING, Duty.WRITING, Duty.MODERATING)
"""The duties that are offered to who has logged nothing lately."""


@dataclass(frozen=True)
class OwnTime:
    """`rows` are the duties done last, each with its brand; `today` is in minutes, of all brands."""

    rows: Sequence[dict[str, Any]]
    today: int
    timer: Timer | None
    forgotten: bool
    key: UUID
    brands: Sequence[Brand]
    taps: tuple[int, ...] = TAPS

    @property
    def stop_form(self) -> StopForm:
        return StopForm()

    @property
    def seen(self) -> tuple[Any, ...]:
        """Changes with what is shown."""
        started = self.timer.started_at if self.timer else None
        return self.today, [(row["brand"].pk, str(row["duty"])) for row in self.rows], started, self.forgotten


def own_time(user: User, found: Any, brands: list[Brand], *, at: datetime) -> OwnTime:
    """`brands`, one at least, are those on which the person logs time; see `own_of`."""
    by_id = {brand.pk: brand for brand in brands}
    lately: Any = [json.loads(row) for row in found.lately or ()]
    rows: list[dict[str, Any]] = [
        {"brand": by_id[row["brand"]], "duty": Duty(row["duty"]), "minutes": row["minutes"] or 0}
        for row in lately
    ]
    rows += [
        {"brand": brands[0], "duty": duty, "minutes": 0}
        for duty in AT_FIRST
        if len(rows) < DUTIES_SHOWN
        and (brands[0].pk, duty) not in {(row["brand"].pk, row["duty"]) for row in rows}
    ]
    timer = running(found.running, user, by_id)
    return OwnTime(
        rows=rows[:DUTIES_SHOWN],
        today=found.today or 0,
        timer=timer,
        forgotten=timer is not None and is_forgotten(timer, at),
        key=uuid4(),
        brands=brands,
    )


def running(told: str | None, user: User, brands: dict[int, Brand]) -> Timer | None:
    """The timer, of one of these brands."""
    if not told:
        return None
    row = json.loads(told)
    if row["brand"] not in brands:
        return None
    started_at = datetime.fromisoformat(row["started_at"])
    return Timer(brand=brands[row["brand"]], user=user, duty=row["duty"], started_at=started_at)
