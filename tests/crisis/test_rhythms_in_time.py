from __future__ import annotations

from datetime import UTC, datetime

from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.services import rhythms
from tests.cast import Cast

NIGHT = datetime(2026, 3, 3, 2, 50, tzinfo=UTC)


def test_what_time_does_not_suffice_for_is_counted_by_the_next_run(cast: Cast) -> None:
    """With ten thousand brands a night's run would be killed amid its work."""
    there = Brand.objects.count()
    assert there > 2
    assert rhythms.count_due(NIGHT, works_for=0) == 1
    assert rhythms.count_due(NIGHT, works_for=0) == 1
    assert rhythms.count_due(NIGHT) == there - 2
    assert rhythms.count_due(NIGHT) == 0
