"""Which version counts, and who of the team has confirmed having read it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand, BrandQuerySet, BrandRole
from channels_mgmt.strategy.choices import TEAM, State
from channels_mgmt.strategy.models import Author, Strategy, StrategyReading
from channels_mgmt.strategy.services.decision_mails import DECIDING
from channels_mgmt.strategy.services.writing import lock, tell
from cmhub.lib.sorting import alphabetical


@dataclass(frozen=True)
class Reader:
    """Somebody of the team, and when they confirmed having read the version in force."""

    user: User
    read_at: datetime | None


def in_force(brand: Brand, at: datetime | None = None) -> Strategy | None:
    """The validated version that counts today, or that counted at an instant."""
    return Strategy.objects.in_force(at).filter(brand=brand).select_related("brand").first()


def without_strategy(brands: BrandQuerySet) -> BrandQuerySet:
    """Those of the brands that have no validated strategy, with the state of the version that is open as
    `opened`, None where there is none.
    """
    versions = Strategy.objects.filter(brand=OuterRef("pk"))
    opened = versions.open().values("state")[:1]
    return brands.filter(~Exists(versions.in_force())).annotate(opened=Subquery(opened))


def to_validate(person: int, brand_ids: Collection[int], at: datetime) -> QuerySet[Strategy]:
    """The submitted versions, with their brand, that wait for this person to decide: none that they wrote."""
    deciding = BrandRole.objects.current(at).filter(user=person, role__in=DECIDING, brand__in=brand_ids)
    wrote = Author.objects.filter(strategy=OuterRef("pk"), user=person)
    waiting = Strategy.objects.filter(state=State.SUBMITTED, brand__in=deciding.values("brand"))
    return waiting.filter(~Exists(wrote)).select_related("brand").order_by("submitted_at", "pk")


def confirm_reading(*, strategy: Strategy, by: User, at: datetime | None = None) -> None:
    """Somebody says that they have read the version in force; a second time changes nothing.

    Raises ValidationError for a version that is not in force.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = lock(strategy)
        if held.state != State.VALIDATED:
            raise ValidationError(_("Only the version in force is read and confirmed."), code="state")
        _reading, made = StrategyReading.objects.get_or_create(
            strategy=held, user=by, defaults={"brand_id": held.brand_id, "read_at": now}
        )
        if made:
            tell("strategy.read", held, by, now)


def readers_of(strategy: Strategy, at: datetime) -> list[Reader]:
    """The people who work for the brand, by name: who has not read it first."""
    roles = BrandRole.objects.current(at).filter(brand=strategy.brand_id, role__in=TEAM)
    reading = StrategyReading.objects.filter(strategy=strategy, user=OuterRef("pk"))
    people = (
        User.objects.filter(pk__in=roles.values("user"), is_active=True)
        .annotate(read_at=reading.values("read_at")[:1])
        .order_by(*alphabetical("name"), "pk")
    )
    readers = [Reader(person, person.read_at) for person in people]
    return sorted(readers, key=lambda reader: reader.read_at is not None)


def unread_strategies(person: int, brand_ids: Collection[int], at: datetime) -> QuerySet[Strategy]:
    """The versions in force, with their brand, which the person works with and has not confirmed reading."""
    works = BrandRole.objects.current(at).filter(user=person, role__in=TEAM, brand__in=brand_ids)
    read = StrategyReading.objects.filter(strategy=OuterRef("pk"), user=person)
    waiting = Strategy.objects.in_force().filter(~Exists(read), brand__in=works.values("brand"))
    return waiting.select_related("brand").order_by("validated_at", "pk")


def readings_lacking(brand_ids: Collection[int], at: datetime) -> dict[int, int]:
    """Of these brands, by their ids, how many people who work there have not read the version in force."""
    read = StrategyReading.objects.filter(strategy=OuterRef("strategy"), user=OuterRef("user"))
    in_force = Strategy.objects.in_force().filter(brand=OuterRef("brand"))
    lacking = (
        BrandRole.objects.current(at)
        .filter(brand__in=list(brand_ids), role__in=TEAM, user__is_active=True)
        .annotate(strategy=in_force.values("pk")[:1])
        .filter(~Exists(read), strategy__isnull=False)
        .values_list("brand")
        .annotate(Count("user", distinct=True))
    )
    return dict(lacking)
