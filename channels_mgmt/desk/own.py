"""What is a person's own on their home, asked for in one query: their time, their shifts and those they
are asked to take, what they have not read, simulations and decisions that wait for them, and how soon they
answer on their channels.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

from accounts.access import Right, roles_granting
from accounts.models import Membership, Notification, User
from accounts.models.period import DayThere
from channels_mgmt.desk.answer_times import with_minutes
from channels_mgmt.desk.day import LOOKED_AT
from channels_mgmt.desk.owed import anything_owed
from channels_mgmt.inbox.models import Approval, Promise
from channels_mgmt.publishing.services.reminders import ambassadors_for, follow_ups_for
from channels_mgmt.strategy.services.briefings import unread_briefings
from channels_mgmt.strategy.services.reading import to_validate, unread_strategies
from channels_mgmt.team.models import Channel, Shift, ShiftSwap, Simulation, TimeEntry, Timer
from channels_mgmt.watch.services.waiting import for_person
from cmhub.lib.counted import CountOf
from cmhub.lib.kept import kept

DUTIES_SHOWN = 3
"""Duties to tap; the others are on the brand's page of time."""
SHIFTS_SHOWN = 2
LATELY = timedelta(days=14)
NONE = [0]
"""No brand: what is asked of an empty list would be left out of the query."""


def own_of(
    user: User, *, works_on: list[int], reads_on: list[int], handles_on: list[int], at: datetime
) -> Any:
    """The person, with `today` in minutes, and as JSON `lately`, `running` and `next_shifts`;
    `has_briefings` and `has_strategies` say whether any waits to be read, `has_decisions` whether a strategy
    waits for them to validate it, `has_swaps` whether somebody asks them to take a shift, `has_simulations`
    whether any waits to be answered or marked, `has_watch` whether an item of the watch waits for them,
    `has_people` whether they are to speak with an ambassador again, `has_follow_ups` whether an event left
    them something to do, `has_owed` whether a room above has them see to anything;
    `undelivered` counts the mails of the houses that they run which did not arrive and nobody has seen to;
    `answer_within` is what the strategies in force say of the channels (see `minutes_to_answer`). Of who
    handles no interactions, `has_replies` and `has_promises` say whether replies wait for them, and whether
    they owe the public an answer.

    Time is looked at on the brands of `works_on`, what is to be read and decided on those of `reads_on`, the
    channels on those of `handles_on`.
    """
    own = _own if handles_on else _own_with_replies
    (found,) = own(
        person=user.pk,
        works_on=works_on or NONE,
        reads_on=reads_on or NONE,
        handles_on=handles_on or NONE,
        at=at,
        since=at - LATELY,
    )
    return found


@kept
def _own(
    person: int,
    works_on: list[int],
    reads_on: list[int],
    handles_on: list[int],
    at: datetime,
    since: datetime,
) -> QuerySet[User]:
    runs = Membership.objects.current(at).filter(user=person, role__in=roles_granting(Right.AGENCY_MANAGE))
    today = DayThere("brand__agency__time_zone", at)
    entries = TimeEntry.objects.filter(user=person).order_by()
    lately = (
        entries.filter(brand__in=works_on, logged_at__gte=since)
        .values("brand", "duty")
        .annotate(last=Max("pk"), minutes=Sum("minutes", filter=Q(day=today)))
        .order_by("-last")[:DUTIES_SHOWN]
    )
    channels = Channel.objects.filter(brand__in=handles_on).order_by()
    asked = with_minutes(channels).exclude(minutes=None)
    timer = Timer.objects.filter(user=person)
    logged = entries.filter(day=today).values("user").annotate(minutes=Sum("minutes"))
    shifts = Shift.objects.standing().filter(user=person, ends_at__gt=at, brand__archived_at=None)
    return (
        User.objects.filter(pk=person)
        .only("pk")
        .annotate(
            lately=ArraySubquery(lately.values(told=_told("brand", "duty", "minutes"))),
            today=Subquery(logged.values("minutes")),
            running=Subquery(timer.values(told=_told("brand", "duty", "started_at"))),
            next_shifts=ArraySubquery(
                shifts.order_by("starts_at").values(
                    told=_told("id", "kind", "starts_at", "ends_at", "edition", **_BRAND)
                )[:SHIFTS_SHOWN]
            ),
            has_briefings=Exists(unread_briefings(person, reads_on, at)),
            has_strategies=Exists(unread_strategies(person, reads_on, at)),
            has_decisions=Exists(to_validate(person, reads_on, at)),
            answer_within=ArraySubquery(asked.values(told=_told("id", "minutes"))),
            has_swaps=Exists(ShiftSwap.objects.asking(person, at)),
            has_simulations=Exists(Simulation.objects.waiting_for(person)),
            has_watch=Exists(for_person(person)),
            has_people=Exists(ambassadors_for(person, at)),
            has_follow_ups=Exists(follow_ups_for(person, at)),
            has_owed=anything_owed(person, at),
            undelivered=CountOf(Notification.objects.to_handle(runs.values("agency")).values("pk")),
        )
    )


@kept
def _own_with_replies(
    person: int,
    works_on: list[int],
    reads_on: list[int],
    handles_on: list[int],
    at: datetime,
    since: datetime,
) -> QuerySet[User]:
    """For who handles no interactions: mostly no reply waits for them, and they owe the public nothing."""
    own = _own.build(person, works_on, reads_on, handles_on, at, since)
    return own.annotate(
        has_replies=Exists(Approval.objects.waiting_for(person, at)),
        has_promises=Exists(Promise.objects.owed_by(person)),
    )


_BRAND = {"brand_name": "brand__name", "slug": "brand__slug", "zone": "brand__time_zone"}


def _told(*names: str, **others: str) -> JSONObject:
    return JSONObject(**{name: F(field) for name, field in ({name: name for name in names} | others).items()})


def minutes_to_answer(found: Any) -> dict[int, int]:
    """How soon the public is answered on the channels, by their ids, where the strategy in force says so."""
    told = map(json.loads, found.answer_within or ())
    return {row["id"]: row["minutes"] for row in told}


def swaps_of(user: User, found: Any, at: datetime) -> list[ShiftSwap]:
    """What others ask the person to take, the most urgent first, where `found` says that any do."""
    if not found.has_swaps:
        return []
    asking = ShiftSwap.objects.visible_to(user).asking(user.pk, at)
    related = asking.select_related("brand", "shift", "in_return", "asked_by")
    return list(related.order_by("expires_at", "pk")[:LOOKED_AT])


def shifts_of(found: Any) -> list[Shift]:
    """The shift that runs and the next ones, each with the name, address and time zone of its brand."""
    shifts = []
    for told in map(json.loads, found.next_shifts or ()):
        shift = Shift(pk=told["id"], kind=told["kind"], edition=told["edition"])
        shift.starts_at = datetime.fromisoformat(told["starts_at"])
        shift.ends_at = datetime.fromisoformat(told["ends_at"])
        for name in _BRAND:
            setattr(shift, name, told[name])
        shifts.append(shift)
    return shifts
