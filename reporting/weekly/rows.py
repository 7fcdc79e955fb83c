"""The rows of one brand-week, fetched for the figures: one statement a frame, each along an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Erratum
from channels_mgmt.team.models import Channel
from cmhub.lib.weeks import Week
from cmhub.lib.working_time import Calendar, working_seconds_array

INTERACTIONS_SQL = """
    select c.slug, nullif(i.kind, ''), nullif(i.sentiment, ''), i.author_key,
        extract(epoch from i.opened_at)::float8, extract(epoch from i.first_response_at)::float8,
        extract(epoch from i.substantive_at)::float8, extract(epoch from i.closed_at)::float8,
        i.needs_answer, i.first_response_at is not null, i.reopened > 0
    from inbox_interaction i join team_channel c on c.id = i.channel_id
    where i.brand_id = %(brand)s and i.opened_at >= %(start)s and i.opened_at < %(end)s
"""
EPISODES_SQL = """
    select extract(epoch from e.opened_at)::float8, extract(epoch from e.ended_at)::float8,
        nullif(e.ended_by, ''), i.needs_answer
    from inbox_waitingepisode e join inbox_interaction i on i.id = e.interaction_id
    where e.brand_id = %(brand)s and e.opened_at >= %(start)s and e.opened_at < %(end)s
"""
REPLIES_SQL = """
    select author, count(*)::float8
    from inbox_message
    where brand_id = %(brand)s and sent_at >= %(start)s and sent_at < %(end)s and direction = 'out'
    group by author
"""
ESCALATIONS_SQL = """
    select coalesce(d.slug, 'manager'),
        extract(epoch from e.opened_at)::float8, extract(epoch from e.acknowledge_by)::float8,
        extract(epoch from e.answer_by)::float8, extract(epoch from e.acknowledged_at)::float8,
        extract(epoch from e.answered_at)::float8, extract(epoch from e.relayed_at)::float8,
        extract(epoch from e.closed_at)::float8
    from escalations_escalation e left join accounts_department d on d.id = e.department_id
    where e.brand_id = %(brand)s and e.opened_at >= %(start)s and e.opened_at < %(end)s
"""
CARRIED_SQL = """
    select c.slug, extract(epoch from i.opened_at)::float8, extract(epoch from k.relayed_at)::float8,
        extract(epoch from k.joined_at)::float8
    from escalations_escalation e
    join escalations_carried k on k.escalation_id = e.id and k.left_at is null
    join inbox_interaction i on i.id = k.interaction_id
    join team_channel c on c.id = i.channel_id
    where e.brand_id = %(brand)s and e.opened_at >= %(start)s and e.opened_at < %(end)s
"""
MODERATION_SQL = """
    select nullif(reason, '')
    from inbox_moderationact
    where brand_id = %(brand)s and at >= %(start)s and at < %(end)s
"""
WATCH_SQL = """
    select i.nature, extract(epoch from i.seen_at)::float8, extract(epoch from t.sent_at)::float8,
        extract(epoch from i.acknowledged_at)::float8, nullif(i.network, '')
    from watch_item i left join lateral (
        select min(told_at) as sent_at from watch_telling where item_id = i.id and expects
    ) t on true
    where i.brand_id = %(brand)s and i.logged_at >= %(start)s and i.logged_at < %(end)s
"""
POSTS_SQL = """
    select c.slug, c.network, nullif(p.category, ''), p.campaign_id::text,
        case when p.origin = 'planned' then coalesce(p.proofread_at <= p.published_at, false)
            and not exists (select 1 from publishing_erratum e where e.post_id = p.id) end
    from publishing_post p join team_channel c on c.id = p.channel_id
    where p.brand_id = %(brand)s and p.published_at >= %(start)s and p.published_at < %(end)s
"""
PROMISES_SQL = """
    select state, extract(epoch from due_at)::float8, extract(epoch from kept_at)::float8
    from inbox_promise
    where brand_id = %(brand)s and made_at >= %(start)s and made_at < %(end)s
"""
SATISFACTION_SQL = """
    select points::float8
    from inbox_satisfaction
    where brand_id = %(brand)s and given_at >= %(start)s and given_at < %(end)s
