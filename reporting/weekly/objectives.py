"""What a week is held against: the objectives and the plans of the strategy that was in force."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst

from accounts.access import Right
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.metrics import Unit, metrics
from channels_mgmt.strategy.models import NetworkPlan, OwnMetric, Strategy
from channels_mgmt.strategy.services.progress import values_of, way_words
from channels_mgmt.strategy.services.reading import in_force
from channels_mgmt.team.cadence import cadence_of
from channels_mgmt.team.models import Channel
from cmhub.lib.weeks import Week
from reporting.weekly.leads import Rows, leads_of
from reporting.weekly.models import WeeklyReport

ENTERED = Rows("strategy:values", Right.STRATEGY_WRITE, "", of_name=True)
"""What people entered for a figure of the brand's own, by its number."""


def strategy_of_week(brand: Brand, week: Week, *, at: datetime) -> Strategy | None:
    """The version that was in force at the end of the week, or is now of one that goes on."""
    return in_force(brand, min(week.end(brand.time_zone), at))


def objectives_of(strategy: Strategy | None, week: Week) -> list[dict[str, Any]]:
    """The objectives as `WeekFrames` takes them; those about the brand's own figures with what was entered
    for the week or before it. Numbers and dates are as JSON has them.
    """
    if strategy is None:
        return []
    objectives = list(strategy.objectives.select_related("own_metric"))
    own = [one.own_metric_id for one in objectives if one.own_metric_id]
    entered = values_of(own, week.sunday)
    found = []
    for one in objectives:
        line: dict[str, Any] = {
            "metric": one.metric or one.own_metric.name,  # type: ignore[union-attr]
            "start": float(one.start),
            "target": float(one.target),
            "due": one.due.isoformat(),
        }
        if series := entered.get(one.own_metric_id):
            line["actual"] = series[-1].value
        found.append(line)
    return found


def targets_of(strategy: Strategy | None, channels: Iterable[Channel]) -> dict[str, dict[str, float]]:
    """For each channel, by its slug, what the strategy asks of it on the scorecard: seconds to the first
    response, share of messages answered, posts in a week. What it does not say is not there.
    """
    if strategy is None:
        return {}
    known = list(channels)
    plans = list(strategy.networks.all())
    cadences = cadence_of(known, plans)
    by_account = {(plan.network, plan.purpose): plan for plan in plans}
    return {
        channel.slug: _targets(
            by_account.get((channel.network, channel.purpose)), cadences[channel.pk], strategy
        )
        for channel in known
    }


def _targets(plan: NetworkPlan | None, cadence: Any, strategy: Strategy) -> dict[str, float]:
    targets: dict[str, float] = {}
    if cadence is not None:
        targets["rhythm"] = float(cadence)
    if plan is not None and plan.response_minutes is not None:
        targets["reactivity"] = plan.response_minutes * 60
        targets["answers"] = strategy.in_time_percent / 100
    return targets


def response_target(strategy: Strategy | None) -> int | None:
    """Seconds to the first response, where the strategy asks the same wherever it asks for any."""
    if strategy is None:
        return None
    asked = {plan.response_minutes for plan in strategy.networks.all() if plan.response_minutes is not None}
    return asked.pop() * 60 if len(asked) == 1 else None


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective of a stored report in words; `progress` is None where its figure is not known, `href` is
    where its rows are, empty where the reader may not list them.
    """

    label: str
    start: str
    target: str
    actual: str
    due: date | None
    progress: float | None
    is_own: bool = False
    href: str = ""

    @property
    def way(self) -> str:
        return "" if self.progress is None else way_words(self.progress)

    @property
    def shown(self) -> int:
        """For a bar, which has two ends."""
        return round(100 * min(1.0, max(0.0, self.progress or 0.0)))


def lines_of(report: WeeklyReport, rights: Collection[str] = ()) -> list[ObjectiveLine]:
    """The objectives as the report has them; those of the brand's own figures in their unit."""
    leads = leads_of(report, rights)
    told = report.quantitative.get("objectives", [])
    own = [one["metric"] for one in told if one["metric"] not in metrics]
    named = OwnMetric.objects.filter(brand=report.brand_id, name__in=own) if own else OwnMetric.objects.none()
    units = {name: (unit, pk) for name, unit, pk in named.values_list("name", "unit", "pk")}
    found = []
    for one in told:
        unit, pk = units.get(one["metric"], ("", None))
        href = leads.to(ENTERED, str(pk)) if pk else leads.of_code(one["metric"])
        found.append(_line(one, unit, href))
    return found


def _line(told: dict[str, Any], own_unit: str, href: str) -> ObjectiveLine:
    known = metrics.get(told["metric"])
    unit = known.unit if known else Unit.OWN

    def words(value: float | None) -> str:
        return "" if value is None else unit.words(value, own_unit)

    return ObjectiveLine(
        label=str(capfirst(known.label)) if known else told["metric"],
        start=words(told["start"]),
        target=words(told["target"]),
        actual=words(told["actual"]),
        due=date.fromisoformat(told["due"]) if told["due"] else None,
        progress=told["progress"],
        is_own=known is None,
        href=href,
    )
