"""Personal data of the public, over all rooms that hold any: a copy, an erasure, a time to let them go."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.services import erasure as of_crises
from channels_mgmt.desk import quoting
from channels_mgmt.desk.ideas import idea_key
from channels_mgmt.escalations.services import erasure as of_escalations
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Message
from channels_mgmt.inbox.models.interaction import InteractionQuerySet
from channels_mgmt.inbox.services import erasure as of_inbox
from channels_mgmt.publishing.services import people_erasure as of_people
from channels_mgmt.publishing.services.ideas import erase_ideas
from channels_mgmt.watch.services import erasure as of_watch

AT_ONCE = 500
"""Interactions that one transaction erases when their time is over."""


def copy_for(*, brand: Brand, handle: str, by: User, at: datetime | None = None) -> dict[str, Any]:
    """All that the brand holds of the member of the public who wrote under this handle; it is recorded."""
    now = at or timezone.now()
    concerned = list(of_inbox.concerned(brand, handle).select_related("channel").order_by("opened_at"))
    interactions = of_inbox.copy_of(concerned, handle)
    escalations = of_escalations.copy_of([interaction.pk for interaction in concerned])
    for interaction in interactions:
        interaction["escalations"] = escalations.get(interaction["id"], [])
    watched = of_watch.copy_of(brand, handle)
    asked_about = of_escalations.copy_about([item["id"] for item in watched])
    for item in watched:
        item["escalations"] = asked_about.get(item["id"], [])
    record(
        verb="personal_data.copied",
        what=brand,
        by=by,
        at=now,
        agency_id=brand.agency_id,
        brand_id=brand.pk,
        interactions=[interaction.pk for interaction in concerned],
    )
    return {
        "brand": brand.slug,
        "handle": handle.strip(),
        "at": now.isoformat(),
        "interactions": interactions,
        "watch_items": watched,
        "crises": of_crises.copy_of(brand, handle),
        "around_the_brand": of_people.copy_of(brand, handle),
        "quoted": quoting.copies_of(quoting.written_by(brand, handle)),
    }


def erase(*, brand: Brand, handle: str, by: User, at: datetime | None = None) -> int:
    """Erases name and words of the member of the public who wrote under this handle; how many interactions.

    The record names the interactions, never the person. Raises ValidationError where nobody wrote so.
    """
    with transaction.atomic():
        seen = list(of_watch.written_by(brand, handle).values_list("pk", flat=True))
        around = of_people.traces_around(brand, handle)
        if not of_inbox.traces_of(brand, handle) and not seen and not around:
            raise ValidationError(_("Nobody wrote to the brand under this name."))
        # First: what quotes the person is known by their words.
        of_escalations.erase(list(of_inbox.concerned(brand, handle).values_list("pk", flat=True)))
        quoting.erase(brand, quoting.written_by(brand, handle))
        interactions = of_inbox.erase_person(brand, handle)
        erase_watched(seen)
        of_people.erase(brand, handle)
        of_crises.erase(brand, handle)
        record(
            verb="personal_data.erased",
            what=brand,
            by=by,
            at=at or timezone.now(),
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            interactions=interactions,
        )
    return len(interactions)


def due(brand: Brand, at: datetime) -> InteractionQuerySet:
    """Interactions whose time is over at that instant; none where the brand keeps everything."""
    if brand.retention_months is None:
        return of_inbox.past(brand, at).none()
    return of_inbox.past(brand, months_before(at, brand.retention_months))


def people_due(brand: Brand, at: datetime) -> int:
    """How many members of the public wrote in what is due, each counted once however often they wrote."""
    written = Message.objects.filter(interaction__in=due(brand, at), direction=Direction.IN)
    people: int = written.aggregate(people=Count("author_key", distinct=True))["people"]
    return people


def months_before(at: datetime, months: int) -> datetime:
    """The same day of the month and time so many months earlier; its last day where there is none."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def set_retention(*, brand: Brand, months: int | None, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        before = brand.retention_months
        brand.retention_months = months
        brand.full_clean(
            exclude=[field.name for field in brand._meta.fields if field.name != "retention_months"]
        )
        brand.save(update_fields=["retention_months"])
        record(
            verb="personal_data.retention_set",
            what=brand,
            by=by,
            at=at or timezone.now(),
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            before={"retention_months": before},
            after={"retention_months": months},
        )


def let_go(*, at: datetime | None = None) -> int:
    """Erases what is due, of every brand that says for how long it keeps; how many interactions."""
    now, erased = at or timezone.now(), 0
    for brand in Brand.objects.exclude(retention_months=None):
        while ids := list(due(brand, now).order_by("last_at").values_list("pk", flat=True)[:AT_ONCE]):
            with transaction.atomic():
                writers = writers_of(ids)
                of_escalations.erase(ids)
                quoting.erase(brand, quoting.written_in(ids))
                of_inbox.erase_interactions(ids)
                of_crises.let_go(brand, names_gone(brand, writers))
                record(
                    verb="personal_data.let_go",
                    what=brand,
                    by=None,
                    at=now,
                    agency_id=brand.agency_id,
                    brand_id=brand.pk,
                    interactions=ids,
                )
            erased += len(ids)
        let_go_of_watched(brand, now)
        let_go_of_people(brand, now)
    return erased


def writers_of(interactions: list[int]) -> dict[str, set[str]]:
    """Who wrote in these: the names under which each did, by the key of the person."""
    written = Message.objects.filter(interaction__in=interactions, direction=Direction.IN)
    found: dict[str, set[str]] = {}
    for key, name in written.exclude(author="").values_list("author_key", "author").distinct():
        found.setdefault(key, set()).add(name)
    return found


def names_gone(brand: Brand, writers: dict[str, set[str]]) -> set[str]:
    """The names of those of whom the brand holds no message any more."""
    written = Message.objects.filter(brand=brand, author_key__in=writers, direction=Direction.IN)
    left = set(written.values_list("author_key", flat=True))
    return {name for key, names in writers.items() if key not in left for name in names}


def let_go_of_watched(brand: Brand, now: datetime) -> None:
    """Erases what watch items tell of members of the public, once it was kept long enough."""
    kept_for = brand.retention_months or 0
    past = of_watch.past(brand, months_before(now, kept_for))
    while ids := list(past.order_by("logged_at").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            erase_watched(ids)
            record(
                verb="personal_data.let_go",
                what=brand,
                by=None,
                at=now,
                agency_id=brand.agency_id,
                brand_id=brand.pk,
                watch_items=ids,
            )


def let_go_of_people(brand: Brand, now: datetime) -> None:
    """Erases ambassadors with whom the relation ended, once nothing was heard of them for long enough."""
    ids = list(
        of_people.past(brand, months_before(now, brand.retention_months or 0)).values_list("pk", flat=True)
    )
    if ids:
        with transaction.atomic():
            of_people.erase_ambassadors(ids)
            record(
                verb="personal_data.let_go",
                what=brand,
                by=None,
                at=now,
                agency_id=brand.agency_id,
                brand_id=brand.pk,
                ambassadors=ids,
            )


def erase_watched(items: list[int]) -> None:
    """The words of these watch items, of what departments were asked about them, and of the post ideas that
    were made of them.
    """
    of_escalations.erase_about(items)
    of_watch.erase(items)
    erase_ideas(map(idea_key, items))
