"""What a brand's team has: readiness, rota, time and means."""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from allauth.usersessions.models import UserSession

from accounts.choices import Role
from accounts.models import (
    Membership,
    User,
)
from accounts.services.invitations import invite
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.protocol.services.entries import write_entry
from channels_mgmt.protocol.services.gaps import note_gap
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.strategy.services.briefings import write_briefing
from channels_mgmt.team.choices import Question
from channels_mgmt.team.models import TimeEntry, Timer
from channels_mgmt.team.rota.patterns import Slot
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.assignments import assign
from channels_mgmt.team.services.feeds import make_feed
from channels_mgmt.team.services.means import change_assumptions, set_budget, set_pay
from channels_mgmt.team.services.patterns import write_pattern
from channels_mgmt.team.services.shifts import add_shift
from channels_mgmt.team.services.simulations import start_simulation
from channels_mgmt.team.services.swaps import ask_swap
from channels_mgmt.team.services.time import log_time
from tests.access.furniture.strategy import in_force
from tests.access.furniture.when import NOW
from tests.cast import make_ready


def of_readiness(brand: Brand, cm: User) -> dict[str, Any]:
    """What is agreed on and told to the team, and somebody who is checked for it, whom no test walks as."""
    agreed = [
        write_entry(
            brand=brand,
            by=cm,
            situation=f"Situation {number} de {brand.slug}",
            answer_fr=f"Convenu de {brand.slug}",
            sensitivity="routine",
            department=brand.company.departments.earliest("pk"),
            at=NOW,
        )
        for number in range(5)
    ]
    lea = User.objects.create_user(f"lea@{brand.slug}.example", name=f"Léa de {brand.slug}")
    Membership.objects.create(agency=brand.agency, user=lea, starts_on=NOW.date())
    rose = User.objects.create_user(f"rose@{brand.slug}.example", name=f"Rose de {brand.slug}")
    give_role(brand=brand, user=lea, role=Role.CONTENT_MANAGER, by=None, at=NOW)
    in_force(brand)
    briefing: dict[str, Any] = {"brand": brand, "by": cm, "due_at": NOW + timedelta(days=1), "at": NOW}
    secret = f"Confidentiel de {brand.slug}"
    write_briefing(title=secret, text=secret, confidentiality="confidential", people=[lea], **briefing)
    told = f"Note de {brand.slug}"
    check = make_ready(brand, lea, by=cm, mentor=rose, noes=[Question.NEWS], at=NOW)
    return {
        "team/readiness/plan/<": check.lines.get(),
        "team/readiness/<": check,
        "team/simulations/<": start_simulation(brand=brand, user=lea, by=cm, at=NOW),
        "protocol/gaps/<": note_gap(
            brand=brand, words=f"Parrainage de {brand.slug}", interaction=1, by=cm, at=NOW
        ),
        "protocol/<": agreed[0].entry,
        "briefings/<": write_briefing(title=told, text=told, confidentiality="internal", **briefing),
    }


def of_the_rota(brand: Brand, cm: User) -> dict[str, Any]:
    """Who is on call, what is offered to others, and at which address a calendar reads it."""
    night = {"starts": time(22), "ends": time(6)}
    pattern, _written = write_pattern(
        brand=brand,
        by=cm,
        name=f"Nuits de {brand.slug}",
        kind=ShiftKind.BACKUP,
        slots=[Slot(weekday=2, ends_weekday=3, **night)],
        people=[cm],
        starts_on=NOW.date(),
        at=NOW,
    )
    begins = NOW + timedelta(days=10)
    held, offered = (
        add_shift(
            brand=brand,
            user=cm,
            kind=ShiftKind.PRIMARY,
            starts_at=begins + timedelta(days=number),
            ends_at=begins + timedelta(days=number, hours=4),
            by=cm,
            at=NOW,
        )
        for number in range(2)
    )
    feed, _address = make_feed(user=cm, by=cm, brand=brand, at=NOW)
    return {
        "rota/patterns/<": pattern,
        "rota/swaps/<": ask_swap(shift=offered, by=cm, note=f"Garde de {brand.slug}", at=NOW),
        "team/rota/<": held,
        "calendars/<": feed,
    }


def of_the_team(brand: Brand, cm: User) -> dict[str, Any]:
    """Who works on the brand and for the agency, and how they log in."""
    assignment = assign(brand=brand, user=cm, role=Role.CONTENT_MANAGER, by=None)
    return {
        "time/<": time_and_means(brand, cm),
        "team/": assignment,
        "access/": assignment.brand_role,
        "account/sessions/": UserSession.objects.create(
            user=cm, ip="192.0.2.1", session_key=f"of-{brand.slug}", user_agent="Firefox"
        ),
        "people/invitations/": invite(
            agency=brand.agency, name="Nadia", email=f"nadia@{brand.slug}.example", by=None
        ),
        "people/<": cm,
        "memberships/": Membership.objects.filter(agency=brand.agency, role=Role.MANAGER).earliest("pk"),
    }


def time_and_means(brand: Brand, cm: User) -> TimeEntry:
    """What somebody logged and has running, what the work takes and costs, and whether the team is enough."""
    Timer.objects.create(brand=brand, user=cm, duty=Duty.WRITING, started_at=NOW)
    change_assumptions(brand=brand, values={"hours_meetings": Decimal(3)}, edition=0, by=cm, at=NOW)
    money = {"amount": Decimal(900_000), "currency": "XAF", "starts_on": NOW.date(), "by": cm, "at": NOW}
    set_budget(brand=brand, **money)
    set_pay(agency=brand.agency, person=cm, **money)
    return log_time(
        brand=brand, user=cm, duty=Duty.DESIGN, minutes=30, note=f"Affiche de {brand.slug}", at=NOW
    )
