"""The public holidays of an agency's territories: what the country's calendar says, as people correct it.

A correction changes what is calculated from then on. Deadlines are fixed when they are written, with the
version of the calendar that gave them, and stay as they are.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Correction
from accounts.models import HolidayCorrection, Territory, User
from accounts.services.audit import record
from cmhub.lib.holidays import Holiday, UnknownCountryError, public_holidays

MARGIN = 1
"""Years looked at on either side: a holiday may move past the end of the year."""


class Corrected(NamedTuple):
    """What a person said of a day: what a calendar needs of a correction, and can remember."""

    date: dt.date
    kind: str
    moved_to: dt.date | None
    name: str


class Day(NamedTuple):
    """A public holiday as it stands after the corrections."""

    date: dt.date
    name: str
    estimated: bool = False
    correction: str = ""
    """A value of `Correction`, empty where nobody said anything."""
    was: dt.date | None = None
    """The day from which it was moved."""

    @property
    def is_off(self) -> bool:
        return self.correction != Correction.REMOVED


def corrections_of(agency: int, country: str, region: str = "") -> tuple[Corrected, ...]:
    """What people of the agency said of the holidays of a country and, within it, of a region."""
    rows = HolidayCorrection.objects.of_place(agency, country, region)
    return tuple(Corrected(*row) for row in rows.values_list("date", "kind", "moved_to", "name"))


def corrected(official: Iterable[Holiday], corrections: Sequence[Corrected]) -> list[Day]:
    """The holidays with the corrections applied, in order; those that were removed stay, marked as such."""
    days = {day.date: Day(day.date, day.name, day.estimated) for day in official}
    for said in corrections:
        known = days.get(said.date)
        name = known.name if known else said.name
        if said.kind == Correction.MOVED and said.moved_to:
            days.pop(said.date, None)
            days[said.moved_to] = Day(said.moved_to, name, correction=Correction.MOVED, was=said.date)
        elif known or said.kind == Correction.ADDED:
            days[said.date] = Day(said.date, name, correction=said.kind)
    return sorted(days.values())


def days_off(
    country: str,
    years: Iterable[int],
    language: str,
    corrections: Sequence[Corrected],
    region: str = "",
) -> dict[str, str]:
    """ISO dates with the names of the holidays on which nobody works; a country not known has those added."""
    days = corrected(official_days(country, years, language, region), corrections)
    return {day.date.isoformat(): day.name for day in days if day.is_off}


def official_days(country: str, years: Iterable[int], language: str, region: str = "") -> list[Holiday]:
    """What the calendar of the country says; nothing where it is not known."""
    try:
        return public_holidays(country, years, "en" if language.startswith("en") else "fr", region)
    except UnknownCountryError:
        return []


def holidays_of(territory: Territory, year: int, language: str) -> list[Day]:
    """The holidays of a territory in a year, with what people said of them."""
    years = range(year - MARGIN, year + MARGIN + 1)
    official = official_days(territory.country, years, language, territory.region)
    said = corrections_of(territory.agency_id, territory.country, territory.region)
    return [day for day in corrected(official, said) if day.date.year == year]


def correct(
    *,
    territory: Territory,
    kind: str,
    day: date,
    by: User,
    name: str = "",
    moved_to: date | None = None,
    at: datetime | None = None,
) -> HolidayCorrection:
    """Confirms, removes, moves or adds a holiday. Raises ValidationError, in words, for what contradicts."""
    now = at or timezone.now()
    standing = {known.date: known for known in holidays_of(territory, day.year, by.language)}
    known = standing.get(day)
    _refuse_nonsense(kind, known, name)
    correction = HolidayCorrection(
        agency_id=territory.agency_id,
        country=territory.country,
        region=territory.region,
        date=day,
        kind=kind,
        moved_to=moved_to,
        name=known.name if known else name.strip(),
        made_by=by,
        made_at=now,
    )
    with transaction.atomic():
        correction.full_clean()
        correction.save()
        _tell(correction, f"holiday.{kind}", by, now)
    return correction


def _refuse_nonsense(kind: str, known: Day | None, name: str) -> None:
    if known is not None and known.correction:
        raise ValidationError(_("This day has been corrected already: undo that first."))
    if kind != Correction.ADDED and known is None:
        raise ValidationError(_("There is no public holiday on this day."))
    if kind == Correction.ADDED and known is not None:
        raise ValidationError(_("This day is a public holiday already: %(name)s.") % {"name": known.name})
    if kind == Correction.ADDED and not name.strip():
        raise ValidationError({"name": _("Say what the holiday is called.")})


def undo_correction(*, correction: HolidayCorrection, by: User, at: datetime | None = None) -> None:
    """The day is again what the country's calendar says."""
    with transaction.atomic():
        _tell(correction, "holiday.correction_undone", by, at or timezone.now())
        correction.delete()


def _tell(correction: HolidayCorrection, verb: str, by: User, at: datetime) -> None:
    details: dict[str, Any] = {
        "country": correction.country,
        "region": correction.region,
        "day": correction.date.isoformat(),
        "name": correction.name,
        "moved_to": correction.moved_to.isoformat() if correction.moved_to else None,
    }
    record(verb=verb, what=correction, by=by, at=at, agency_id=correction.agency_id, **details)
