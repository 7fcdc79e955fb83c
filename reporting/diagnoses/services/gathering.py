"""What the staffing of a brand is reckoned from, read in six queries however many rows there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import JSONObject, TruncWeek

from accounts.models import Employment, Leave, Membership
from accounts.models.employment import monday_to_friday
from channels_mgmt.brands.models import Brand, BrandTerritory
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.publishing.models import Post
from channels_mgmt.strategy.choices import TEAM, Duty
from channels_mgmt.strategy.models import CharterDecision, MixShare, NetworkPlan, Strategy
from channels_mgmt.team.assumptions import USUAL, Assumption
from channels_mgmt.team.cadence import cadence_of
from channels_mgmt.team.choices import ChannelState
from channels_mgmt.team.models import Assignment, Channel, WorkAssumption
from channels_mgmt.team.services.scope import Charters, Scope, Spent, scope_of, spent_on
from cmhub.lib.weeks import Week
from reporting.diagnoses.answering import Inflow
from reporting.diagnoses.staffing import Account, Assumed, Given, Work, open_hours, weekly_counts

WEEKS = 8
LEAVE_AHEAD = timedelta(days=28)
ENOUGH_MINUTES = 600
"""Logged on a duty, from which it is measured how long a result takes."""
ENOUGH_RESULTS: dict[str, int] = {
    Assumption.POST: 10,
    Assumption.INTERACTION: 20,
    Assumption.PASSING_ON: 10,
}
MEASURED_BY: dict[str, tuple[str, ...]] = {
    Assumption.POST: (Duty.WRITING,),
    Assumption.INTERACTION: (Duty.ANSWERING, Duty.MODERATING),
    Assumption.PASSING_ON: (Duty.PASSING_ON,),
}
INTERACTIONS, ESCALATIONS, POSTS = "interactions", "escalations", "posts"
RESULTS = {
    Assumption.POST: POSTS,
    Assumption.INTERACTION: INTERACTIONS,
    Assumption.PASSING_ON: ESCALATIONS,
}

ARRIVALS_SQL = """
    select i.channel_id,
        (extract(epoch from e.opened_at at time zone %(zone)s) / 3600)::float8 - %(monday)s
    from inbox_waitingepisode e cross join lateral (
        select channel_id, needs_answer from inbox_interaction where id = e.interaction_id offset 0
    ) i
    where e.brand_id = %(brand)s and e.opened_at >= %(start)s and e.opened_at < %(end)s and i.needs_answer
"""
"""Each interaction is looked up (`offset 0`): the planner would read those of all brands to join them."""


@dataclass(frozen=True)
class Material:
    """Everything of one brand that staffing needs; `work` and `inflows` are plain values."""

    brand: Brand
    work: Work
    inflows: tuple[Inflow, ...]
    in_time: float
    has_strategy: bool
    scope: Scope
    handled: float
    """Interactions answered a week, of the last weeks."""
    published: float | None
    """Posts a week, of the last weeks; None where none is recorded."""
    full_hours: Mapping[int, int] = field(default_factory=dict)
    """The hours that each person of the team works a week, for whomever."""
    by_duty: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Minutes of the last weeks that the charter can judge, and those of them out of scope, by duty."""
    slugs: Mapping[int, str] = field(default_factory=dict)
    """Of the accounts, by their key."""


def gather(brand: Brand, at: datetime) -> Material:
    """As it stands at an instant: the weeks looked at are the eight that ended before the brand's own one."""
    window = Window.before(brand, at)
    facts = _facts(brand, at)
    brand.agency = facts.agency  # which is asked for by no query of its own
    plans = [SimpleNamespace(**plan) for plan in facts.plans or ()]
    channels = list(Channel.objects.filter(brand=brand).open().select_related("territory").order_by("pk"))
    counted = _counted(brand, window)
    spent = spent_on(brand, window.first, window.last)
    charters = Charters(_decisions(facts.decisions), brand.agency.time_zone)
    scope = scope_of(spent, charters)
    assumed = _assumed(facts.assumed or (), spent, counted)
    assigned = _assigned(brand, at)
    arrivals = _arrivals(brand, window)
    missing = {post: minutes / 60 / WEEKS for post, minutes in scope.missing.items() if post}
    return Material(
        brand=brand,
        work=Work(
            accounts=_accounts(channels, plans, counted, window),
            given=tuple(_given(row, brand.agency.day_of(at)) for row in assigned),
            assumed=assumed,
            territories=tuple(facts.places or ()) or ("",),
            mix={share["category"]: float(share["percent"]) for share in facts.mix or ()},
            escalations=weekly_counts(_of_all(counted, ESCALATIONS, window), WEEKS),
            out_of_scope=missing,
            out_of_scope_share=scope.share,
        ),
        inflows=tuple(_inflow(channel, plans, arrivals[channel.pk]) for channel in channels),
        in_time=(facts.in_time or 90) / 100,
        has_strategy=facts.in_time is not None,
        scope=scope,
        handled=sum(row.answered for row in counted) / WEEKS,
        published=_weekly(counted, POSTS),
        full_hours={row.user_id: row.works for row in assigned if row.works},
        by_duty=_by_duty(spent, charters),
        slugs={channel.pk: channel.slug for channel in channels},
    )


