"""Twelve weeks of the time of the team by duty, also on the work of other posts; what the work takes, and for
some brands a budget and pay. Safe to run again: days with time of somebody are left as they are.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from accounts.choices import Role
from accounts.models import Agency, Leave, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import TEAM, Duty
from channels_mgmt.team.models import Assignment, Budget, Pay, TimeEntry, WorkAssumption
from channels_mgmt.team.services.means import change_assumptions, set_budget, set_pay
from cmhub.demo import cast as told
from cmhub.demo.loading.house import MANAGER

WEEKS = 12
OF_ROLE: dict[str, dict[str, int]] = {
    Role.COMMUNITY_MANAGER: {
        Duty.ANSWERING: 34,
        Duty.WRITING: 20,
        Duty.MODERATING: 10,
        Duty.ANIMATING: 10,
        Duty.WATCHING: 8,
        Duty.PASSING_ON: 7,
        Duty.REPORTING: 5,
        Duty.MEETINGS: 6,
    },
    Role.SOCIAL_MEDIA_MANAGER: {
        Duty.WRITING: 30,
        Duty.ANIMATING: 22,
        Duty.TESTING: 14,
        Duty.WATCHING: 12,
        Duty.REPORTING: 12,
        Duty.MEETINGS: 10,
    },
    Role.CONTENT_MANAGER: {Duty.WRITING: 78, Duty.TESTING: 12, Duty.MEETINGS: 10},
    Role.CUSTOMER_SERVICE: {
        Duty.CUSTOMER_SERVICE: 60,
        Duty.ANSWERING: 26,
        Duty.PASSING_ON: 8,
        Duty.REPORTING: 6,
    },
    Role.TECH_SUPPORT: {Duty.TECH_SUPPORT: 66, Duty.ANSWERING: 22, Duty.PASSING_ON: 7, Duty.REPORTING: 5},
}
"""How the time of each role is spread over duties, in parts of about a hundred."""
BESIDES: dict[str, dict[str, int]] = {
    "nyongtel": {Duty.DESIGN: 22, Duty.CUSTOMER_SERVICE: 9},
    "kajoor-banque": {Duty.ADVERTISING: 8},
    "brasserie-moungo": {Duty.DESIGN: 14},
    "demarches-simplifiees": {Duty.SITE: 6, Duty.TECH_SUPPORT: 10},
    "loumalo": {Duty.SELLING: 30},
    "teranga-mode": {Duty.DESIGN: 10, Duty.SELLING: 12},
}
"""What community managers do of other posts' work, brand by brand: the charter says whether it is theirs."""
NOTES = {
    Duty.DESIGN: "Visuels de la semaine, faute de graphiste",
    Duty.SELLING: "Commandes prises en message privé",
    Duty.SITE: "Page d’accueil corrigée à la demande du client",
    Duty.MEETINGS: "Point hebdomadaire avec la marque",
}
LOGGED = (0.82, 0.98)
"""The part of the day's hours that people log."""
ASSUMED: dict[str, dict[str, Decimal]] = {
    "nyongtel": {"hours_meetings": Decimal(4), "hours_reporting": Decimal(3)},
    "brasserie-moungo": {"post_useful": Decimal(75)},
}
BUDGETS = {
    "nyongtel": (Decimal(1_850_000), "XAF"),
    "brasserie-moungo": (Decimal(900_000), "XAF"),
    "kajoor-banque": (Decimal(1_200_000), "XOF"),
}
PAY: dict[str, tuple[Decimal, str]] = {
    "cm@demo.example": (Decimal(285_000), "XAF"),
    "junior@demo.example": (Decimal(120_000), "XAF"),
    "service@demo.example": (Decimal(175_000), "XAF"),
    "support@demo.example": (Decimal(190_000), "XAF"),
    told.SOCIAL_MEDIA_MANAGER: (Decimal(420_000), "XAF"),
    told.CONTENT_MANAGER: (Decimal(310_000), "XAF"),
    "aissatou.diop@demo.example": (Decimal(265_000), "XOF"),
    "moussa.ndiaye@demo.example": (Decimal(180_000), "XOF"),
    "yacine.belkhodja@demo.example": (Decimal(92_000), "DZD"),
}


