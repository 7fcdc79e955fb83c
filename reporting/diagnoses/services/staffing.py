"""Whether a brand's team is enough: read now for its page, and kept week by week with its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any

from django.utils import timezone

from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.assumptions import Assumption
from channels_mgmt.team.choices import Currency
from channels_mgmt.team.models import Budget
from channels_mgmt.team.services.means import budget_of, pay_of
from reporting.diagnoses import answering as queues
from reporting.diagnoses.answering import Answering, Outlook, outlook_of, read_answering, total_people
from reporting.diagnoses.costs import Cost, Paid, cost_of
from reporting.diagnoses.models import StaffingReading
from reporting.diagnoses.services.gathering import WEEKS, Material, gather
from reporting.diagnoses.staffing import (
    Reading,
    as_report,
    missing_posts,
    read,
    with_hours,
    without_network,
)


@dataclass(frozen=True)
class WhatIf:
    """What is tried out: so many hours a week more, a network less, another target."""

    hours: float = 0.0
    network: str = ""
    target_minutes: float | None = None

    def __bool__(self) -> bool:
        return bool(self.hours or self.network or self.target_minutes)


@dataclass(frozen=True)
class Picture:
    """All that the page and the report say of a brand's staffing."""

    readings: list[Reading]
    answering: list[Answering]
    missing: list[dict[str, Any]]
    outlook: Outlook | None = None
    """What the hours that are given make of the targets."""

    @property
    def whole(self) -> Reading:
        return self.readings[0]

    @property
    def territories(self) -> list[Reading]:
        return self.readings[1:]

    @property
    def people(self) -> int | None:
        """Who would meet the targets, over all purposes."""
        return total_people(self.answering)


def picture_of(material: Material, what_if: WhatIf | None = None) -> Picture:
    tried = what_if or WhatIf()
    work, inflows = material.work, material.inflows
    if tried.network:
        work = without_network(work, tried.network)
        stays = {account.key for account in work.accounts}
        inflows = tuple(one for one in inflows if one.account in stays)
    if tried.hours:
        work = with_hours(work, tried.hours)
    full_time = work.assumed[Assumption.FULL_TIME].value
    answering = read_answering(
        inflows,
        weeks=WEEKS,
        in_time=material.in_time,
        handling_minutes=handling_minutes(material),
        full_time=full_time,
        target_minutes=tried.target_minutes,
    )
    readings = read(work)
    people = len(readings[0].people) + ceil(tried.hours / full_time)
    outlook = outlook_of(answering, hours=readings[0].given, people=people)
    return Picture(readings, answering, missing_posts(work), outlook)


def handling_minutes(material: Material) -> float:
    """Of one message that waits: an interaction's time, shared by the answers that it asks for."""
    waits = sum(len(one.arrivals) for one in material.inflows)
    opened = sum(sum(account.weeks) for account in material.work.accounts)
    whole = material.work.assumed[Assumption.INTERACTION].value
    return whole * opened / waits if waits and opened else whole


def staffing_for_report(brand: Brand, at: datetime | None = None) -> list[dict[str, Any]]:
    """The report's `staffing`: the whole brand first, then its territories."""
    return staffing_from(gather(brand, at or timezone.now()))


def staffing_from(material: Material) -> list[dict[str, Any]]:
    picture = picture_of(material)
    whole, *territories = picture.readings
    return [
        as_report(
            whole,
            answering=queues.as_report(picture.answering),
            people_needed=picture.people,
            missing_posts=[{**one, "post": str(one["post"])} for one in picture.missing],
            out_of_scope_share=material.work.out_of_scope_share,
        ),
        *(as_report(reading) for reading in territories),
    ]


def keep_reading(
    *, brand: Brand, week: str, revision: int, staffing: list[dict[str, Any]], at: datetime
) -> StaffingReading:
    """Keeps what a draft of the report says, for it, for its JSON and for the manager's board."""
    reading, _made = StaffingReading.objects.update_or_create(
        brand=brand,
        week=week,
        revision=revision,
        defaults={
            "readings": staffing,
            "computed_at": at,
            "is_overloaded": staffing[0]["overloaded"] if staffing else None,
        },
    )
    return reading


def kept_reading(*, brand: Brand, week: str, revision: int) -> list[dict[str, Any]]:
    """That of a revision of the week's report, else of the last one before it."""
    rows = StaffingReading.objects.filter(brand=brand, week=week, revision__lte=revision)
    found = rows.order_by("-revision").first()
    return found.readings if found else []


@dataclass(frozen=True)
class Means:
    """What the brand may spend and what its team costs: for who may see it, and nobody else."""

    budget: Budget | None
    cost: Cost
    share: Decimal | None
    """The part of the budget that the team takes."""


def means_of(material: Material, picture: Picture, *, at: datetime) -> Means:
    """In the currency of the budget, else in that of the first pay. Two queries."""
    brand = material.brand
    day = brand.agency.day_of(at)
    budget = budget_of(brand, day)
    pay = pay_of(brand.agency, {one.person for one in material.work.given}, day)
    currency = budget.currency if budget else next((one.currency for one in pay.values()), Currency.XAF)
    cost = cost_of(
        _paid(material, pay),
        currency,
        hours=picture.whole.needed,
        interactions=material.handled or None,
        posts=material.published,
        answering=(Duty.ANSWERING, Duty.PASSING_ON),
        writing=(Duty.WRITING,),
    )
    share = cost.month / budget.amount if budget and budget.amount and cost.month is not None else None
    return Means(budget, cost, share)


def _paid(material: Material, pay: Mapping[int, Any]) -> Iterable[Paid]:
    given: dict[int, list[Any]] = {}
    for one in material.work.given:
        given.setdefault(one.person, []).append(one)
    for person, rows in given.items():
        hours, works = sum(row.hours for row in rows), material.full_hours.get(person)
        part = Decimal(hours) / Decimal(works) if hours and works else None
        found = pay.get(person)
        yield Paid(rows[0].name, found.amount if found else None, found.currency if found else "", part)
