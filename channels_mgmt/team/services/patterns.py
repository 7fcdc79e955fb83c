"""Patterns of the rota: written, changed, ended; their shifts are written eight weeks ahead."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import RotaPattern, RotaSlot, RotaTurn
from channels_mgmt.team.rota.patterns import Slot, overlapping_slots
from channels_mgmt.team.services.oncall import forget
from channels_mgmt.team.services.pattern_shifts import Written, withdraw, write_ahead
from channels_mgmt.team.services.shift_mails import tell_holders
from channels_mgmt.team.services.shifts import lock_rota
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with

TERMS = ("name", "kind", "starts_on", "ends_on", "weeks_each", "holidays_too", "days_left_out")


def write_pattern(
    *,
    brand: Brand,
    by: User | None,
    slots: Sequence[Slot],
    people: Sequence[User],
    pattern: RotaPattern | None = None,
    edition: int | None = None,
    key: UUID | None = None,
    at: datetime | None = None,
    **terms: Any,
) -> tuple[RotaPattern, Written]:
    """Makes or changes a pattern, and writes its shifts eight weeks ahead; one that runs now begins now.
    Whose shifts come, change or go is told in one mail.

    Of what it had written to come, what nobody changed follows it. A second post of `key` gives what the
    first made. Raises ChangedMeanwhileError for an edition that is not the last, and ValidationError, in
    words, for a pattern without shifts or people, shifts that overlap, and an end before the beginning.
    """
    now = at or timezone.now()
    _refuse_nonsense(slots, people, terms)
    with transaction.atomic():
        lock_rota(brand.pk)
        if earlier := made_with(key, RotaPattern, brand_id=brand.pk):
            return earlier, Written()
        held = (
            locked(RotaPattern.objects.all(), pattern.pk, edition)
            if pattern
            else RotaPattern(brand=brand, key=key)
        )
        before = said(held) if pattern else {}
        for name, value in terms.items():
            setattr(held, name, value)
        held.edition += bool(pattern)
        held.full_clean()
        held.save()
        _set_week(held, slots, people)
        written = write_ahead(pattern=held, at=now, anew=True)
        tell(held, "rota.pattern_changed" if pattern else "rota.pattern_added", by, now, before=before,
             after=said(held))  # fmt: skip
        act = f"pattern.{held.pk}.{held.edition}"
        tell_holders(brand=brand, before=written.before, after=written.after, act=act, by=by, at=now)
    return held, written


def _refuse_nonsense(slots: Sequence[Slot], people: Sequence[User], terms: dict[str, Any]) -> None:
    if not slots:
        raise ValidationError({"slots": _("Write at least one shift of the week.")})
    if not people:
        raise ValidationError({"people": _("Choose at least one person.")})
    if overlapping_slots(slots):
        raise ValidationError({"slots": _("Two shifts of the week overlap.")})
    if terms.get("ends_on") and terms["ends_on"] <= terms["starts_on"]:
        raise ValidationError({"ends_on": _("The end must come after the start.")})


def _set_week(pattern: RotaPattern, slots: Sequence[Slot], people: Sequence[User]) -> None:
    pattern.slots.all().delete()
    pattern.turns.all().delete()
    own = {"brand_id": pattern.brand_id, "pattern": pattern}
    RotaSlot.objects.bulk_create(
        RotaSlot(
            weekday=slot.weekday, starts=slot.starts, ends_weekday=slot.ends_weekday, ends=slot.ends, **own
        )
        for slot in slots
    )
    RotaTurn.objects.bulk_create(
        RotaTurn(user=user, position=number, **own)
        for number, user in enumerate(dict.fromkeys(people), start=1)
    )


def end_pattern(*, pattern: RotaPattern, by: User, at: datetime | None = None) -> int:
    """Deletes a pattern with the shifts to come that nobody changed, of which their people are told; how many
    there were.
    """
    now = at or timezone.now()
    with transaction.atomic():
        lock_rota(pattern.brand_id)
        to_come = pattern.shifts.untouched().standing().filter(starts_at__gt=now)
        before, act = list(to_come), f"pattern.{pattern.pk}.end"
        number = withdraw(to_come, now)
        tell_holders(brand=pattern.brand, before=before, after=[], act=act, by=by, at=now)
        tell(pattern, "rota.pattern_deleted", by, now, before=said(pattern))
        forget([pattern.brand_id])
        pattern.delete()
    return number


def extend_all(*, at: datetime | None = None) -> int:
    """Writes what all patterns want in the eight weeks ahead and is not written yet; how many shifts."""
    now = at or timezone.now()
    added = 0
    turns = RotaTurn.objects.filter(pattern=OuterRef("pk"))  # one on a template has nobody yet
    lasting = RotaPattern.objects.lasting(now.date()).filter(Exists(turns), brand__archived_at=None)
    for pattern in lasting.order_by("pk"):
        with transaction.atomic():
            lock_rota(pattern.brand_id)
            added += write_ahead(pattern=pattern, at=now, anew=False).added
    return added


def said(pattern: RotaPattern) -> dict[str, Any]:
    """The terms, with the week and the order of people as they stand."""
    week = [
        f"{slot.weekday} {slot.starts:%H:%M} – {slot.ends_weekday} {slot.ends:%H:%M}"
        for slot in pattern.slots.all()
    ]
    people = list(pattern.turns.values_list("user_id", flat=True))
    return {name: getattr(pattern, name) for name in TERMS} | {"week": week, "people": people}


def tell(pattern: RotaPattern, verb: str, by: User | None, at: datetime, **details: Any) -> None:
    record(
        verb=verb,
        what=pattern,
        by=by,
        at=at,
        agency_id=Brand.objects.filter(pk=pattern.brand_id).values("agency_id"),
        brand_id=pattern.brand_id,
        **details,
    )
