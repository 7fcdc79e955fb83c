"""What is agreed about situations: written, changed as new versions, found again."""

from collections.abc import Mapping
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
        if made := made_with(key, Entry):
            if made.brand_id != brand.pk:
                raise ValidationError(_("This form was used elsewhere: load the page again."), code="key")
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

    Raises ChangedMeanwhileError where another one did meanwhile, ValidationError in words for nonsense.
    """
    now = at or timezone.now()
    with transaction.atomic():
        brand = Brand.objects.select_related("agency").get(pk=entry.brand_id)
        Entry.objects.select_for_update().get(pk=entry.pk)
        before = entry.versions.in_use().select_related("department", "written_by").get()
        if before.number != edition:
            raise ChangedMeanwhileError(before)
        said = {name: getattr(before, name) for name in FIELDS} | values
        changed = [name for name in FIELDS if said[name] != getattr(before, name)]
        if not changed:
            return before
        before.superseded_at = now
        before.save(update_fields=["superseded_at"])
        version = _version(entry, brand, by, now, said, number=edition + 1, what_changed=what_changed)
        _tell(version, "protocol.changed", by, now, changed=changed)
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
