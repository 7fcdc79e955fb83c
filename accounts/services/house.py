"""The house and its territories, as those who manage it set them up."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Agency, Territory, User
from accounts.services.audit import record
from cmhub.lib.holidays import regions_of

LONGEST_WEEKEND = 6


def change_house(*, agency: Agency, by: User, at: datetime | None = None, **values: Any) -> Agency:
    """Changes the name, the kind or the time zone of the house, and records what it was before."""
    with transaction.atomic():
        held = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        _change(held, values, verb="agency.changed", by=by, at=at, agency=held)
    return held


def add_territory(*, agency: Agency, by: User, at: datetime | None = None, **values: Any) -> Territory:
    """A country or region in which the agency works. Raises ValidationError in words."""
    territory = Territory(agency=agency, **values)
    _check(territory)
    with transaction.atomic():
        territory.save()
        record(
            verb="territory.added",
            what=territory,
            by=by,
            at=at or timezone.now(),
            agency_id=agency.pk,
            after=values,
        )
    return territory


def change_territory(
    *, territory: Territory, by: User, at: datetime | None = None, **values: Any
) -> Territory:
    """What is calculated from now on follows; hours that were set and deadlines that were fixed stay."""
    with transaction.atomic():
        held = Territory.objects.select_for_update(of=("self",)).select_related("agency").get(pk=territory.pk)
        _change(held, values, verb="territory.changed", by=by, at=at, agency=held.agency)
    return held


def _change(
    held: models.Model,
    values: dict[str, Any],
    *,
    verb: str,
    by: User,
    at: datetime | None,
    agency: Agency,
) -> None:
    before = {name: getattr(held, name) for name in values if getattr(held, name) != values[name]}
    for name, value in values.items():
        setattr(held, name, value)
    _check(held)
    held.save(update_fields=list(values))
    after = {name: values[name] for name in before}
    record(
        verb=verb, what=held, by=by, at=at or timezone.now(), agency_id=agency.pk, before=before, after=after
    )


def _check(row: models.Model) -> None:
    row.full_clean()
    if not isinstance(row, Territory):
        return
    if len(set(row.weekend)) > LONGEST_WEEKEND or not set(row.weekend) <= set(range(1, 8)):
        raise ValidationError({"weekend": _("At least one day of the week is worked.")})
    known = regions_of(row.country)
    if row.region and row.region not in known:
        message = (
            _("“%(region)s” is not a region with holidays of its own. Known: %(known)s.")
            if known
            else _("The whole of this country has the same holidays: leave the region empty.")
        )
        raise ValidationError({"region": message % {"region": row.region, "known": ", ".join(known)}})
