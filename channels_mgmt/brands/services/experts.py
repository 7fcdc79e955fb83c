"""Who can speak for the company to the press, on the radio or on television."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Expert, User
from accounts.services.audit import changes, record
from channels_mgmt.brands.models import Brand


def add_expert(*, brand: Brand, by: User | None, at: datetime | None = None, **values: Any) -> Expert:
    """Raises ValidationError, in words, for an expert without a subject, a medium or a direct line."""
    now = at or timezone.now()
    expert = Expert(company=brand.company, **values)
    _refuse_foreign(expert, brand)
    with transaction.atomic():
        expert.full_clean()
        expert.save()
        _tell("expert.added", expert, brand, by, now)
    return expert


def change_expert(
    *, brand: Brand, expert: Expert, by: User, at: datetime | None = None, **values: Any
) -> Expert:
    now = at or timezone.now()
    with transaction.atomic():
        held = Expert.objects.select_for_update().get(pk=expert.pk, company=brand.company_id)
        for name, value in values.items():
            setattr(held, name, value)
        _refuse_foreign(held, brand)
        held.full_clean()
        changed = changes(held, values)
        held.save(update_fields=list(values))
        if changed["before"]:
            _tell("expert.changed", held, brand, by, now, **changed)
    return held


def part_with_expert(*, brand: Brand, expert: Expert, by: User, at: datetime | None = None) -> None:
    """The expert is named no more; the record keeps who they were."""
    now = at or timezone.now()
    with transaction.atomic():
        held = Expert.objects.select_for_update().get(pk=expert.pk, company=brand.company_id)
        if held.left_at:
            return
        held.left_at = now
        held.save(update_fields=["left_at"])
        _tell("expert.left", held, brand, by, now)


def _refuse_foreign(expert: Expert, brand: Brand) -> None:
    if expert.department and expert.department.company_id != brand.company_id:
        raise ValidationError(_("This department belongs to another company."))


def _tell(verb: str, what: Expert, brand: Brand, by: User | None, at: datetime, **more: Any) -> None:
    record(verb=verb, what=what, by=by, at=at, agency_id=brand.agency_id, brand_id=brand.pk, **more)
