"""The days of a calendar, as a house or those who publish for one brand say them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.built_in_days import BY_CODE
from channels_mgmt.publishing.models import MarkedDay
from cmhub.lib.keys import made_with
from cmhub.lib.text import written


@dataclass(frozen=True)
class Said:
    """A day as it is to stand: in `day`'s year alone unless `yearly`, everywhere without `country`."""

    name: str
    day: date
    yearly: bool = False
    country: str = ""


def add_day(
    *,
    brand: Brand,
    said: Said,
    by: User,
    key: UUID,
    of_house: bool = False,
    code: str = "",
    at: datetime | None = None,
) -> MarkedDay:
    """Adds a day of one's own, or with a `code` says how a day that the product knows stands from now on.

    `of_house` says it for all brands of the agency. The second call with a `key` gives the day of the first.
    """
    now = at or timezone.now()
    if known := made_with(key, MarkedDay, agency_id=brand.agency_id):
        return known
    if code and code not in BY_CODE:
        raise ValidationError(_("The calendar knows no such day."))
    with transaction.atomic():
        values = _values(said) | {"made_by": by, "made_at": now, "hidden": False, "key": key}
        of: dict[str, Any] = {"agency_id": brand.agency_id, "brand": None if of_house else brand}
        if code:
            year = values.pop("year")
            day, is_new = MarkedDay.objects.update_or_create(**of, code=code, year=year, defaults=values)
        else:
            day, is_new = MarkedDay.objects.create(**of, **values), True
        _tell(day, "marked_day.added" if is_new and not code else "marked_day.changed", by, now)
    return day


def change_day(*, day: MarkedDay, said: Said, by: User, at: datetime | None = None) -> MarkedDay:
    with transaction.atomic():
        held = MarkedDay.objects.select_for_update(of=("self",)).get(pk=day.pk)
        for name, value in _values(said).items():
            setattr(held, name, value)
        held.validate_constraints()
        held.save()
        _tell(held, "marked_day.changed", by, at or timezone.now())
    return held


def show_day(*, day: MarkedDay, shown: bool, by: User, at: datetime | None = None) -> MarkedDay:
    """Takes a day that the house has said from the calendar, or puts it back."""
    with transaction.atomic():
        held = MarkedDay.objects.select_for_update(of=("self",)).get(pk=day.pk)
        if held.hidden == (not shown):
            return held
        held.hidden = not shown
        held.save(update_fields=["hidden"])
        _tell(held, "marked_day.shown" if shown else "marked_day.hidden", by, at or timezone.now())
    return held


def hide_known(
    *, brand: Brand, code: str, by: User, of_house: bool = False, at: datetime | None = None
) -> Any:
    """Takes a day that the product knows from the calendar, in every year."""
    now = at or timezone.now()
    if code not in BY_CODE:
        raise ValidationError(_("The calendar knows no such day."))
    known = BY_CODE[code]
    with transaction.atomic():
        day, _made = MarkedDay.objects.update_or_create(
            agency_id=brand.agency_id,
            brand=None if of_house else brand,
            code=code,
            year=None,
            defaults={"hidden": True, "made_by": by, "made_at": now},
            create_defaults={
                "hidden": True,
                "name": str(known.name),
                "day": next(iter(known.rule(now.year)), now.date()),
                "made_by": by,
                "made_at": now,
            },
        )
        _tell(day, "marked_day.hidden", by, now)
    return day


def forget_day(*, day: MarkedDay, by: User, at: datetime | None = None) -> None:
    """What was said of a day that the product knows is taken back: it stands as it is known."""
    with transaction.atomic():
        _tell(day, "marked_day.taken_back", by, at or timezone.now())
        day.delete()


def _values(said: Said) -> dict[str, Any]:
    return {
        "name": written(said.name, _("Say what the day is called."))[:150],
        "day": said.day,
        "year": None if said.yearly else said.day.year,
        "country": said.country,
    }


def _tell(day: MarkedDay, verb: str, by: User, at: datetime) -> None:
    of = {"agency_id": day.agency_id, "brand_id": day.brand_id}
    record(verb=verb, what=day, by=by, at=at, **of, day=day.day.isoformat())