def _by_duty(spent: Sequence[Spent], charters: Charters) -> dict[str, tuple[int, int]]:
    days: dict[str, list[Spent]] = defaultdict(list)
    for one in spent:
        days[one.duty].append(one)
    judged = {duty: scope_of(rows, charters) for duty, rows in days.items()}
    return {duty: (scope.judged, scope.outside) for duty, scope in judged.items() if scope.judged}


@dataclass(frozen=True)
class Window:
    """The weeks looked at, in the time of the brand: from a Monday up to another."""

    first: date
    last: date
    zone: ZoneInfo

    @classmethod
    def before(cls, brand: Brand, at: datetime) -> Window:
        week = Week.of(at, brand.time_zone)
        return cls((week - WEEKS).monday, week.monday, ZoneInfo(brand.time_zone))

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, datetime.min.time(), self.zone)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.last, datetime.min.time(), self.zone)

    def number(self, monday: date) -> int:
        return (monday - self.first).days // 7


def _facts(brand: Brand, at: datetime) -> Any:
    """What is written about the brand: strategy, charter, assumptions, territories."""
    strategy = Strategy.objects.in_force(at).filter(brand=OuterRef("pk")).order_by("-version")
    in_force = Strategy.objects.in_force(at).filter(brand=brand).order_by("-version").values("pk")[:1]
    plan = JSONObject(
        network="network",
        purpose="purpose",
        posts_per_week="posts_per_week",
        response_minutes="response_minutes",
    )
    decision = JSONObject(decided_at="decided_at", duty="duty", posts="posts")
    assumption = JSONObject(name="name", value="value", edition="edition")
    own = {"brand": OuterRef("pk")}
    return (
        Brand.objects.filter(pk=brand.pk)
        .select_related("agency")
        .annotate(
            in_time=Subquery(strategy.values("in_time_percent")[:1]),
            plans=ArraySubquery(NetworkPlan.objects.filter(strategy=in_force, **own).values(told=plan)),
            mix=ArraySubquery(
                MixShare.objects.filter(strategy=in_force, **own).values(
                    told=JSONObject(category="category", percent="percent")
                )
            ),
            decisions=ArraySubquery(
                CharterDecision.objects.filter(**own).order_by("decided_at", "pk").values(told=decision)
            ),
            assumed=ArraySubquery(WorkAssumption.objects.filter(**own).values(told=assumption)),
            places=ArraySubquery(
                BrandTerritory.objects.filter(**own).order_by("position").values("territory__name")
            ),
        )
        .get()
    )


def _decisions(told: Sequence[Mapping[str, Any]] | None) -> Iterable[tuple[datetime, str, Sequence[str]]]:
    return [(datetime.fromisoformat(one["decided_at"]), one["duty"], one["posts"]) for one in told or ()]


Counted = Sequence[Any]


def _counted(brand: Brand, window: Window) -> Counted:
    """Of each week: interactions that need an answer and escalations, posts, by channel, in one query."""

    def weekly(rows: Any, what: str, instant: str, channel: Any, answered: Any) -> Any:
        period = {f"{instant}__gte": window.start, f"{instant}__lt": window.end}
        return (
            rows.filter(brand=brand, **period)
            .order_by()
            .annotate(what=Value(what), where=channel, monday=TruncWeek(instant, tzinfo=window.zone))
            .values("what", "where", "monday")
            .annotate(number=Count("pk"), answered=answered)
            .values_list("what", "where", "monday", "number", "answered", named=True)
        )

    interactions = Interaction.objects.filter(needs_answer=True)
    of_interactions = weekly(
        interactions, INTERACTIONS, "opened_at", F("channel_id"), Count("first_response_at")
    )
    of_escalations = weekly(
        Escalation.objects.all(), ESCALATIONS, "opened_at", F("brand_id"), Count("pk") * 0
    )
    of_posts = weekly(Post.objects.all(), POSTS, "published_at", F("channel_id"), Count("pk") * 0)
    return list(of_interactions.union(of_escalations, of_posts, all=True))


def _of_all(counted: Counted, what: str, window: Window) -> dict[int, int]:
    """The number in each week, over all channels."""
    weeks: dict[int, int] = defaultdict(int)
    for row in counted:
        if row.what == what:
            weeks[window.number(row.monday.date())] += row.number
    return weeks


def _weekly(counted: Counted, what: str) -> float | None:
    numbers = [row.number for row in counted if row.what == what]
    return sum(numbers) / WEEKS if numbers else None


