"""The day of whoever handles interactions: what waits for them, the most urgent first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, F, Func, OuterRef, Q, QuerySet

from accounts.access import Right
from accounts.choices import AGENCY_ROLES
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.counts import Capped, capped
from channels_mgmt.inbox.filters import with_texts
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.rows import rows_of
from channels_mgmt.team.models import Assignment, Channel

SHOWN = 10


ROW = (
    "state",
    "question",
    "publishable",
    "internal",
    "answer_by",
    "answered_at",
    "interaction__author",
    "department__name",
    "brand__name",
)
"""What a row shows of an escalation."""


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
    def held_rows(self) -> list[dict[str, Any]]:
        return rows_of(self.held.rows)

    @property
    def unheld_rows(self) -> list[dict[str, Any]]:
        return rows_of(self.unheld.rows)

    @property
    def is_clear(self) -> bool:
        return not (self.to_relay.rows or self.held.rows or self.unheld.rows or self.late.rows)


def my_brands(user: User) -> QuerySet[Brand]:
    """Brands on which the person handles interactions by a role on the brand itself."""
    return Brand.objects.filter(pk__in=mine(user), archived_at=None)


def mine(user: User) -> Any:
    """These brands and archived ones, for `brand__in=`."""
    return Brand.objects.granted(user, Right.INBOX_WRITE, besides=AGENCY_ROLES)


def day_of(user: User, *, at: datetime) -> Day:
    brands = my_brands(user)
    escalations = (
        Escalation.objects.visible_to(user)
        .filter(brand__in=mine(user), brand__archived_at=None)
        .select_related("interaction", "department", "brand")
        .only(*ROW)
    )
    return Day(
        brands=with_counts(brands, user),
        to_relay=Section.of(escalations.to_relay().order_by("answered_at")),
        held=Section.of(held_by(user)),
        unheld=Section.of(unheld_on_channels_of(user)),
        late=Section.of(escalations.late(at).order_by("answer_by")),
    )


def held_by(user: User) -> QuerySet[Interaction]:
    """What the person holds and has begun or must begin: what the public waits for first, then the rest."""
    held = Interaction.objects.visible_to(user).unfinished().filter(holder=user).exclude(state=State.ANSWERED)
    return with_texts(held).order_by(F("waiting_since").asc(nulls_last=True), "last_at")


def unheld_on_channels_of(user: User) -> QuerySet[Interaction]:
    """What waits and nobody holds on the person's channels, as many as a section shows.

    The longest waiting of each channel are found by its index: a channel with a long queue costs no more.
    """
    waiting = Interaction.objects.to_answer().filter(holder=None, channel=OuterRef("pk"))
    first = ArraySubquery(waiting.order_by("waiting_since").values("pk")[: SHOWN + 1])
    longest = channels_of(user).order_by().annotate(longest=Each(first)).values("longest")
    return with_texts(Interaction.objects.visible_to(user).filter(pk__in=longest)).order_by("waiting_since")


class Each(Func):
    """The elements of an array, each in a row."""

    function = "unnest"
    output_field = BigIntegerField()
    set_returning = True


def channels_of(user: User) -> QuerySet[Channel]:
    """The channels that the person holds; all of a brand on which their assignment names none."""
    assigned = Assignment.objects.current().filter(user=user)
    held = Q(pk__in=assigned.values("channel"))
    held |= Q(brand__in=assigned.filter(channel=None).values("brand"))
    return Channel.objects.open().filter(held, brand__in=mine(user), brand__archived_at=None)


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
