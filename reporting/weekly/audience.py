"""The audience of a week's channels: what networks say of each day, and the followers at its two ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from channels_mgmt.team.models import Channel
from cmhub.lib.weeks import Week
from reporting.figures.audience import week_of_account
from reporting.metrics.services.standing import Standing, day_figures, plain, stocks, week_figures

COLUMNS = (
    "followers",
    "followers_before",
    "reach",
    "impressions",
    "shown",
    "likes",
    "comments",
    "shares",
    "engagements",
)


def audience_rows(channels: Sequence[Channel], week: Week) -> list[tuple[Any, ...]]:
    """Rows of `reporting.figures.frames.AUDIENCE`, of the channels of which any figure is known.

    Followers were counted before the week where an earlier day says so; one count is not two, so that a week
    in which nobody counted has no growth. Reach is known where somebody gave that of the whole week.
    """
    slugs = {channel.pk: channel.slug for channel in channels}
    monday, sunday = week.monday, week.monday + timedelta(days=6)
    ends = stocks(slugs, "followers", sunday)
    days: dict[int, list[Standing]] = {}
    for (channel, _day), standing in day_figures(slugs, monday, sunday).items():
        days.setdefault(channel, []).append(standing)
    whole = week_figures(slugs, sunday)
    counted = [channel for channel, end in ends.items() if end.day >= monday]
    starts = stocks(counted, "followers", monday - timedelta(days=1)) if counted else {}
    rows = []
    for channel, slug in slugs.items():
        reach = whole.get(channel, {}).get("reach")
        if channel not in ends and channel not in days and reach is None:
            continue
        end, start = ends.get(channel), starts.get(channel)
        account = week_of_account(
            [plain(standing) for standing in days.get(channel, [])],
            followers=end.value if end else None,
            followers_before=start.value if start else None,
            reach=reach.value if reach else None,
        )
        rows.append((slug, *(account[name] for name in COLUMNS)))
    return rows
