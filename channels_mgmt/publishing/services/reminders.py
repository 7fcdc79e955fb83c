"""Whom to speak with again and what is to follow, on the day of whoever looks after it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, override

from accounts.access import Right
from accounts.choices import Urgency
from accounts.models import User
from accounts.services.outbox import notify, wake_sender
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Ambassador, AmbassadorQuerySet, FollowUp, FollowUpQuerySet
from channels_mgmt.publishing.services.people_erasure import key_of
from cmhub.lib.links import link_to

LISTED = 10


def ambassadors_for(person: int, at: datetime) -> AmbassadorQuerySet:
    return Ambassador.objects.due(at).filter(looked_after_by=person, brand__archived_at=None)


def follow_ups_for(person: int, at: datetime) -> FollowUpQuerySet:
    return FollowUp.objects.due(at).filter(who=person, event__brand__archived_at=None)


def reminders_for(user: User, at: datetime) -> list[dict[str, Any]]:
    """What stands on the person's day, the longest due first: `kind`, `row`, `due` and `brand` of each."""
    people = ambassadors_for(user.pk, at).visible_to(user).select_related("brand")
    tasks = follow_ups_for(user.pk, at).visible_to(user).select_related("event__brand")
    rows: list[dict[str, Any]] = [
        {"kind": "ambassador", "row": one, "due": one.next_on, "brand": one.brand}
        for one in people.order_by("next_on", "pk")[:LISTED]
    ]
    rows += [
        {"kind": "follow_up", "row": one, "due": one.due_on, "brand": one.event.brand}
        for one in tasks.order_by("due_on", "pk")[:LISTED]
    ]
    return sorted(rows, key=lambda row: row["due"])


def remind_due(*, at: datetime | None = None) -> int:
    """Tells people in their digest, once for each day on which something is due; how many were told."""
    now = at or timezone.now()
    told = 0
    people = Ambassador.objects.due(now).filter(brand__archived_at=None)
    for one in people.select_related("brand__agency", "looked_after_by"):
        if one.looked_after_by:
            words = gettext_noop("%(brand)s: speak with %(name)s again")
            given = {"brand": one.brand.name, "name": one.name}
            link = link_to("publishing:ambassador", one.pk)
            key = f"{key_of(one.pk)}{one.next_on}"
            told += _tell(one.looked_after_by, one.brand, key, words, given, link, now)
    tasks = FollowUp.objects.due(now).filter(event__brand__archived_at=None)
    for task in tasks.select_related("event__brand__agency", "who"):
        words = gettext_noop("%(brand)s: to do after an event: %(what)s")
        given = {"brand": task.event.brand.name, "what": task.what}
        link = link_to("publishing:event", task.event_id)
        told += _tell(
            task.who, task.event.brand, f"follow_up:{task.pk}:{task.due_on}", words, given, link, now
        )
    if told:
        wake_sender()
    return told


def _tell(
    user: User, brand: Brand, key: str, words: str, given: Mapping[str, str], link: str, at: datetime
) -> bool:
    if not Brand.objects.granting(user, Right.PUBLISHING_VIEW).filter(pk=brand.pk).exists():
        return False  # they work here no more
    with override(user.language):
        sentence = gettext(words) % given
    return notify(
        key=f"{key}:{user.pk}"[:200],
        agency=brand.agency,
        user=user,
        email=user.email,
        subject=sentence,
        body=sentence,
        language=user.language,
        sender_name=brand.name,
        at=at,
        wake=False,
        urgency=Urgency.DIGEST,
        link=link,
    )
