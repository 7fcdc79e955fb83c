"""Whether people are there and still learning: their leave of a day or soon after, and their traineeship."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import Agency, Employment, Leave, User
from accounts.services.employment import ANNOUNCED_BEFORE
from accounts.skill_choices import EmploymentKind


@dataclass(frozen=True)
class Away:
    """The days of a leave; never of what kind it is."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Presence:
    leave: Away | None = None
    is_trainee: bool = False
    mentor: str = ""


FIELDS = ("leave_from", "leave_until", "is_trainee", "mentor")


def with_presence(
    rows: QuerySet[Any], agency: Agency, user: str, day: date, ahead: timedelta = ANNOUNCED_BEFORE
) -> QuerySet[Any]:
    """Adds `FIELDS` to rows of which the field `user` is a person: by `presence` they are read."""
    of_person = {"agency": agency, "user": OuterRef(user)}
    leaves = Leave.objects.filter(**of_person, ends_on__gt=day, starts_on__lte=day + ahead)
    next_leave = leaves.order_by("starts_on")
    learning = Employment.objects.on(day).filter(**of_person, kind=EmploymentKind.TRAINEE)
    return rows.annotate(
        leave_from=Subquery(next_leave.values("starts_on")[:1]),
        leave_until=Subquery(next_leave.values("ends_on")[:1]),
        is_trainee=Exists(learning),
        mentor=Subquery(learning.values("mentor__name")[:1]),
    )


def presence(
    leave_from: date | None, leave_until: date | None, is_trainee: bool, mentor: str | None
) -> Presence:
    away = Away(leave_from, leave_until) if leave_from and leave_until else None
    return Presence(away, is_trainee, mentor or "")


def presence_of(agency: Agency, people: Collection[int], day: date) -> dict[int, Presence]:
    """By person, in one query; somebody of whom nothing is known is there."""
    rows = with_presence(User.objects.filter(pk__in=people), agency, "pk", day)
    return {pk: presence(*told) for pk, *told in rows.values_list("pk", *FIELDS)}
