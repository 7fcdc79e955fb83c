"""From what the clock on a wall shows to instants."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from cmhub.lib.working_time.openings import moment_of_change, offset_of


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """When the clock first shows this time, given without zone; for a time that is skipped, when it is
    skipped. Of two times the later one never comes before the earlier.
    """
    early, late = offset_of(zone, wall, 0), offset_of(zone, wall, 1)
    if late <= early:
        return (wall - early).replace(tzinfo=UTC)
    return moment_of_change(zone, (wall - late).replace(tzinfo=UTC), (wall - early).replace(tzinfo=UTC))


def wall_of(instant: datetime, zone: tzinfo) -> datetime:
    """What the clock shows, without zone."""
    return instant.astimezone(zone).replace(tzinfo=None)
