"""The day of whoever handles interactions: what waits for them, the most urgent first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.access import Right
from accounts.choices import AGENCY_ROLES
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.counts import Capped, capped
from channels_mgmt.inbox.filters import with_texts
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.team.models import Assignment, Channel

SHOWN = 10


@dataclass(frozen=True)
class Section:
    """Rows of one kind, and whether there are more than are shown."""

    rows: list[Any]
    more: bool

    @classmethod
    def of(cls, queryset: QuerySet[Any]) -> "Section":
        rows = list(queryset[: SHOWN + 1])
        return cls(rows[:SHOWN], len(rows) > SHOWN)


@dataclass(frozen=True)
class Day:
    """What waits for one person."""

    brands: list[Any]
    to_relay: Section
    held: Section
    unheld: Section
    late: Section

    @property
    def is_clear(self) -> bool:
        return not (self.to_relay.rows or self.held.rows or self.unheld.rows or self.late.rows)


def my_brands(user: User) -> QuerySet[Brand]:
    """Brands on which the person handles interactions by a role on the brand itself."""
    return Brand.objects.granting(user, Right.INBOX_WRITE, besides=AGENCY_ROLES).filter(archived_at=None)


def day_of(user: User, *, at: datetime) -> Day:
    brands = my_brands(user)
    escalations = (
        Escalation.objects.visible_to(user)
        .filter(brand__in=brands)
        .select_related("interaction", "department", "brand")
    )
    return Day(
        brands=with_counts(brands, user),
        to_relay=Section.of(escalations.to_relay().order_by("answered_at")),
        held=Section.of(held_by(user)),
        unheld=Section.of(unheld_on_channels_of(user, brands)),
        late=Section.of(escalations.late(at).order_by("answer_by")),
    )


def held_by(user: User) -> QuerySet[Interaction]:
    """What the person holds and has begun or must begin: what the public waits for first, then the rest."""
    held = Interaction.objects.visible_to(user).unfinished().filter(holder=user).exclude(state=State.ANSWERED)
    return with_texts(held).order_by(F("waiting_since").asc(nulls_last=True), "last_at")


def unheld_on_channels_of(user: User, brands: QuerySet[Brand]) -> QuerySet[Interaction]:
    """What waits and nobody holds on the person's channels, as many as a section shows.

    The longest waiting of each channel are found by its index: a channel with a long queue costs no more.
    """
    waiting = Interaction.objects.to_answer().filter(holder=None).order_by("waiting_since").values("pk")
    first = [waiting.filter(channel=channel)[: SHOWN + 1] for channel in channels_of(user, brands)]
    if not first:
        return Interaction.objects.none()
    longest = first[0].union(*first[1:], all=True) if len(first) > 1 else first[0]
    return with_texts(Interaction.objects.visible_to(user).filter(pk__in=longest)).order_by("waiting_since")


def channels_of(user: User, brands: QuerySet[Brand]) -> list[int]:
    """The channels that the person holds; all of a brand on which their assignment names none."""
    mine = Assignment.objects.current().filter(user=user)
    held = Q(Exists(mine.filter(channel=OuterRef("pk"))))
    held |= Q(Exists(mine.filter(brand=OuterRef("brand"), channel=None)))
    return list(Channel.objects.open().filter(held, brand__in=brands).values_list("pk", flat=True))


def with_counts(brands: QuerySet[Brand], user: User) -> list[Any]:
    """The brands with what waits on each, in one query; every count ends at a cap."""
    here = Interaction.objects.filter(brand=OuterRef("pk"))
    counts = {
        "to_answer": Capped(here.to_answer()),
        "pending": Capped(here.pending()),
        "mine": Capped(here.to_answer().filter(holder=user)),
        "to_relay": Capped(Escalation.objects.filter(brand=OuterRef("pk")).to_relay()),
    }
    rows: Any = brands.values("pk", "slug", "name", **counts).order_by("name")[:SHOWN]
    return [row | {name: capped(row[name]) for name in counts} for row in rows]
