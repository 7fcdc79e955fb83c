"""Meetings with the public: who is invited, who came, what follows."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.models import Ambassador, Event, FollowUp, Invitation, Post
from cmhub.lib.deleting import delete_row
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with
from cmhub.lib.text import normalise_handle

MOST_AT_ONCE = 200
"""Names of one list."""


def save_event(
    *,
    brand: Brand,
    values: Mapping[str, Any],
    by: User,
    posts: Iterable[Post] | None = None,
    key: UUID | None = None,
    event: Event | None = None,
    edition: int | None = None,
    at: datetime | None = None,
) -> Event:
    """A new event, once for a `key`, or the one given as it is said to be now, with the posts tied to it.

    Raises ChangedMeanwhileError for an edition that is not the last.
    """
    now = at or timezone.now()
    with transaction.atomic():
        if event is None and (before := made_with(key, Event, brand_id=brand.pk)):
            return before
        held = hold(event, edition) if event else Event(brand=brand, key=key or uuid4(), added_at=now)
        verb = "event.changed" if event else "event.added"
        held.edition += bool(event)
        for name, value in values.items():
            setattr(held, name, value)
        held.full_clean(exclude=["brand", "key"])
        held.save()
        if posts is not None:
            held.posts.set([post for post in posts if post.brand_id == brand.pk])
        record_of(brand, what=held, verb=verb, by=by, at=now)
    return held


def hold(event: Event, edition: int | None = None) -> Event:
    return locked(Event.objects.select_related("brand"), event.pk, edition)


def cancel(*, event: Event, cancelled: bool, by: User, at: datetime | None = None) -> Event:
    """Says that it does not take place, or takes that back."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(event)
        if (held.cancelled_at is not None) != cancelled:
            held.cancelled_at = now if cancelled else None
            held.save(update_fields=["cancelled_at"])
            verb = "event.cancelled" if cancelled else "event.not_cancelled"
            record_of(held.brand, what=held, verb=verb, by=by, at=now)
    return held


def invite(
    *,
    event: Event,
    ambassadors: Iterable[Ambassador] = (),
    names: Iterable[str] = (),
    came: bool = False,
    by: User,
    at: datetime | None = None,
) -> int:
    """Puts people on the list, each once; `came` for those who were there without being asked. How many are
    new.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(event)
        known = Invitation.objects.filter(event=held)
        ids = set(known.exclude(ambassador=None).values_list("ambassador", flat=True))
        keys = set(known.values_list("name_key", flat=True))
        people: list[tuple[Ambassador | None, str]] = [
            (one, one.name) for one in ambassadors if one.brand_id == held.brand_id and one.pk not in ids
        ]
        for name in names:
            if (marked := normalise_handle(name)[:200]) and marked not in keys:
                keys.add(marked)
                people.append((None, name.strip()[:200]))
        if len(people) > MOST_AT_ONCE:
            raise ValidationError(
                _("At most %(count)d names at once.") % {"count": MOST_AT_ONCE}, code="many"
            )
        Invitation.objects.bulk_create(
            Invitation(
                event=held, ambassador=one, name=name, name_key=normalise_handle(name)[:200], came=came
            )
            for one, name in people
        )
        if people:
            record_of(held.brand, what=held, verb="event.invited", by=by, at=now, count=len(people))
    return len(people)


def answer(*, invitation: Invitation, said: str, by: User, at: datetime | None = None) -> None:
    _change(invitation, "answer", said, by, at)


def mark(*, invitation: Invitation, came: bool, by: User, at: datetime | None = None) -> None:
    """Whether somebody came."""
    _change(invitation, "came", came, by, at)


def _change(invitation: Invitation, field: str, value: Any, by: User, at: datetime | None) -> None:
    with transaction.atomic():
        held = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if getattr(held, field) == value:
            return
        setattr(held, field, value)
        held.full_clean(exclude=["event", "ambassador", "name", "name_key"])
        held.save(update_fields=[field])
        event = Event.objects.select_related("brand").get(pk=held.event_id)
        record_of(event.brand, what=event, verb="event.list_changed", by=by, at=at or timezone.now())


def strike(*, invitation: Invitation, by: User, at: datetime | None = None) -> None:
    """Takes somebody off the list."""
    with transaction.atomic():
        event = Event.objects.select_related("brand").get(pk=invitation.event_id)
        if delete_row(invitation):
            record_of(event.brand, what=event, verb="event.list_changed", by=by, at=at or timezone.now())


def write_notes(
    *, event: Event, notes: str, by: User, edition: int | None = None, at: datetime | None = None
) -> Event:
    """Raises ChangedMeanwhileError for an edition that is not the last."""
    with transaction.atomic():
        held = hold(event, edition)
        held.notes = notes.strip()
        held.edition += 1
        held.full_clean(exclude=["brand", "key"])
        held.save(update_fields=["notes", "edition"])
        record_of(held.brand, what=held, verb="event.changed", by=by, at=at or timezone.now())
    return held


def add_follow_up(
    *, event: Event, what: str, who: User, due_on: date, by: User, key: UUID, at: datetime | None = None
) -> FollowUp:
    with transaction.atomic():
        held = hold(event)
        if known := FollowUp.objects.filter(event=held, key=key).first():
            return known
        made = FollowUp(event=held, what=what.strip(), who=who, due_on=due_on, key=key)
        made.full_clean(exclude=["event", "who"])
        made.save()
        record_of(held.brand, what=held, verb="event.follow_up_added", by=by, at=at or timezone.now())
    return made


def finish(*, follow_up: FollowUp, done: bool, by: User, at: datetime | None = None) -> None:
    """Says that it is done, or takes that back."""
    now = at or timezone.now()
    with transaction.atomic():
        held = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
        if (held.done_at is not None) == done:
            return
        held.done_at, held.done_by = (now, by) if done else (None, None)
        held.save(update_fields=["done_at", "done_by"])
        event = Event.objects.select_related("brand").get(pk=held.event_id)
        verb = "event.follow_up_done" if done else "event.follow_up_not_done"
        record_of(event.brand, what=event, verb=verb, by=by, at=now)
