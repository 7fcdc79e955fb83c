"""The time of a week by person and duty, and what was handled for another post, as rows for the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import Membership
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.escalations.models import Carried
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.strategy.charter import missing_post
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.services.scope import Charters, charters_of, judge, spent_on
from cmhub.lib.weeks import Week

DUTY_OF_KIND: dict[str, str] = {
    Kind.QUESTION: Duty.ANSWERING,
    Kind.COMPLAINT: Duty.CUSTOMER_SERVICE,
    Kind.TECHNICAL_PROBLEM: Duty.TECH_SUPPORT,
    Kind.LEAD: Duty.SELLING,
    Kind.PRAISE: Duty.ANSWERING,
    Kind.SUGGESTION: Duty.ANSWERING,
    Kind.PARTNERSHIP: Duty.ANSWERING,
    Kind.PRESS: Duty.ANSWERING,
    Kind.JOB: Duty.ANSWERING,
    Kind.DESIGN: Duty.DESIGN,
    Kind.SITE_FAULT: Duty.SITE,
    Kind.ABUSE: Duty.MODERATING,
    Kind.CRISIS_SIGNAL: Duty.ANSWERING,
    Kind.OTHER: Duty.ANSWERING,
}
"""The duty that whoever settles an interaction of a kind does, unless it was passed on."""

NOBODY = "nobody"
"""Whose work is what the charter gives to no post."""

Rows = list[tuple[Any, ...]]


def time_rows(brand: Brand, week: Week, charters: Charters) -> Rows:
    """Person, duty, minutes, whether these are out of scope, None where the charter does not say, and whose
    they should be.
    """
    spent = spent_on(brand, week.monday, week.next.monday)
    names = _told_apart({one.user: one.name for one in spent})
    rows = []
    for one in spent:
        charter = charters.on(one.day)
        verdict = judge(one.duty, one.roles, charter)
        post = str(missing_post(one.duty, charter) or NOBODY) if verdict else None
        outside = None if verdict is None else float(verdict)
        rows.append((names[one.user], one.duty, float(one.minutes), outside, post))
    return rows


def handled_rows(brand: Brand, week: Week, charters: Charters) -> Rows:
    """Of each interaction of the week that somebody of the house answered, and of which a person has
    confirmed the kind: whether settling it was the work of another post. What was passed on is in scope.
    """
    charter = charters.on(week.sunday)
    handled = list(_handled(brand, week))
    roles = _roles(brand, week, {handler for _kind, handler, _passed_on in handled})
    verdicts = [
        (judge(DUTY_OF_KIND[kind], roles[handler], charter), passed_on)
        for kind, handler, passed_on in handled
    ]
    return [(verdict and not passed_on,) for verdict, passed_on in verdicts if verdict is not None]


def _handled(brand: Brand, week: Week) -> Any:
    """Kind, who answered first, whether it was passed on."""
    zone = brand.time_zone
    replies = Message.objects.filter(
        interaction=OuterRef("pk"), direction=Direction.OUT, automatic=False, recorded_by__isnull=False
    ).order_by("sent_at", "pk")
    return (
        Interaction.objects.filter(brand=brand, opened_at__gte=week.start(zone), opened_at__lt=week.end(zone))
        .exclude(kind="")
        .order_by()
        .annotate(handler=Subquery(replies.values("recorded_by")[:1]))
        .filter(handler__isnull=False)
        .annotate(passed_on=Exists(Carried.objects.there().filter(interaction=OuterRef("pk"))))
        .values_list("kind", "handler", "passed_on")
    )


def _roles(brand: Brand, week: Week, people: Collection[int]) -> dict[int, set[str]]:
    """What each of these people was in any part of the week, on the brand or in the agency."""
    held = Q(starts_on__lte=week.sunday) & (Q(ends_on=None) | Q(ends_on__gt=week.monday))
    here = BrandRole.objects.filter(held, brand=brand, user__in=people)
    places = Membership.objects.filter(held, agency=brand.agency_id, user__in=people).exclude(role="")
    found: dict[int, set[str]] = {person: set() for person in people}
    for person, role in (*here.values_list("user", "role"), *places.values_list("user", "role")):
        found[person].add(role)
    return found


def _told_apart(names: dict[int, str]) -> dict[int, str]:
    """Two people of one name are told apart by their number."""
    often = Counter(names.values())
    return {user: name if often[name] == 1 else f"{name} ({user})" for user, name in names.items()}


def workload_rows(brand: Brand, week: Week) -> tuple[Rows, Rows]:
    """Of the time, and where none was logged, of what was handled."""
    charters = charters_of(brand)
    time = time_rows(brand, week, charters)
    return time, [] if time else handled_rows(brand, week, charters)
