"""What people write on the time line of a brand, and take back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with
from cmhub.lib.text import written
from reporting.annotations.models import MOST_WORDS, Annotation

LONGEST = 366
"""Days of one annotation: what lasts longer is no event."""


@dataclass(frozen=True)
class Said:
    """An annotation as it is to stand; without a last day it is of its first alone."""

    kind: str
    words: str
    starts_on: date
    ends_on: date | None = None


def annotate(*, brand: Brand, said: Said, by: User, key: UUID, at: datetime | None = None) -> Annotation:
    """The second call with a `key` gives the annotation of the first."""
    now = at or timezone.now()
    with transaction.atomic():
        if known := made_with(key, Annotation, brand_id=brand.pk):
            return known
        made = Annotation(brand=brand, made_by=by, made_at=now, key=key)
        _put(made, said)
        made.save()
        _tell(made, "annotation.added", by, now)
    return made


def change_annotation(
    *, annotation: Annotation, said: Said, edition: int, by: User, at: datetime | None = None
) -> Annotation:
    """Raises ChangedMeanwhileError where somebody changed it after that edition."""
    with transaction.atomic():
        held = locked(Annotation.objects.all(), annotation.pk, edition)
        _put(held, said)
        held.edition += 1
        held.save()
        _tell(held, "annotation.changed", by, at or timezone.now())
    return held


def take_back(*, annotation: Annotation, by: User, at: datetime | None = None) -> Annotation:
    return _stand(annotation, stands=False, by=by, at=at or timezone.now())


def put_back(*, annotation: Annotation, by: User, at: datetime | None = None) -> Annotation:
    return _stand(annotation, stands=True, by=by, at=at or timezone.now())


def _stand(annotation: Annotation, *, stands: bool, by: User, at: datetime) -> Annotation:
    with transaction.atomic():
        held = locked(Annotation.objects.all(), annotation.pk)
        if (held.taken_back_at is None) == stands:
            return held
        held.taken_back_at = None if stands else at
        held.edition += 1
        held.save(update_fields=["taken_back_at", "edition"])
        _tell(held, "annotation.put_back" if stands else "annotation.taken_back", by, at)
    return held


def _put(annotation: Annotation, said: Said) -> None:
    annotation.kind = said.kind
    annotation.words = written(said.words, _("Say what happened."))[:MOST_WORDS]
    annotation.starts_on, annotation.ends_on = said.starts_on, said.ends_on or said.starts_on
    if (annotation.ends_on - annotation.starts_on).days >= LONGEST:
        raise ValidationError({"ends_on": _("At most a year: what lasts longer is no event.")})
    annotation.validate_constraints()


def _tell(annotation: Annotation, verb: str, by: User, at: datetime) -> None:
    record(
        verb=verb,
        what=annotation,
        by=by,
        at=at,
        agency_id=annotation.brand.agency_id,
        brand_id=annotation.brand_id,
        label=annotation.get_kind_display(),
        day=annotation.starts_on.isoformat(),
    )