def tell_means(agency: Agency, people: dict[str, User], *, at: datetime) -> None:
    """What some people are paid, once."""
    paid = set(Pay.objects.filter(agency=agency).values_list("person__email", flat=True))
    for email, (amount, currency) in PAY.items():
        if email in people and email not in paid:
            set_pay(
                agency=agency,
                person=people[email],
                amount=amount,
                currency=currency,
                starts_on=agency.day_of(at),
                by=people[MANAGER],
                at=at,
            )


def tell_time(brand: Brand, people: dict[str, User], *, until: datetime) -> None:
    """The time of the brand's team up to the day before the story's end, and what its work takes."""
    manager = people[MANAGER]
    if brand.slug in ASSUMED and not WorkAssumption.objects.filter(brand=brand).exists():
        change_assumptions(brand=brand, values=ASSUMED[brand.slug], edition=0, by=manager, at=until)
    if brand.slug in BUDGETS and not Budget.objects.filter(brand=brand).exists():
        amount, currency = BUDGETS[brand.slug]
        first = brand.agency.day_of(until).replace(day=1)
        set_budget(brand=brand, amount=amount, currency=currency, starts_on=first, by=manager, at=until)
    TimeEntry.objects.bulk_create(_entries(brand, until), batch_size=2000)


def _entries(brand: Brand, until: datetime) -> Iterator[TimeEntry]:
    last = brand.agency.day_of(until)
    days = [last - timedelta(days=number) for number in range(WEEKS * 7, 0, -1)]
    logged = set(
        TimeEntry.objects.filter(brand=brand, day__gte=days[0]).values_list("user_id", "day").distinct()
    )
    assigned = Assignment.objects.filter(brand=brand, role__in=TEAM, hours_per_week__gt=0)
    away = _away(brand)
    for row in assigned.select_related("user", "channel").order_by("pk"):
        for day in days:
            at_work = day.isoweekday() not in told.cast().brand(brand.slug).weekend
            there = row.starts_on <= day and (row.ends_on is None or row.ends_on > day)
            if (
                at_work
                and there
                and (row.user_id, day) not in logged
                and not _is_away(away, row.user_id, day)
            ):
                yield from _day_of(brand, row, day, until)


def _day_of(brand: Brand, row: Assignment, day: date, until: datetime) -> Iterator[TimeEntry]:
    """What somebody logged on a day for one assignment: three or four duties."""
    chance = random.Random(
        f"time:{brand.slug}:{row.user.email}:{row.channel.slug if row.channel else ''}:{day}"
    )
    weights = dict(OF_ROLE[row.role])
    if row.role == Role.COMMUNITY_MANAGER:
        weights |= BESIDES.get(brand.slug, {})
    minutes = row.hours_per_week * 60 / 5 * chance.uniform(*LOGGED)
    duties = sorted(weights, key=lambda duty: chance.random() ** (1 / weights[duty]), reverse=True)[:4]
    total = sum(weights[duty] for duty in duties)
    for duty in duties:
        spent = max(5, round(minutes * weights[duty] / total / 5) * 5)
        yield TimeEntry(
            brand=brand,
            user=row.user,
            channel=row.channel,
            duty=duty,
            day=day,
            minutes=spent,
            note=NOTES.get(Duty(duty), "") if chance.random() < 0.2 else "",
            logged_at=min(until, _evening(brand, day)),
        )


def _evening(brand: Brand, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 17, 30, tzinfo=ZoneInfo(brand.agency.time_zone))


def _away(brand: Brand) -> dict[int, list[tuple[date, date | None]]]:
    found: dict[int, list[tuple[date, date | None]]] = {}
    leaves = Leave.objects.filter(agency=brand.agency_id).values_list("user_id", "starts_on", "ends_on")
    for user, since, until in leaves:
        found.setdefault(user, []).append((since, until))
    return found


def _is_away(away: dict[int, list[tuple[date, date | None]]], user: int, day: date) -> bool:
    return any(since <= day and (until is None or day < until) for since, until in away.get(user, []))
