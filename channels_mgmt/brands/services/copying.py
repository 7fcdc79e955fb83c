"""A brand made on the template of another: its structure alone, never the data of people or of the public.

Brands of one house compete. What is copied are choices from lists, numbers and hours; words that somebody
wrote go along only where the person asks for them, and never those that name the other brand or its company.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.access import Right
from accounts.choices import DepartmentKind
from accounts.models import Company, Contact, Department, Expert, Territory, User
from accounts.services.audit import record
from accounts.services.places import COUNTRIES, free_slug
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.brands.services.creation import create_brand, earlier_brand
from channels_mgmt.brands.signals import brand_copied
from cmhub.lib.text import fold

Hours = Mapping[str, Any]
Weekends = tuple[Sequence[int], Sequence[int]]
"""The days off, as ISO days, of the template and of the new brand."""

WORD = re.compile(r"\w+")
SHORTEST_TELLING = 3
"""Letters of a word that may name somebody: “MTN” does, “de” does not."""


@dataclass(frozen=True)
class Taken:
    """What of a template came along, in words that say how much, and what did not, with the reason."""

    words: str
    left_out: str = ""


@dataclass
class Ground:
    """Two brands between which structure is copied, and what stands for what in the new one.

    `departments` are those of the new brand's company by the ids of those that they stand for.
    """

    source: Brand
    brand: Brand
    with_words: bool = False
    departments: dict[int, Department] = field(default_factory=dict)

    def words(self, written: str) -> str:
        """The words, where they may go along; else none."""
        if not self.with_words or not self.telling.isdisjoint(WORD.findall(fold(written))):
            return ""
        return written

    def hours(self, hours: Hours) -> dict[str, Any]:
        """Hours of the brand, in the working week of its first territory."""
        return on_other_days(hours, self._weekends)

    def day(self, day: int) -> int:
        """A day of the week of the template as one of the new brand's."""
        return other_days(self._weekends)[day]

    def territory(self, territory: Territory | None) -> Territory | None:
        """The territory, where the new brand is present in it too."""
        return territory if territory in self.territories else None

    @cached_property
    def territories(self) -> list[Territory]:
        return territories_of(self.brand)

    @cached_property
    def telling(self) -> set[str]:
        """Each word that may name the template, its company, or people of either."""
        brand = self.source
        contacts = Contact.objects.filter(department__company=brand.company_id).values_list("name", flat=True)
        experts = Expert.objects.filter(company=brand.company_id).values_list("name", flat=True)
        people = BrandRole.objects.filter(brand=brand).values_list("user__name", flat=True).distinct()
        names = [brand.name, brand.company.name, brand.slug, *contacts, *experts, *people]
        return {word for name in names for word in WORD.findall(fold(name)) if len(word) >= SHORTEST_TELLING}

    @cached_property
    def _weekends(self) -> Weekends:
        return territories_of(self.source)[0].weekend, self.territories[0].weekend


def create_like(
    *, template: Brand, with_words: bool = False, by: User, at: datetime | None = None, **identity: Any
) -> tuple[Brand, list[Taken]]:
    """A new brand (see `create_brand`) with the structure of another one of the same agency, and what came
    along. With `with_words` also names and words that were written there.

    Raises ValidationError, in words, where the person does not manage the template.
    """
    now = at or timezone.now()
    agency = identity["agency"]
    managed = Brand.objects.granting(by, Right.BRAND_MANAGE).filter(agency=agency, pk=template.pk)
    if not managed.exists():
        raise ValidationError(
            {"template": _("Only a brand that you set up yourself can be copied as a template.")}
        )
    with transaction.atomic():
        if made := earlier_brand(agency, identity.get("key")):
            return made, []
        ground = Ground(template, Brand(), with_words)

        def departments(brand: Brand) -> list[Department]:
            ground.brand = brand
            return copy_departments(ground)

        brand = create_brand(by=by, at=now, furnish=departments, **identity)
        told: dict[str, Any] = {"by": by, "at": now, "agency_id": agency.pk}
        taken = [Taken(_departments_words(ground))] if template.company_id != brand.company_id else []
        for _receiver, more in brand_copied.send(sender=Brand, ground=ground, by=by, at=now):
            taken += cast("list[Taken]", more or [])
        # Whoever reads the record of one of the two learns nothing of the other.
        record(verb="brand.made_on_template", what=brand, brand_id=brand.pk, **told)
        record(verb="brand.used_as_template", what=template, brand_id=template.pk, **told)
    return brand, taken


