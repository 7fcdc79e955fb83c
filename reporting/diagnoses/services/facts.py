"""What the diagnoses of a brand are judged from, read from the rows as they stood at an instant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least

from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.publishing.models import Post
from channels_mgmt.strategy.models import OwnMetricValue
from channels_mgmt.strategy.services.reading import in_force
from channels_mgmt.team.arrivals import arrivals_of
from channels_mgmt.team.rota.cover import ALONE, HOUR, HOURS_A_WEEK, NOBODY, Gap, forecast_of, hours_of_week
from channels_mgmt.team.services.cover import WEEKS_AHEAD, covers_of
from reporting.diagnoses.rules.facts import (
    WEEKS,
    CategoryFacts,
    ChannelFacts,
    CommunityFacts,
    CoverFacts,
    DepartmentFacts,
    DutyFacts,
    Facts,
    ObjectiveFacts,
    StrategyFacts,
    TimeFacts,
)
from reporting.diagnoses.services.gathering import Material
from reporting.diagnoses.staffing import missing_posts, read
from reporting.figures.performance import earned
from reporting.metrics.models import Snapshot
from reporting.metrics.services.earning import EVERYTHING, groups_of
from reporting.metrics.services.members import activity_between
from reporting.metrics.services.standing import stocks

BACK = timedelta(weeks=WEEKS)
YEAR = timedelta(weeks=52)
COMMUNITY = timedelta(weeks=4)


def facts_of(material: Material, at: datetime) -> Facts:
    """`material` is that of the same instant."""
    brand, work = material.brand, material.work
    local = at.astimezone(ZoneInfo(brand.time_zone))
    return Facts(
        at=local,
        channels=_channels(material, local),
        categories=_categories(brand, local),
        strategy=_strategy(brand, local, material.in_time),
        staffing=read(work) if work.accounts else (),
        missing_posts=[str(one["post"]) for one in missing_posts(work)] if work.accounts else (),
        people=len({one.person for one in work.given}),
        cover=_cover(brand, at),
        departments=_departments(brand, at),
        time=_time(material),
        community=_community(material, local),
    )


def _channels(material: Material, at: datetime) -> list[ChannelFacts]:
    """Accounts that are open and on which the brand speaks."""
    brand, targets = material.brand, {one.account: one.target_minutes for one in material.inflows}
    published = _published(brand, at)
    answers = _answers(brand, targets, at)
    hours: dict[int | None, float] = defaultdict(float)
    for one in material.work.given:
        hours[one.account] += one.hours
    found = []
    for account in material.work.accounts:
        posts, instants = published.get(account.key, (0, []))
        asked, in_time = answers.get(account.key, (0, 0))
        found.append(
            ChannelFacts(
                slug=material.slugs[account.key],
                name=account.name,
                network=account.network,
                cadence=account.cadence,
                posts=posts,
                published=[one.astimezone(at.tzinfo) for one in instants],
                target_minutes=targets.get(account.key),
                asked=asked,
                in_time=in_time,
                hours=hours.get(account.key),
            )
        )
    return found


def _published(brand: Brand, at: datetime) -> dict[int, tuple[int, list[datetime]]]:
    """By channel: how many posts there are, and when those of the last year were published."""
    recent = Q(published_at__gte=at - YEAR)
    rows = (
        Post.objects.filter(brand=brand, published_at__lt=at)
        .order_by()
        .values("channel")
        .annotate(
            number=Count("pk"),
            instants=ArrayAgg("published_at", filter=recent, order_by="published_at", default=[]),
        )
    )
    return {row["channel"]: (row["number"], row["instants"]) for row in rows}


def _answers(brand: Brand, targets: Mapping[int, float | None], at: datetime) -> dict[int, tuple[int, int]]:
    """By channel with a target: interactions for which its time has run out, and those answered within it."""
    asked = {channel: minutes for channel, minutes in targets.items() if minutes}
    if not asked:
        return {}
    target = Case(
        *(
            When(channel=channel, then=Value(timedelta(minutes=minutes)))
            for channel, minutes in asked.items()
        ),
        output_field=DurationField(),
    )
    rows = (
        Interaction.objects.filter(
            brand=brand,
            channel__in=list(asked),
            needs_answer=True,
            opened_at__gte=at - BACK,
            opened_at__lt=at,
        )
        .order_by()
        .annotate(due=ExpressionWrapper(F("opened_at") + target, output_field=DateTimeField()))
        .filter(due__lte=at)
        .values("channel")
        .annotate(asked=Count("pk"), in_time=Count("pk", filter=Q(first_response_at__lte=F("due"))))
    )
    return {row["channel"]: (row["asked"], row["in_time"]) for row in rows}


def _categories(brand: Brand, at: datetime) -> list[CategoryFacts]:
    """Posts of the last eight weeks, and what those with figures earned."""
    counted = (
        Post.objects.filter(brand=brand, published_at__gte=at - BACK, published_at__lt=at)
        .order_by()
        .values_list("category")
        .annotate(Count("pk"))
    )
    numbers = dict(counted)
    if not any(numbers):
        return [CategoryFacts(name, number) for name, number in numbers.items()]
    figures = Snapshot.objects.standing().filter(
        brand=brand, post__published_at__gte=at - BACK, post__published_at__lt=at
    )
    groups = groups_of(figures, brand.time_zone)
    by_name = {one.group.name: one for one in earned(groups["category"], groups[EVERYTHING][0])}
    return [
        CategoryFacts(
            name,
            number,
            by_name[name].group.rate if name in by_name else None,
            by_name[name].share_of_engaged if name in by_name else None,
        )
        for name, number in numbers.items()
    ]


def _strategy(brand: Brand, at: datetime, share: float) -> StrategyFacts:
    """The version that was in force; a figure of the brand's own is measured once a value was entered."""
    strategy = in_force(brand, at)
    if strategy is None:
        return StrategyFacts(share_in_time=share)
    entered = OwnMetricValue.objects.filter(metric=OuterRef("own_metric"), day__lte=at.date())
    objectives = strategy.objectives.annotate(has_value=Exists(entered)).values_list(
        "metric", "own_metric__name", "has_value"
    )
    validated = strategy.validated_at
    return StrategyFacts(
        version=strategy.version,
        validated_on=validated.astimezone(at.tzinfo).date().isoformat() if validated else None,
        objectives=[
            ObjectiveFacts(metric or own, bool(metric) or has_value) for metric, own, has_value in objectives
        ],
        share_in_time=share,
    )


