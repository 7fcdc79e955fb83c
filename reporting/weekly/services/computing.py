"""From the rows of a week to a stored draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Func, JSONField, QuerySet, Value
from django.utils import timezone

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.choices import ONE_TO_ONE
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel
from cmhub.lib.kept import kept
from cmhub.lib.locks import advisory_lock
from cmhub.lib.replica import from_replica
from cmhub.lib.weeks import Week
from reporting.diagnoses.services.diagnosing import diagnoses_for_report, keep_diagnoses
from reporting.diagnoses.services.gathering import gather
from reporting.diagnoses.services.staffing import keep_reading, staffing_from
from reporting.metrics.services.members import activity_of
from reporting.weekly import rows
from reporting.weekly.audience import audience_rows
from reporting.weekly.choices import FROZEN, State
from reporting.weekly.experiments import experiments_of
from reporting.weekly.frustrations import frustrations_of
from reporting.weekly.models import WeeklyReport
from reporting.weekly.objectives import objectives_of, strategy_of_week, targets_of
from reporting.weekly.owned import owned_rows
from reporting.weekly.qualitative import empty_qualitative, with_rows
from reporting.weekly.services.drafts import redraft
from reporting.weekly.services.themes import themes_of_week
from reporting.weekly.workload import workload_rows

COMPUTED_FIELDS = (
    "quantitative",
    "data_quality",
    "computed_at",
    "starts_at",
    "ends_at",
    "time_zone",
)
Figures = dict[str, Any]
# Of a stored week only what is needed is read: with `compared` it is three times as long.
OWN_FIGURES = Func(
    F("quantitative"),
    Value("compared"),
    template="(%(expressions)s)",
    arg_joiner=" - ",
    output_field=JSONField(),
)


def figures_of_week(brand: Brand, week: Week, *, at: datetime) -> Figures:
    """The `quantitative` object but `compared`, from the rows as they stand."""
    # pandas is heavy: only workers and commands that compute load it.
    from reporting.figures import frames as f
    from reporting.figures.week import compute_week

    parameters = rows.parameters_of(brand, week)
    channels = channels_of(brand=brand.pk)
    strategy = strategy_of_week(brand, week, at=at)
    keeps = rows.keeps(parameters)
    time, handled = workload_rows(brand, week)

    def frame(statement: str, columns: Any) -> Any:
        return f.frame_of(rows.fetch(statement, parameters), columns)

    frames = f.WeekFrames(
        zone=brand.time_zone,
        computed_at=at.timestamp(),
        interactions=frame(rows.INTERACTIONS_SQL, f.INTERACTIONS),
        episodes=frame(rows.EPISODES_SQL, f.EPISODES),
        replies=frame(rows.REPLIES_SQL, f.REPLIES),
        escalations=frame(rows.ESCALATIONS_SQL, f.ESCALATIONS),
        carried=frame(rows.CARRIED_SQL, f.CARRIED),
        owned=f.frame_of(owned_rows(brand, week, at=at), f.OWNED),
        moderation=frame(rows.MODERATION_SQL, f.MODERATION) if keeps.moderation else None,
        watch=frame(rows.WATCH_SQL, f.WATCH),
        watched=keeps.watch,
        promises=frame(rows.PROMISES_SQL, f.PROMISES) if keeps.promises else None,
        community=activity_of(brand, [week])[0],
        satisfaction=frame(rows.SATISFACTION_SQL, f.SATISFACTION),
        posts=frame(rows.POSTS_SQL, f.POSTS) if keeps.posts else None,
        audience=f.frame_of(audience_rows(channels, week), f.AUDIENCE),
        errata=rows.errata_of(brand, week),
        time=f.frame_of(time, f.TIME),
        handled=f.frame_of(handled, f.HANDLED),
        channels=[channel.slug for channel in channels],
        private=[channel.slug for channel in channels if channel.network in ONE_TO_ONE],
        networks={channel.slug: channel.network for channel in channels},
        targets=targets_of(strategy, channels),
        objectives=objectives_of(strategy, week),
    )
    return compute_week(frames, rows.opening_seconds(channels, brand.time_zone))


@kept
def channels_of(brand: int) -> QuerySet[Channel]:
    shown = ("slug", "hours", "network", "purpose", "state", "posts_per_week")
    return Channel.objects.filter(brand=brand).order_by("slug").only(*shown)


def quantitative_of_week(brand: Brand, week: Week, *, at: datetime) -> Figures:
    """All figures of the week, with the week before and the mean of four beside them."""
    from reporting.figures.comparison import compare

    figures = figures_of_week(brand, week, at=at)
    earlier_weeks = [week - distance for distance in range(1, 5)]
    stored = stored_figures(brand, earlier_weeks)
    earlier = [stored.get(str(one)) or figures_of_week(brand, one, at=at) for one in earlier_weeks]
    figures["compared"] = compare(figures, earlier[0], earlier)
    return figures


def stored_figures(brand: Brand, weeks: list[Week]) -> dict[str, Figures]:
    """The figures but `compared` of published weeks, the latest revision of each, by week.

    Drafts are left out: they are computed anew, so that a late file changes what they are compared with.
    """
    reports = (
        WeeklyReport.objects.published()
        .filter(brand=brand, week__in=[str(week) for week in weeks])
        .newest_of_each_week()
        .values_list("week", OWN_FIGURES)
    )
    return dict(reports)


def compute_report(
    *, brand: Brand, week: Week, at: datetime | None = None, by: User | None = None
) -> WeeklyReport:
    """Computes the week and stores it as the draft, whose qualitative half stays; gives back the report.

    A published week is left as it is. Two computations of one week at once give one draft.
    """
    now = at or timezone.now()
    with transaction.atomic(), advisory_lock("weekly_report", brand.pk):
        latest = next(iter(latest_revision(brand=brand.pk, week=str(week))), None)
        if latest is not None and latest.state in FROZEN:
            return latest
        report = from_replica(partial(_computed, brand, week, revision=1, now=now))
        staffing, diagnoses = report.staffing, report.diagnoses
        report = renew(latest.pk, report) if latest else report
        if report.state not in FROZEN:
            redraft(report)
        report.save()
        if report.state not in FROZEN:
            kept_with: dict[str, Any] = {"week": report.week, "revision": report.revision, "at": now}
            keep_reading(brand=brand, staffing=staffing, **kept_with)
            keep_diagnoses(brand=brand, findings=diagnoses, **kept_with)
        record(
            verb="report.computed",
            what=report,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            label=str(week),
            week=str(week),
        )
    return report


@kept
def latest_revision(brand: int, week: str) -> QuerySet[WeeklyReport]:
    revisions = WeeklyReport.objects.filter(brand=brand, week=week).order_by("-revision")
    return revisions.defer("quantitative", "data_quality")[:1]


def provisional_report(*, brand: Brand, week: Week, at: datetime | None = None) -> WeeklyReport:
    """The week as the rows give it now, not stored."""
    report = from_replica(partial(_computed, brand, week, revision=0, now=at or timezone.now()))
    redraft(report)
    return report


def renew(draft: int, computed: WeeklyReport) -> WeeklyReport:
    """The draft as people have left it by now, locked, with the figures just computed.

    Where they are others than those that its CM completed, the CM looks at it again.
    """
    held = WeeklyReport.objects.select_for_update().get(pk=draft)
    if held.state in FROZEN:
        return held
    if held.state != State.COMPUTED and held.quantitative != computed.quantitative:
        held.state = State.COMPUTED
    for name in COMPUTED_FIELDS:
        setattr(held, name, getattr(computed, name))
    held.qualitative = with_computed(held, computed.qualitative)
    return held


def with_computed(draft: WeeklyReport, computed: Mapping[str, Any]) -> dict[str, Any]:
    """The qualitative half of a draft with what people have written by now and what was just computed."""
    words = with_rows(draft.qualitative, draft.brand, Week.parse(draft.week))
    words |= {name: computed[name] for name in ("themes", "experiments", "frustrations")}
    if all("erratum" in one for one in words.get("errata", [])):  # nobody has written on them
        words["errata"] = computed["errata"]
    return words


def _computed(brand: Brand, week: Week, *, revision: int, now: datetime) -> WeeklyReport:
    """The reading half: all that the rows say of the week, in a report that is not stored."""
    report = WeeklyReport(brand=brand, week=str(week), revision=revision, qualitative=empty_qualitative())
    quantitative = quantitative_of_week(brand, week, at=now)
    report.time_zone = brand.time_zone
    report.starts_at, report.ends_at = week.start(brand.time_zone), week.end(brand.time_zone)
    report.quantitative = quantitative
    report.data_quality = rows.data_quality(brand, week, at=now)
    report.qualitative = {
        **with_rows(report.qualitative, brand, week),
        "themes": themes_of_week(brand, week),
        "errata": rows.errata_told(brand, week),
        "experiments": experiments_of(brand, week),
        "frustrations": frustrations_of(brand, week, at=now),
    }
    ended = min(now, report.ends_at)
    material = gather(brand, ended)
    report.staffing = staffing_from(material)
    report.diagnoses = diagnoses_for_report(material, week, ended)
    report.computed_at = now
    return report