def _accounts(
    channels: Sequence[Channel], plans: Sequence[Any], counted: Counted, window: Window
) -> tuple[Account, ...]:
    cadence = cadence_of(channels, plans)
    weeks: dict[int, dict[int, int]] = defaultdict(dict)
    for row in counted:
        if row.what == INTERACTIONS:
            weeks[row.where][window.number(row.monday.date())] = row.number
    return tuple(
        Account(
            key=channel.pk,
            name=channel.name,
            network=channel.network,
            purpose=channel.purpose,
            territory=channel.territory.name if channel.territory else "",
            posts_per_week=_plain(cadence[channel.pk]),
            weeks=weekly_counts(weeks[channel.pk], WEEKS),
            is_dormant=channel.state == ChannelState.DORMANT,
        )
        for channel in channels
    )


def _plain(value: Decimal | float | None) -> float | None:
    return None if value is None else float(value)


def _assumed(
    told: Sequence[Mapping[str, Any]], spent: Sequence[Spent], counted: Counted
) -> dict[str, Assumed]:
    """What somebody set goes before what is measured, and that before the usual."""
    values = {name: Assumed(float(usual.value), "usual") for name, usual in USUAL.items()}
    for name in MEASURED_BY:
        if (measured := _measured(name, spent, counted)) is not None:
            values[name] = measured
    return values | {
        one["name"]: Assumed(float(one["value"]), "set") for one in told if one["value"] is not None
    }


def _measured(name: str, spent: Sequence[Spent], counted: Counted) -> Assumed | None:
    """Minutes a result takes, of the weeks in which time was logged on it."""
    minutes: dict[date, int] = defaultdict(int)
    for one in spent:
        if one.duty in MEASURED_BY[name]:
            minutes[one.day - timedelta(days=one.day.weekday())] += one.minutes
    results = sum(
        row.answered if name == Assumption.INTERACTION else row.number
        for row in counted
        if row.what == RESULTS[Assumption(name)] and row.monday.date() in minutes
    )
    logged = sum(minutes.values())
    if logged < ENOUGH_MINUTES or results < ENOUGH_RESULTS[name]:
        return None
    return Assumed(logged / results, "measured", results)


def _assigned(brand: Brand, at: datetime) -> list[Any]:
    """Who works for the brand now, with their coming `leaves`, the `days` and the hours that they work."""
    today = brand.agency.day_of(at)
    theirs = {"agency": brand.agency_id, "user": OuterRef("user")}
    leaves = Leave.objects.filter(ends_on__gt=today, starts_on__lt=today + LEAVE_AHEAD, **theirs)
    employed = Employment.objects.on(today).filter(**theirs)
    places = Membership.objects.on(today).filter(**theirs).order_by("-hours_per_week")
    return list(
        Assignment.objects.on(today)
        .filter(brand=brand, role__in=TEAM)
        .select_related("user")
        .annotate(
            leaves=ArraySubquery(leaves.values(told=JSONObject(since="starts_on", until="ends_on"))),
            days=Subquery(employed.values("working_days")[:1]),
            works=Subquery(places.values("hours_per_week")[:1]),
        )
        .order_by("user__name", "pk")
    )


def _given(row: Any, today: date) -> Given:
    return Given(
        person=row.user_id,
        name=row.user.name,
        role=row.role,
        hours=float(row.hours_per_week),
        account=row.channel_id,
        away=away_share(row.leaves, row.days or monday_to_friday(), today),
    )


def away_share(leaves: Iterable[Mapping[str, str]], working_days: Sequence[int], today: date) -> float:
    """The part of the working days of the coming four weeks on which somebody is on leave."""
    days = [today + timedelta(days=number) for number in range(LEAVE_AHEAD.days)]
    worked = [day for day in days if day.isoweekday() in working_days]
    periods = [(date.fromisoformat(one["since"]), date.fromisoformat(one["until"])) for one in leaves]
    away = [day for day in worked if any(since <= day < until for since, until in periods)]
    return len(away) / len(worked) if worked else 0.0


def _arrivals(brand: Brand, window: Window) -> dict[int, list[float]]:
    """When the public began to wait, by channel: hours of the brand's wall clock from the first Monday."""
    given: dict[str, Any] = {
        "brand": brand.pk,
        "zone": str(window.zone),
        "start": window.start,
        "end": window.end,
        "monday": (window.first - date(1970, 1, 1)).days * 24,
    }
    found: dict[int, list[float]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(ARRIVALS_SQL, given)
        for channel, hours in cursor.fetchall():
            found[channel].append(hours)
    for arrivals in found.values():
        arrivals.sort()
    return found


def _inflow(channel: Channel, plans: Sequence[Any], arrivals: Sequence[float]) -> Inflow:
    targets = [
        plan.response_minutes
        for plan in plans
        if (plan.network, plan.purpose) == (channel.network, channel.purpose) and plan.response_minutes
    ]
    return Inflow(
        account=channel.pk,
        purpose=channel.purpose,
        arrivals=arrivals,
        open_hours=open_hours(channel.hours),
        target_minutes=float(targets[0]) if targets else None,
    )
