"""Days on which nobody answers for a department, because everybody there is away and nobody stands in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Q

from accounts.models import Absence, Contact
from cmhub.lib.working_time import Leave

LOOKED_AT = timedelta(days=400)
"""How far before and after an instant absences are looked at."""
LONGEST = timedelta(days=31)
"""What lasts longer, or has no end that is known, stops no clock: the public would wait for good. It shows as
nobody being there, and whoever is next in line is asked.
"""
ONE_DAY = timedelta(days=1)


def leaves_of(departments: Collection[int], at: datetime) -> dict[int, tuple[Leave, ...]]:
    """The leaves by the departments' ids, around an instant; a department without any is not in it.

    One query where nobody is absent, three where deputies are named.
    """
    since, until = at.date() - LOOKED_AT, at.date() + LOOKED_AT
    near = Absence.objects.standing().filter(Q(ends_on=None) | Q(ends_on__gt=since), starts_on__lt=until)
    absences = list(
        near.filter(
            contact__department__in=departments,
            contact__left_at=None,
        ).select_related("contact", "deputy__department")
    )
    if not absences:
        return {}
    wanted = {absence.contact.department_id for absence in absences}
    named: dict[int, dict[int, str]] = defaultdict(dict)
    there = Contact.objects.filter(department__in=wanted, left_at=None)
    for department, contact, name in there.values_list("department_id", "pk", "name"):
        named[department][contact] = name
    deputies = {absence.deputy_id for absence in absences if absence.deputy_id}
    of_deputies = near.filter(contact__in=deputies) if deputies else ()
    away_themselves = _days_away(of_deputies, {}, since, until)
    away = _days_away(absences, away_themselves, since, until)
    leaves = {
        department: tuple(_leaves(set.intersection(*(away[contact] for contact in people)), people, until))
        for department, people in named.items()
    }
    return {department: found for department, found in leaves.items() if found}


def _days_away(
    absences: Iterable[Absence], of_deputies: Mapping[int, set[date]], since: date, until: date
) -> defaultdict[int, set[date]]:
    """By contact, the days on which nobody is there for them."""
    days: defaultdict[int, set[date]] = defaultdict(set)
    for absence in absences:
        first, end = max(absence.starts_on, since), min(absence.ends_on or until, until)
        own = {first + n * ONE_DAY for n in range((end - first).days)}
        days[absence.contact_id] |= own & _days_without(absence, own, of_deputies)
    return days


def _days_without(absence: Absence, days: set[date], of_deputies: Mapping[int, set[date]]) -> set[date]:
    """Those of the days of an absence on which the deputy is not there either."""
    deputy = absence.deputy
    if deputy is None or deputy.left_at or deputy.department.closed_at:
        return days
    return of_deputies.get(deputy.pk, set())


def _leaves(days: set[date], people: Mapping[int, str], until: date) -> Iterable[Leave]:
    """The days as stretches that have an end and are not too long."""
    name = next(iter(people.values())) if len(people) == 1 else ""
    for first in sorted(day for day in days if day - ONE_DAY not in days):
        back_on = first
        while back_on in days:
            back_on += ONE_DAY
        if back_on < until and back_on - first <= LONGEST:
            yield Leave(first, back_on, name)
