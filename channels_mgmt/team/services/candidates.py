"""Whom one may choose to hold something: with their hours, leave and standing, and why some are refused."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Agency, Membership, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.white_label import OF_THE_CLIENT
from channels_mgmt.team.choices import SPOKESPERSONS
from channels_mgmt.team.load import Span, hours_on, most_given, overload, works_on
from channels_mgmt.team.models import Assignment, Channel
from channels_mgmt.team.presence import FIELDS, Away, Presence, presence, with_presence
from channels_mgmt.team.readiness import Standing, refusal_of
from channels_mgmt.team.services.colleagues import clients_people
from channels_mgmt.team.services.fitness import given_to, is_away, refuse_misfit, too_much
from channels_mgmt.team.services.readiness import standings
from cmhub.lib.scope import everything
from cmhub.lib.text import fold

LEAVE_SHOWN = timedelta(days=60)
"""How long after the beginning a leave is shown beside a choice."""


@dataclass(frozen=True)
class Terms:
    """What is to be held."""

    channel: Channel | None
    role: str
    hours: int
    starts_on: date
    ends_on: date | None
    under_supervision: bool = False

    @property
    def misfit(self) -> str:
        """Why nobody can hold this channel in this role; empty where it fits."""
        if self.channel is None:
            return ""
        try:
            refuse_misfit(self.channel.purpose, self.role)
        except ValidationError as error:
            return str(error.messages[0])
        return ""

    @property
    def speaks_alone(self) -> bool:
        """Whether whoever holds it speaks for the brand without supervision."""
        return self.role in SPOKESPERSONS and not self.under_supervision

    @property
    def lead(self) -> Assignment | None:
        """Who leads the channel on some day of the period."""
        leads = Assignment.objects.filter(channel=self.channel, is_lead=True).select_related("user")
        return leads.overlapping(self.starts_on, self.ends_on).order_by("starts_on").first()


@dataclass
class Candidate:
    """A person with the hours a week that they work and the most that they are given in the period."""

    user: User
    works: int | None
    given: int
    works_here: bool
    presence: Presence = field(default_factory=Presence)
    standing: Standing | None = None
    refusals: list[str] = field(default_factory=list)

    @property
    def free(self) -> int:
        return max((self.works or 0) - self.given, 0)


def candidates(*, brand: Brand, terms: Terms, at: datetime | None = None) -> list[Candidate]:
    """Who works for the agency: those who can take it first, of them those of the brand, then by hours left.

    People of its clients are there only for what is a client's. A choice is refused here for the same reasons
    as by `assign`, but for what a brand without a validated strategy refuses to everybody.
    """
    now = at or timezone.now()
    besides = set() if terms.role in OF_THE_CLIENT else clients_people(brand.agency, now)
    people, works, there = _people(brand.agency, terms.starts_on, now, besides)
    held = _held(brand, people, terms.starts_on)
    given = {pk: [Span(a.starts_on, a.ends_on, a.hours_per_week) for a in rows] for pk, rows in held.items()}
    here = {pk: [one for one in rows if one.brand_id == brand.pk] for pk, rows in held.items()}
    known = standings(brand, people, now) if terms.role in SPOKESPERSONS else {}
    found = [
        Candidate(
            user=user,
            works=works_on(works[pk], terms.starts_on),
            given=most_given(given.get(pk, []), terms.starts_on, terms.ends_on),
            works_here=bool(here.get(pk)),
            presence=there[pk],
            standing=known.get(pk),
            refusals=_refusals(
                user, terms, given.get(pk, []), works[pk], there[pk].leave, known.get(pk), here.get(pk, [])
            ),
        )
        for pk, user in people.items()
    ]
    return sorted(found, key=_order)


def workloads(agency: Agency, at: datetime) -> dict[int, Candidate]:
    """Who works for an agency, by person: with their hours of today over all brands, and their leave of now
    or soon.
    """
    today = agency.day_of(at)
    people, works, there = _people(agency, today, at, clients_people(agency, at))
    given = given_to(agency, people, today)
    return {
        pk: Candidate(user, works_on(works[pk], today), hours_on(given.get(pk, []), today), False, there[pk])
        for pk, user in people.items()
    }


def _order(one: Candidate) -> Any:
    return bool(one.refusals), not one.works_here, -one.free, fold(one.user.name)


def _people(
    agency: Agency, first_day: date, now: datetime, besides: Collection[int]
) -> tuple[dict[int, User], dict[int, list[Span]], dict[int, Presence]]:
    """Who works for the agency now, with their hours from the first day on, and their leave then or soon."""
    today = agency.day_of(now)
    rows = Membership.objects.lasting(today).filter(agency=agency, user__is_active=True)
    rows = rows.exclude(user__in=besides)
    people: dict[int, User] = {}
    works: dict[int, list[Span]] = defaultdict(list)
    there: dict[int, Presence] = {}
    known = with_presence(rows.select_related("user"), agency, "user", first_day, LEAVE_SHOWN)
    for place in known:
        if place.starts_on <= today:
            people[place.user_id] = place.user
            there[place.user_id] = presence(*(getattr(place, name) for name in FIELDS))
        works[place.user_id].append(Span(place.starts_on, place.ends_on, place.hours_per_week))
    return people, works, there


def _held(brand: Brand, people: Iterable[int], day: date) -> dict[int, list[Assignment]]:
    """What they hold from a day on, on all brands of the agency."""
    rows = Assignment.objects.lasting(day).filter(brand__agency=brand.agency_id, user__in=list(people))
    held: dict[int, list[Assignment]] = defaultdict(list)
    fields = ("user_id", "brand_id", "channel_id", "role", "starts_on", "ends_on", "hours_per_week")
    with everything():  # a page about one brand counts the hours on the others, and does not say on which
        for one in rows.only(*fields):
            held[one.user_id].append(one)
    return held


def _refusals(
    user: User,
    terms: Terms,
    given: Sequence[Span],
    works: Sequence[Span],
    leave: Away | None,
    standing: Standing | None,
    held: Sequence[Assignment],
) -> list[str]:
    reasons = []
    if _holds_already(terms, held):
        reasons.append(_("%(name)s holds this in that period already.") % {"name": user.name})
    if leave is not None and leave.starts_on <= terms.starts_on:
        reasons.append(is_away(user.name, leave))
    if terms.hours and (
        found := overload(given, works, hours=terms.hours, starts_on=terms.starts_on, ends_on=terms.ends_on)
    ):
        reasons.append(too_much(user.name, terms.hours, found, terms.starts_on))
    if standing is not None and standing.has_strategy and not standing.is_ready and terms.speaks_alone:
        reasons.append(refusal_of(standing, user.name))
    return reasons


def _holds_already(terms: Terms, held: Sequence[Assignment]) -> bool:
    channel = terms.channel.pk if terms.channel else None
    return any(
        one.channel_id == channel
        and (channel is not None or one.role == terms.role)
        and (terms.ends_on is None or one.starts_on < terms.ends_on)
        and (one.ends_on is None or one.ends_on > terms.starts_on)
        for one in held
    )
