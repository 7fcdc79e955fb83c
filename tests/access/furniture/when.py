"""When all of it is made."""

from datetime import UTC, datetime

from cmhub.lib.weeks import Week

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
WEEK = Week.parse("2026-W46")
