"""The few numbers of stored reports that pages over many weeks need: nothing else of a report is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import connection

from accounts.models import User
from cmhub.lib.weeks import Week
from reporting.weekly.models import WeeklyReport

Numbers = dict[str, float | None]
Stored = dict[int, dict[str, Numbers]]
"""By brand and week."""

NUMBERS_SQL = """
    select report.brand_id, report.week,
        (told.interactions ->> 'opened')::float8 as opened,
        (told.interactions #>> '{by_sentiment,negative}')::float8 as negative,
        (told.interactions #>> '{by_sentiment,neutral}')::float8 as neutral,
        (told.interactions #>> '{by_sentiment,positive}')::float8 as positive,
        (told.responsiveness ->> 'needing_answer')::float8 as needing_answer,
        (told.responsiveness ->> 'answered')::float8 as answered,
        (told.responsiveness #>> '{first_response_seconds,median}')::float8 as first_response,
        (told.escalations ->> 'opened')::float8 as asked,
        (told.escalations ->> 'answered_late')::float8 as answered_late,
        (told.publishing ->> 'posts')::float8 as posts,
        (told.workload ->> 'out_of_scope_share')::float8 as out_of_scope,
        (
            select sum((one.value ->> 'followers')::float8)
            from jsonb_each(nullif(told.audience -> 'by_channel', 'null')) one
        ) as followers
    from weekly_weeklyreport report
    cross join lateral jsonb_to_record(report.quantitative) as told (
        interactions jsonb, responsiveness jsonb, escalations jsonb, publishing jsonb, workload jsonb,
        audience jsonb
    )
    where report.id = any(%(reports)s)
"""
# A report is unpacked once, by `jsonb_to_record`: each path into the whole of it would do so again.


def stored_numbers(user: User, brands: Collection[int], weeks: Iterable[Week]) -> Stored:
    """Of each of these brands and weeks, the newest revision that the person may read; a week of which there
    is none is not there.
    """
    return numbers_of(brands, newest_of(user, brands, weeks))


def newest_of(user: User, brands: Collection[int], weeks: Iterable[Week]) -> list[tuple[int, datetime]]:
    """Which reports these are, and when each was computed."""
    newest = (
        WeeklyReport.objects.visible_to(user)
        .filter(brand__in=list(brands), week__in=[str(week) for week in weeks])
        .newest_of_each_week()
    )
    return list(newest.values_list("pk", "computed_at"))


def numbers_of(brands: Iterable[int], reports: Iterable[tuple[int, datetime]]) -> Stored:
    found: Stored = {brand: {} for brand in brands}
    for brand, week, numbers in _read([pk for pk, _computed_at in reports]):
        found[brand][week] = numbers
    return found


def _read(reports: list[int]) -> list[tuple[int, str, Numbers]]:
    if not reports:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS_SQL, {"reports": reports})
        names = [column.name for column in cursor.description[2:]]
        return [
            (brand, week, dict(zip(names, values, strict=True))) for brand, week, *values in cursor.fetchall()
        ]