"""
KEEPS_SQL = """
    select exists (select from publishing_post where brand_id = %(brand)s and published_at is not null),
        exists (select from inbox_moderationact where brand_id = %(brand)s),
        exists (select from inbox_promise where brand_id = %(brand)s and made_at < %(end)s),
        exists (select from watch_item where brand_id = %(brand)s and logged_at < %(end)s)
"""
QUALITY_SQL = """
    select source, channel_id, extract(isodow from sent_at at time zone %(zone)s)::int, count(*)
    from inbox_message
    where brand_id = %(brand)s and sent_at >= %(start)s and sent_at < %(end)s
    group by 1, 2, 3
"""

Rows = list[tuple[Any, ...]]


def fetch(statement: str, parameters: dict[str, Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def parameters_of(brand: Brand, week: Week) -> dict[str, Any]:
    return {
        "brand": brand.pk,
        "zone": brand.time_zone,
        "start": week.start(brand.time_zone),
        "end": week.end(brand.time_zone),
    }


def opening_seconds(channels: Iterable[Channel], zone: str) -> dict[str, Callable[[Any, Any], Any]]:
    """For each channel, its opening seconds between arrays of instants; without hours it never closes."""

    def of(calendar: Calendar) -> Callable[[Any, Any], Any]:
        return lambda starts, ends: working_seconds_array(calendar, starts, ends)

    return {
        channel.slug: of(
            Calendar.build(hours=channel.hours, time_zone=zone)
            if channel.hours
            else Calendar.around_the_clock(zone)
        )
        for channel in channels
    }


@dataclass(frozen=True)
class Keeps:
    """What the brand records in the product at all: of what it does not, how much there was is not known,
    rather than 0.
    """

    posts: bool
    moderation: bool
    promises: bool
    watch: bool


def keeps(parameters: dict[str, Any]) -> Keeps:
    """Posts and acts of moderation ever; promises and items of the watch by the end of the week."""
    (row,) = fetch(KEEPS_SQL, parameters)
    return Keeps(*row)


def errata_of(brand: Brand, week: Week) -> int | None:
    """How many errors were noted in the week; None where the brand notes none at all."""
    noted = Erratum.objects.filter(brand=brand)
    start, end = week.start(brand.time_zone), week.end(brand.time_zone)
    number = noted.filter(noted_at__gte=start, noted_at__lt=end).count()
    return number if number or noted.filter(noted_at__lt=end).exists() else None


def errata_told(brand: Brand, week: Week) -> list[dict[str, Any]]:
    """The week's errors as a report tells them, without the names of people; `stood_seconds` is None for one
    that stands."""
    start, end = week.start(brand.time_zone), week.end(brand.time_zone)
    noted = Erratum.objects.filter(brand=brand, noted_at__gte=start, noted_at__lt=end).order_by("noted_at")
    return [
        {
            "text": " · ".join(
                " ".join(part.split()) for part in (one.error, one.correction, one.lesson) if part
            ),
            "stood_seconds": one.stood.total_seconds() if one.stood is not None else None,
            "erratum": one.pk,
        }
        for one in noted
    ]


def data_quality(brand: Brand, week: Week, *, at: datetime) -> dict[str, Any]:
    """How the week's messages came in, and for each day the share of the week's channels that have any.

    A day that is not over at `at`, and every day of a week without messages, is None.
    """
    rows = fetch(QUALITY_SQL, parameters_of(brand, week))
    channels = {channel for _source, channel, _day, _count in rows}
    present = {(day, channel) for _source, channel, day, _count in rows}
    imported = sum(count for source, _channel, _day, count in rows if source == "file")
    by_day = [
        len([1 for day, _channel in present if day == number]) / len(channels)
        if channels and at >= ended
        else None
        for number, ended in enumerate(_day_ends(brand, week), start=1)
    ]
    by_hand = sum(row[3] for row in rows) - imported
    return {"imported": imported, "logged_by_hand": by_hand, "completeness_by_day": by_day}


def _day_ends(brand: Brand, week: Week) -> list[datetime]:
    zone = ZoneInfo(brand.time_zone)
    following = [*week.days[1:], week.next.monday]
    return [datetime(day.year, day.month, day.day, tzinfo=zone) for day in following]
