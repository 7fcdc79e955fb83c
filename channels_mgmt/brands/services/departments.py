"""What changes of a company's departments, and whom they report to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Department, User
from accounts.services import places
from accounts.services.audit import changes, record
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.signals import department_closed
from cmhub.lib.working_time import CalendarError, check_hours

FIELDS = ("kind", "name", "subjects", "reports_to", "time_zone", "country", "region", "hours")


def add_department(*, brand: Brand, by: User, at: datetime | None = None, **values: Any) -> Department:
    """A new department of the brand's company. Raises ValidationError, in words, for what contradicts."""
    now = at or timezone.now()
    with transaction.atomic():
        _hold_company(brand)
        slug = places.free_slug(brand.company, values["kind"])
        department = Department(company=brand.company, slug=slug, **values)
        _refuse_foreign(department, brand)
        _check(department)
        department.save()
        _tell("department.added", department, brand, by, now)
    return department


def change_department(
    *, brand: Brand, department: Department, by: User, at: datetime | None = None, **values: Any
) -> Department:
    """Changes what a department is, and its hours: deadlines that were written before stay as they are."""
    now = at or timezone.now()
    with transaction.atomic():
        _hold_company(brand)
        held = Department.objects.select_for_update().get(pk=department.pk, company=brand.company_id)
        for name, value in values.items():
            setattr(held, name, value)
        _refuse_foreign(held, brand)
        _refuse_circle(held)
        _check(held)
        changed = changes(held, values)
        held.save(update_fields=list(values))
        if changed["before"]:
            _tell("department.changed", held, brand, by, now, **changed)
    return held


def close_department(*, brand: Brand, department: Department, by: User, at: datetime | None = None) -> None:
    """The department is asked no more: routing passes it over, and what reported to it reports one higher.

    What it has been asked and has not answered moves on: the rooms above hear of it. Its row is locked but
    for its key: whoever is asking it something in this moment does not wait for that.
    """
    now = at or timezone.now()
    with transaction.atomic():
        _hold_company(brand)
        found = Department.objects.select_for_update(no_key=True)
        held = found.get(pk=department.pk, company=brand.company_id)
        if held.closed_at:
            return
        held.closed_at = now
        held.save(update_fields=["closed_at"])
        for below in held.reporting_here.all():
            below.reports_to = held.reports_to
            changed = changes(below, ["reports_to"])
            below.save(update_fields=["reports_to"])
            _tell("department.changed", below, brand, by, now, **changed)
        _tell("department.closed", held, brand, by, now)
        department_closed.send(Department, brand=brand, department=held, by=by, at=now)


def reopen_department(*, brand: Brand, department: Department, by: User, at: datetime | None = None) -> None:
    now = at or timezone.now()
    with transaction.atomic():
        held = Department.objects.select_for_update().get(pk=department.pk, company=brand.company_id)
        if held.closed_at is None:
            return
        held.closed_at = None
        held.save(update_fields=["closed_at"])
        _tell("department.reopened", held, brand, by, now)


@dataclass
class Branch:
    """A department of the organisation chart with its head, if one is named, and those that report to it."""

    department: Department
    head: str
    below: list["Branch"]


def chart_of(departments: Iterable[Department], heads: Mapping[int, str]) -> list[Branch]:
    """The departments as a tree, with the names of their heads by the departments' ids.

    One that reports to none of them stands at the top.
    """
    listed = list(departments)
    known = {department.pk for department in listed}
    below: dict[int | None, list[Department]] = defaultdict(list)
    for department in listed:
        below[department.reports_to_id if department.reports_to_id in known else None].append(department)

    def grown(above: int | None) -> list[Branch]:
        return [
            Branch(department, heads.get(department.pk, ""), grown(department.pk))
            for department in below[above]
        ]

    return grown(None)


def _hold_company(brand: Brand) -> None:
    """Lets one person at a time move departments about, so that two moves never close a circle."""
    type(brand.company).objects.select_for_update(no_key=True).get(pk=brand.company_id)


def _refuse_foreign(department: Department, brand: Brand) -> None:
    above = department.reports_to
    if department.company_id != brand.company_id or (above and above.company_id != brand.company_id):
        raise ValidationError(_("This department belongs to another company."))


def _check(department: Department) -> None:
    """What the database refuses, and hours that no clock shows, in words."""
    department.full_clean()
    try:
        check_hours(department.hours)
    except CalendarError as error:
        raise ValidationError(str(error)) from None


def _refuse_circle(department: Department) -> None:
    above = dict(Department.objects.filter(company=department.company_id).values_list("pk", "reports_to_id"))
    place = department.reports_to_id
    while place is not None:
        if place == department.pk:
            raise ValidationError(
                {"reports_to": _("It would report to itself, by way of those that report to it.")}
            )
        place = above[place]


def _tell(verb: str, what: Department, brand: Brand, by: User, at: datetime, **more: Any) -> None:
    record(verb=verb, what=what, by=by, at=at, agency_id=brand.agency_id, brand_id=brand.pk, **more)
