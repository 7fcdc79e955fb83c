"""How far the demonstration has been told, as the record keeps it: what is begun is gone on with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Agency, AuditEntry
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from cmhub.demo.cast import cast
from cmhub.demo.loading.hands import Touched, touched_since
from cmhub.demo.plan import Telling
from cmhub.demo.traffic import WEEKS
from cmhub.lib.locks import advisory_lock
from cmhub.lib.weeks import Week

BEGUN, WENT_ON = "demo.begun", "demo.went_on"


@dataclass(frozen=True)
class Story:
    """The tellings so far, the last of which may be under way; `touched` is what people had worked on when
    it was begun, by brand."""

    seed: int
    weeks: int
    tellings: tuple[Telling, ...]
    touched: Mapping[str, Touched]

    @property
    def newest(self) -> Telling:
        return self.tellings[-1]

    @property
    def since(self) -> datetime | None:
        return self.tellings[-2].until if len(self.tellings) > 1 else None


def open_story(*, seed: int, weeks: int, last_week: Week | None, now: datetime) -> tuple[Agency, Story, bool]:
    """The agency, the story, and whether there is something of it to be told.

    It begins with what is asked. Told as far as it was begun, it goes on where a newer week is over: from
    then on the record says how far.
    """
    told = cast()
    with transaction.atomic(), advisory_lock("demo", 0):
        agency, _made = Agency.objects.get_or_create(
            slug=told.slug, defaults={"name": told.name, "time_zone": told.time_zone}
        )
        newest = last_week or Week.of(now, agency.time_zone).previous
        wanted = Telling(newest, newest.end(agency.time_zone) if last_week else now)
        story = _read(agency)
        if story is None:
            _write(agency, BEGUN, wanted, now, seed=seed, weeks=weeks)
            return agency, Story(seed, weeks, (wanted,), {}), True
        if not _is_told(agency, story):
            return agency, story, True
        if newest <= story.newest.last_week or wanted.until <= story.newest.until:
            return agency, story, False
        touched = _touched(agency, story.newest.until)
        _write(agency, WENT_ON, wanted, now, touched=touched)
        return agency, _read(agency) or story, True


def mark_told(agency: Agency, story: Story) -> None:
    Agency.objects.filter(pk=agency.pk).update(loaded_at=story.newest.until)
    agency.refresh_from_db()


def _is_told(agency: Agency, story: Story) -> bool:
    return agency.loaded_at is not None and agency.loaded_at >= story.newest.until


def _read(agency: Agency) -> Story | None:
    entries = AuditEntry.objects.filter(agency=agency, verb__in=(BEGUN, WENT_ON)).order_by("pk")
    kept: list[dict[str, Any]] = list(entries.values_list("details", flat=True))
    if not kept:
        return None
    tellings = (Telling(Week.parse(one["last_week"]), datetime.fromisoformat(one["until"])) for one in kept)
    touched = {
        slug: Touched(frozenset(interactions), frozenset(weeks))
        for slug, (interactions, weeks) in kept[-1].get("touched", {}).items()
    }
    return Story(kept[0]["seed"], kept[0].get("weeks", WEEKS), tuple(tellings), touched)


def _write(agency: Agency, verb: str, telling: Telling, now: datetime, **more: Any) -> None:
    record(
        verb=verb,
        what=agency,
        by=None,
        at=now,
        agency_id=agency.pk,
        last_week=str(telling.last_week),
        until=telling.until.isoformat(),
        **more,
    )


def _touched(agency: Agency, then: datetime) -> dict[str, tuple[list[int], list[str]]]:
    told = {brand.slug for brand in cast().brands}
    return {
        brand.slug: (sorted(touched.interactions), sorted(touched.weeks))
        for brand in Brand.objects.filter(agency=agency, slug__in=told)
        if (touched := touched_since(brand, then)) != Touched()
    }
