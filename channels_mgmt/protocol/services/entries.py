"""What is agreed about situations: written, changed as new versions, found again."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.protocol.models import Entry, EntryVersion
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.keys import made_with

FIELDS = (
    "situation",
    "description",
    "kind",
    "theme",
    "answer_fr",
    "answer_en",
    "conditions",
    "sensitivity",
    "is_holding",
    "department",
    "valid_from",
    "valid_until",
)
"""What a version says, besides who wrote it and what it changed."""

Keeper = Callable[[Entry], str]

keepers: list[Keeper] = []
"""What rooms above add, in their `AppConfig.ready`: why an entry is changed by nobody but them, in words, or
nothing. The statement of a crisis is one, whose versions are approved in the crisis.
"""


def why_kept(entry: Entry) -> str:
    """Why nobody changes the entry in the protocol; empty where whoever writes it may."""
    return next((why for keeper in keepers if (why := keeper(entry))), "")


def write_entry(
    *,
    brand: Brand,
    by: User | None,
    key: UUID | None = None,
    at: datetime | None = None,
    **values: Any,
) -> EntryVersion:
    """Adds a situation with what is agreed about it: FIELDS. The second call with a `key` adds nothing.

    Raises ValidationError, in words: without an answer, for a department of another company.
    """
    now = at or timezone.now()
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        if made := made_with(key, Entry, brand_id=brand.pk):
            return made.versions.in_use().get()
        entry = Entry.objects.create(brand=brand, created_at=now, key=key)
        version = _version(entry, brand, by, now, values)
        _tell(version, "protocol.added", by, now)
    return version


def change_entry(
    *,
    entry: Entry,
    by: User | None,
    edition: int,
    what_changed: str = "",
    at: datetime | None = None,
    **values: Any,
) -> EntryVersion:
    """Another version takes the place of the one with the number `edition`; without a change, none does.

    Raises ChangedMeanwhileError where another one did meanwhile, ValidationError in words for nonsense, and
    for what another room keeps.
    """
    with transaction.atomic():
        before = _hold(entry)
        if why := why_kept(entry):
            raise ValidationError(why, code="kept")
        if before.number != edition:
            raise ChangedMeanwhileError(before)
        return _replace(before, by=by, at=at or timezone.now(), what_changed=what_changed, values=values)


def rewrite_kept(
    *, entry: Entry, by: User | None, what_changed: str, at: datetime, values: Mapping[str, Any]
) -> EntryVersion:
    """The same by the room that keeps the entry, whatever its latest version is."""
    with transaction.atomic():
        return _replace(_hold(entry), by=by, at=at, what_changed=what_changed, values=values)


def _hold(entry: Entry) -> EntryVersion:
    """The version in use; the entry is kept from others until the transaction ends."""
    Entry.objects.select_for_update().get(pk=entry.pk)
    return entry.versions.in_use().select_related("department", "written_by").get()


def _replace(
    before: EntryVersion, *, by: User | None, at: datetime, what_changed: str, values: Mapping[str, Any]
) -> EntryVersion:
    said = {name: getattr(before, name) for name in FIELDS} | dict(values)
    changed = [name for name in FIELDS if said[name] != getattr(before, name)]
    if not changed:
        return before
    brand = Brand.objects.select_related("agency").get(pk=before.brand_id)
    before.superseded_at = at
    before.save(update_fields=["superseded_at"])
    number = before.number + 1
    version = _version(before.entry, brand, by, at, said, number=number, what_changed=what_changed)
    _tell(version, "protocol.changed", by, at, changed=changed)
    return version


def _version(
    entry: Entry,
    brand: Brand,
    by: User | None,
    now: datetime,
    values: Mapping[str, Any],
    number: int = 1,
    what_changed: str = "",
) -> EntryVersion:
    said = {"valid_from": brand.agency.day_of(now)} | {
        name: value for name, value in values.items() if value is not None or name == "valid_until"
    }
    version = EntryVersion(
        brand=brand,
        entry=entry,
        number=number,
        what_changed=what_changed,
        written_by=by,
        written_at=now,
        **said,
    )
    if version.department.company_id != brand.company_id:
        raise ValidationError({"department": _("This department belongs to another company.")})
    version.full_clean()
    version.save()
    return version


def _tell(version: EntryVersion, verb: str, by: User | None, at: datetime, **more: Any) -> None:
    told = {"version": version.number, **more}
    record_of(version.brand, what=version.entry, verb=verb, by=by, at=at, **told)
