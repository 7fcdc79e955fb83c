"""Reports as they are stored, with the few numbers that dashboards read of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from channels_mgmt.brands.models import Brand
from cmhub.lib.weeks import Week
from reporting.weekly.models import WeeklyReport
from reporting.weekly.qualitative import empty_qualitative


def figures(
    *,
    opened: int = 20,
    negative: int = 4,
    needing: int = 20,
    answered: int = 18,
    first_response: float | None = 3600.0,
    asked: int = 5,
    late: int = 1,
    posts: int = 7,
    followers: int | None = 1000,
    out_of_scope: float | None = 0.1,
) -> dict[str, Any]:
    channel = {"followers": followers, "growth": None}
    return {
        "interactions": {
            "opened": opened,
            "people": opened,
            "by_sentiment": {"negative": negative, "positive": opened - negative},
        },
        "responsiveness": {
            "needing_answer": needing,
            "answered": answered,
            "response_rate": answered / needing if needing else None,
            "first_response_seconds": {"n": answered, "median": first_response, "p90": first_response},
        },
        "escalations": {"opened": asked, "answered_late": late},
        "publishing": {"posts": posts},
        "audience": {"by_channel": {"a": channel, "b": {"followers": None}}},
        "workload": {"out_of_scope_share": out_of_scope},
        "objectives": [],
    }


def store(
    brand: Brand,
    week: Week,
    *,
    state: str = "published",
    revision: int = 1,
    words: dict[str, Any] | None = None,
    **told: Any,
) -> WeeklyReport:
    end = week.end(brand.time_zone)
    at: datetime = end + timedelta(hours=5)
    return WeeklyReport.objects.create(
        brand=brand,
        week=str(week),
        revision=revision,
        starts_at=week.start(brand.time_zone),
        ends_at=end,
        time_zone=brand.time_zone,
        state=state,
        quantitative=figures(**told),
        qualitative=empty_qualitative() | (words or {}),
        computed_at=at,
        published_at=at if state in ("published", "read") else None,
    )
