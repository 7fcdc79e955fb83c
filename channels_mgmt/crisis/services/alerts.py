"""A crisis signal that somebody has confirmed reaches, at once, whoever decides and whoever is on call."""

from collections.abc import Collection
from datetime import datetime

from accounts.models import Notice, Notification, User
from accounts.services.outbox import WAKES_NOBODY_AFTER, wake_sender, wakes_people
from channels_mgmt.brands.choices import Kind
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.services import mails
from channels_mgmt.crisis.services.mails import SIGNAL
from channels_mgmt.crisis.services.people import people_to_tell
from channels_mgmt.inbox.models import Interaction

MANY = 1_000
"""Of more than these a big file brings, the recent signals are looked through instead."""


def tell_of_signal(*, interaction: Interaction, by: User | None, at: datetime) -> int:
    """Once for an interaction and a person, however often it is said; returns how many are told.

    Nothing for another kind, nor for what is older than two days: old messages wake nobody.
    """
    if (
        interaction.kind != Kind.CRISIS_SIGNAL
        or not wakes_people(interaction.last_at)
        or not wakes_people(at)
    ):
        return 0
    brand = Brand.objects.select_related("agency").get(pk=interaction.brand_id)
    people = people_to_tell(brand, at, drill=False)
    readers = User.objects.filter(pk__in=[person.user for person in people if person.user])
    told = 0
    for reader in readers.exclude(pk=by.pk if by else 0).order_by("pk"):
        told += mails.signal(interaction, brand, reader, at=at)
    if told:
        wake_sender()
    return told


def signals_told_to(user: User) -> list[int]:
    """The interactions of whose signal the person was told, in mails or in the product."""
    asked = {"user": user, "key__startswith": SIGNAL}
    keys = {
        *Notification.objects.filter(**asked).values_list("key", flat=True),
        *Notice.objects.filter(**asked).values_list("key", flat=True),
    }
    return [int(key.split(":")[1]) for key in keys]


def tell_of_arrivals(*, brand: Brand, interactions: Collection[int], at: datetime) -> None:
    """The same for what comes in already sorted: logged by hand, or by a file that says its kind."""
    recent = Interaction.objects.filter(
        brand=brand, kind=Kind.CRISIS_SIGNAL, last_at__gte=at - WAKES_NOBODY_AFTER
    )
    if len(interactions) <= MANY:
        recent = recent.filter(pk__in=interactions)
    there = set(interactions)
    for interaction in recent.select_related("channel").order_by("pk"):
        if interaction.pk in there:
            tell_of_signal(interaction=interaction, by=None, at=at)