def _cover(brand: Brand, at: datetime) -> CoverFacts | None:
    """The rota of the coming four weeks, against the mean week of the last eight."""
    arrivals = arrivals_of([brand.pk], at).get(brand.pk)
    if arrivals is None:
        return None
    found = covers_of([brand.pk], at, weighed=False)[brand.pk]
    cover, zone = found.cover, found.place.zone
    forecast = forecast_of(arrivals.by_hour, cover.window, zone)
    expected = {gap: forecast.between(gap.start, gap.end) for gap in cover.gaps}
    return CoverFacts(
        counted=arrivals.counted,
        arrivals=forecast.between(*cover.window),
        in_gaps=sum(expected.values()),
        unseen=sum(value for gap, value in expected.items() if gap.level == NOBODY),
        hours_nobody=cover.hours(NOBODY),
        hours_alone=cover.hours(ALONE),
        by_hour=arrivals.by_hour,
        gaps=by_hour_of_week(cover.gaps, zone),
    )


def by_hour_of_week(gaps: Sequence[Gap], zone: Any) -> list[float]:
    """The part of each hour of the week that lies in gaps, over the weeks ahead."""
    seconds = [0.0] * HOURS_A_WEEK
    for gap in gaps:
        first = gap.start - gap.start % HOUR
        hours = hours_of_week(first, -(-(gap.end - first) // HOUR), zone)
        for number, hour in enumerate(hours):
            begin = first + number * HOUR
            seconds[hour] += min(gap.end, begin + HOUR) - max(gap.start, begin)
    return [min(1.0, one / HOUR / WEEKS_AHEAD) for one in seconds]


def _departments(brand: Brand, at: datetime) -> list[DepartmentFacts]:
    """Escalations of the last eight weeks, late at either deadline; one that was closed waits no more."""
    known = Value(at, output_field=DateTimeField())
    acknowledged = Least(Coalesce("acknowledged_at", "answered_at", "closed_at", known), known)
    answered = Least(Coalesce("answered_at", "closed_at", known), known)
    open_yet = Q(answered_at=None) | Q(answered_at__gt=at)
    not_closed = Q(closed_at=None) | Q(closed_at__gt=at)
    rows = (
        Escalation.objects.filter(brand=brand, opened_at__gte=at - BACK, opened_at__lt=at)
        .order_by()
        .annotate(heard=acknowledged, told=answered)
        .values("department__slug", "department__name")
        .annotate(
            opened=Count("pk"),
            late=Count("pk", filter=Q(heard__gt=F("acknowledge_by")) | Q(told__gt=F("answer_by"))),
            never=Count("pk", filter=open_yet & not_closed & Q(answer_by__lt=at)),
        )
    )
    return [
        DepartmentFacts(
            row["department__slug"] or "manager",
            row["department__name"] or "",
            row["opened"],
            row["late"],
            row["never"],
        )
        for row in rows
    ]


def _time(material: Material) -> TimeFacts:
    scope = material.scope
    return TimeFacts(
        judged=scope.judged,
        outside=scope.outside,
        duties=[DutyFacts(duty, *minutes) for duty, minutes in material.by_duty.items()],
        missing=scope.missing,
    )


def _community(material: Material, at: datetime) -> CommunityFacts:
    activity = activity_between(material.brand, [(at - COMMUNITY, at)])[0]
    followers: Counter[str] = Counter()
    for channel, said in stocks(material.slugs, "followers", at.date()).items():
        followers[material.slugs[channel]] = int(said.value)
    return CommunityFacts(
        known=activity.known,
        active=activity.active,
        new=activity.new,
        linked=activity.linked,
        answers=activity.answers,
        followers=dict(followers),
    )
