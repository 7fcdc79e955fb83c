"""What one person did in their last weeks, in their own time: theirs to see, and nobody else's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Min, Sum
from django.utils.text import capfirst

from accounts.models import Membership, User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.publishing.models import Post
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.models import TimeEntry
from channels_mgmt.watch.models import Item
from cmhub.lib.weeks import Week

REPLIES_SQL = """
    select week.place, count(m.id), count(distinct m.interaction_id),
        percentile_cont(0.5) within group (order by waited.seconds), count(waited.seconds)
    from unnest(%(places)s::int[], %(starts)s::timestamptz[], %(ends)s::timestamptz[])
        week (place, starts, ends)
    join inbox_message m on m.brand_id = any(%(brands)s) and m.sent_at >= week.starts
        and m.sent_at < week.ends and m.direction = 'out' and m.recorded_by_id = %(person)s
        and not m.automatic
    left join lateral (
        select extract(epoch from e.ended_at - e.opened_at)::float8 as seconds
        from inbox_waitingepisode e
        where e.interaction_id = m.interaction_id and e.ended_at = m.sent_at
        limit 1
    ) waited on true
    group by week.place
"""


@dataclass(frozen=True)
class OwnWeek:
    """`waited` is the median of the waits that the person's replies ended, of which there are `waits`."""

    week: Week
    replies: int = 0
    interactions: int = 0
    waited: float | None = None
    waits: int = 0
    passed_on: int = 0
    posts: int = 0
    watched: int = 0
    minutes: int = 0


def own_weeks(user: User, brands: Sequence[int], weeks: Sequence[Week]) -> list[OwnWeek]:
    """Of the brands on which the person works; the weeks are those of the person's time zone."""
    zone = user.time_zone
    starts, ends = [week.start(zone) for week in weeks], [week.end(zone) for week in weeks]
    replies = _replies(user, brands, starts, ends)
    span = {"brand__in": list(brands)}
    opened = Escalation.objects.filter(
        **span, opened_by=user, opened_at__gte=starts[0], opened_at__lt=ends[-1]
    )
    posts = Post.objects.published().filter(
        **span, author=user, published_at__gte=starts[0], published_at__lt=ends[-1]
    )
    seen = Item.objects.filter(**span, logged_by=user, logged_at__gte=starts[0], logged_at__lt=ends[-1])
    counts = [
        by_week(rows.values_list(field, flat=True), zone)
        for rows, field in ((opened, "opened_at"), (posts, "published_at"), (seen, "logged_at"))
    ]
    time = Counter[Week]()
    for day, minutes in own_entries(user, brands, weeks).values_list("day").annotate(Sum("minutes")):
        time[Week.of(day)] += minutes
    found = []
    for place, week in enumerate(weeks):
        given, interactions, waited, waits = replies.get(place, (0, 0, None, 0))
        passed_on, published, watched = (counted[week] for counted in counts)
        found.append(
            OwnWeek(
                week, given, interactions, waited, waits, passed_on, published, watched, minutes=time[week]
            )
        )
    return found


def first_week(user: User, brands: Sequence[Brand], present: Week) -> Week:
    """That in which the person first had a role on these brands or in their houses: before it there is
    nothing of theirs.
    """
    houses = {brand.agency_id for brand in brands}
    held = (
        BrandRole.objects.filter(user=user, brand__in=list(brands)),
        Membership.objects.filter(user=user, agency__in=houses).exclude(role=""),
    )
    days = [rows.aggregate(first=Min("starts_on"))["first"] for rows in held]
    return min([present, *(Week.of(day) for day in days if day is not None)])


def _replies(
    user: User, brands: Sequence[int], starts: list[datetime], ends: list[datetime]
) -> dict[int, tuple[Any, ...]]:
    given: dict[str, Any] = {
        "places": list(range(len(starts))),
        "starts": starts,
        "ends": ends,
        "brands": list(brands),
        "person": user.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(REPLIES_SQL, given)
        return {place: tuple(told) for place, *told in cursor.fetchall()}


def by_week(instants: Any, zone: str) -> Counter[Week]:
    return Counter(Week.of(at, zone) for at in instants)


def own_entries(user: User, brands: Sequence[int], weeks: Sequence[Week]) -> Any:
    first, last = weeks[0].monday, weeks[-1].sunday
    entries = TimeEntry.objects.filter(user=user, brand__in=list(brands), day__gte=first, day__lte=last)
    return entries.order_by()


def own_duties(user: User, brands: Sequence[int], week: Week) -> list[tuple[str, int]]:
    """The person's minutes of the week by duty, the most first."""
    entries = own_entries(user, brands, [week]).values_list("duty").annotate(Sum("minutes"))
    found = sorted(entries, key=lambda row: -row[1])
    return [(str(capfirst(Duty(duty).label)), minutes) for duty, minutes in found]