def copy_departments(ground: Ground) -> list[Department]:
    """The departments of the template's company for the new brand's: kind, hours, whom they report to.

    Those that the new brand's company has already stay as they are and stand for theirs, kind by kind; of one
    company there is nothing to copy. Gives back those that were made.
    """
    theirs = list(ground.source.company.departments.filter(closed_at=None).order_by("pk"))
    if ground.source.company_id == ground.brand.company_id:
        ground.departments = {department.pk: department for department in theirs}
        return []
    present = _by_kind(ground.brand.company)
    had = set(present)
    made: list[Department] = []
    for department in theirs:
        if department.kind in had:
            standing = present[department.kind]
            ground.departments[department.pk] = standing.pop(0) if len(standing) > 1 else standing[0]
        else:
            made.append(_copied(department, ground))
            ground.departments[department.pk] = made[-1]
    _report_alike(theirs, {department.pk for department in made}, ground)
    return made


def on_other_days(hours: Hours, weekends: Weekends) -> dict[str, Any]:
    """Hours of a week in which the weekend falls on other days, each on the day that stands for its own."""
    days = other_days(weekends)
    return dict(sorted((str(days[int(day)]), spans) for day, spans in hours.items()))


def other_days(weekends: Weekends) -> dict[int, int]:
    """The day that stands for each one where the weekend falls on other days: the first working day for the
    first. Sunday of an Algerian week, Sunday to Thursday, is Monday of one from Monday to Friday. Where the
    two weeks have not the same number of working days each stands for itself.
    """
    here, there = weekends
    if len(set(here)) != len(set(there)):
        return {day: day for day in range(1, 8)}
    return dict(zip(_week_from(here), _week_from(there), strict=True))


def _week_from(weekend: Sequence[int]) -> list[int]:
    """The days of the week, working days first, from the day after the weekend."""
    off = [day for day in range(1, 8) if day in weekend]
    last = next((day for day in off if day % 7 + 1 not in off), 7)
    order = [(last + step - 1) % 7 + 1 for step in range(1, 8)]
    return [day for day in order if day not in off] + [day for day in order if day in off]


def territories_of(brand: Brand) -> list[Territory]:
    """The first, which gives the time zone, first."""
    return list(brand.territories.order_by("presences__position"))


def _by_kind(company: Company) -> dict[str, list[Department]]:
    found: dict[str, list[Department]] = defaultdict(list)
    for department in company.departments.filter(closed_at=None).order_by("pk"):
        found[department.kind].append(department)
    return dict(found)


def _copied(theirs: Department, ground: Ground) -> Department:
    """In the same country where the new brand is present there, else in its first territory."""
    first = ground.territories[0]
    place = next((one for one in ground.territories if one.country == theirs.country), first)
    known = COUNTRIES.get(theirs.country)
    weekend = list(known.weekend) if known else first.weekend
    company = ground.brand.company
    with override("fr"):
        usual = str(capfirst(DepartmentKind(theirs.kind).label))
    subjects = [ground.words(subject) for subject in theirs.subjects]
    return Department.objects.create(
        company=company,
        kind=theirs.kind,
        slug=free_slug(company, theirs.kind),
        name=ground.words(theirs.name) or usual,
        subjects=[subject for subject in subjects if subject],
        time_zone=place.time_zone,
        country=place.country,
        hours=on_other_days(theirs.hours, (weekend, place.weekend)),
    )


def _report_alike(theirs: Sequence[Department], made: set[int], ground: Ground) -> None:
    for department in theirs:
        ours = ground.departments[department.pk]
        above = ground.departments.get(department.reports_to_id or 0)
        if ours.pk in made and above is not None and above.pk != ours.pk:
            ours.reports_to = above
            ours.save(update_fields=["reports_to"])


def _departments_words(ground: Ground) -> str:
    number = len({department.pk for department in ground.departments.values()})
    return ngettext("%(count)d department", "%(count)d departments", number) % {"count": number}
