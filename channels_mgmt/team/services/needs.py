"""Which skills a brand's team needs: written, changed, taken away."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Territory, User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel, NeededSkill
from channels_mgmt.team.needs import Proposal, propose

FIELDS = ("skill", "level", "people")


def need_skill(
    *, brand: Brand, skill: str, level: int, people: int, by: User, at: datetime | None = None
) -> NeededSkill:
    """The brand needs so many people with a skill at a level; what was written of this skill is changed.

    Raises ValidationError in words.
    """
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        held = NeededSkill.objects.filter(brand=brand, skill=skill).first()
        before = _said(held) if held else {}
        need = held or NeededSkill(brand=brand, skill=skill)
        need.level, need.people = level, people
        need.full_clean()
        if before == _said(need):
            return need
        need.save()
        verb = "need.changed" if before else "need.added"
        _tell(need, verb, by, at, before=before, after=_said(need))
    return need


def territories_of(brand: Brand) -> list[Territory]:
    """With their agency, the first first."""
    return list(brand.territories.select_related("agency").order_by("presences__position"))


def proposals_for(brand: Brand, territories: Sequence[Territory], written: Collection[str]) -> list[Proposal]:
    """What the brand's open channels and its territories call for, but for the skills that are written."""
    languages = {code: place.name for place in reversed(territories) for code in place.languages}
    return propose(Channel.objects.filter(brand=brand).open(), languages, written)


def take_proposals(*, brand: Brand, by: User, at: datetime | None = None) -> int:
    """Writes what is proposed and not written yet, for one person each; how many."""
    with transaction.atomic():
        Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
        written = NeededSkill.objects.filter(brand=brand).values_list("skill", flat=True)
        new = proposals_for(brand, territories_of(brand), list(written))
        for one in new:
            need_skill(brand=brand, skill=one.skill, level=one.level, people=1, by=by, at=at)
    return len(new)


def need_no_more(*, need: NeededSkill, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        _tell(need, "need.deleted", by, at, before=_said(need))
        need.delete()


def _said(need: NeededSkill) -> dict[str, Any]:
    return {name: getattr(need, name) for name in FIELDS}


def _tell(need: NeededSkill, verb: str, by: User, at: datetime | None, **said: Any) -> None:
    record(
        verb=verb,
        what=need,
        by=by,
        at=at or timezone.now(),
        agency_id=need.brand.agency_id,
        brand_id=need.brand_id,
        **said,
    )
