"""The day of whoever handles interactions: what waits for them, the most urgent first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, When

from accounts.access import Right
from accounts.choices import Role
from accounts.models import Department, User
from channels_mgmt.brands.access import Reach
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.counts import capped, with_counts
from channels_mgmt.inbox.filters import with_texts
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.inbox.rows import rows_of
from channels_mgmt.team.models import Assignment, Channel
from cmhub.lib.kept import kept

SHOWN = 10
LOOKED_AT = SHOWN + 1
BRANDS_SHOWN = 10
COUNTS = ("to_answer", "mine", "to_relay", "pending")


@dataclass(frozen=True)
class Section:
    """Rows of one kind, and whether there are more than are shown."""

    rows: Sequence[Any]
    more: bool

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "Section":
        """Of the rows that were looked at: one more than is shown."""
        found = list(rows)
        return cls(found[:SHOWN], len(found) > SHOWN)


NOTHING = Section([], more=False)


@dataclass(frozen=True)
class Day:
    """What waits for one person."""

    brands: list[Any]
    to_relay: Section = NOTHING
    held: Section = NOTHING
    unheld: Section = NOTHING
    late: Section = NOTHING

    @property
    def held_rows(self) -> list[dict[str, Any]]:
        return rows_of(self.held.rows)

    @property
    def unheld_rows(self) -> list[dict[str, Any]]:
        return rows_of(self.unheld.rows)

    @property
    def is_clear(self) -> bool:
        return not (self.to_relay.rows or self.held.rows or self.unheld.rows or self.late.rows)


def day_of(user: User, handled: Reach, *, at: datetime) -> Day:
    """`handled` are the brands, one at least, on which the person handles interactions."""
    read = handled.granting(Right.INBOX_VIEW).ids
    followed = handled.granting(Right.ESCALATION_VIEW, besides=[Role.DEPARTMENT_CONTACT]).ids
    return Day(
        brands=brands_with_counts(handled.brands[:BRANDS_SHOWN], user),
        to_relay=Section.of(to_relay(brands=followed, person=user.pk)) if followed else NOTHING,
        held=Section.of(held_by(brands=read, person=user.pk)) if read else NOTHING,
        unheld=Section.of(unheld_on_channels_of(brands=read, person=user.pk, at=at)) if read else NOTHING,
        late=Section.of(late(brands=followed, person=user.pk, at=at)) if followed else NOTHING,
    )


@kept
def held_by(brands: list[int], person: int) -> QuerySet[Interaction]:
    """What the person holds and has begun or must begin: what the public waits for first, then the rest."""
    held = Interaction.objects.filter(brand__in=brands, holder=person).unfinished()
    urgent_first = F("waiting_since").asc(nulls_last=True), "last_at"
    return with_texts(held.exclude(state=State.ANSWERED)).order_by(*urgent_first)[:LOOKED_AT]


@kept
def unheld_on_channels_of(brands: list[int], person: int, at: datetime) -> QuerySet[Interaction]:
    """What waits and nobody holds on the person's channels.

    The longest waiting of each channel are found by its index: a channel with a long queue costs no more.
    """
    waiting = Interaction.objects.to_answer().filter(holder=None, channel=OuterRef("pk"))
    first = ArraySubquery(waiting.order_by("waiting_since").values("pk")[:LOOKED_AT])
    channels = Channel.objects.filter(is_held(person, at), brand__in=brands).open().order_by()
    longest = channels.annotate(longest=Each(first)).values("longest")
    return with_texts(Interaction.objects.filter(pk__in=longest)).order_by("waiting_since")[:LOOKED_AT]


class Each(Func):
    """The elements of an array, each in a row."""

    function = "unnest"
    output_field = BigIntegerField()
    set_returning = True


def is_held(person: int, at: datetime) -> Exists:
    """Of a channel: whether the person holds it, by name or as one of all channels of their brand."""
    here = Q(channel=OuterRef("pk")) | Q(channel=None)
    return Exists(Assignment.objects.current(at).filter(here, user=person, brand=OuterRef("brand")))


@kept
def to_relay(brands: list[int], person: int) -> QuerySet[Escalation]:
    """What departments have answered and nobody has told the public yet: what the person asked first."""
    answered = with_names(Escalation.objects.filter(brand__in=brands).to_relay(), person)
    return answered.order_by(F("is_own").desc(), "answered_at")[:LOOKED_AT]


@kept
def late(brands: list[int], person: int, at: datetime) -> QuerySet[Escalation]:
    """What departments owe an answer to, or a sign that they have seen it, beyond its time: what the person
    asked first.
    """
    overdue = with_names(Escalation.objects.filter(brand__in=brands).late(at), person)
    return overdue.order_by(F("is_own").desc(), "answer_by")[:LOOKED_AT]


def with_names(escalations: QuerySet[Escalation], person: int) -> QuerySet[Escalation]:
    """With what a row shows of them, and whether the person asked; names are looked up for the rows that are
    shown, after the sort.
    """
    shown = "state", "question", "publishable", "internal", "answer_by", "answered_at"
    interaction = Interaction.objects.filter(pk=OuterRef("interaction"))
    department = Department.objects.filter(pk=OuterRef("department"))
    brand = Brand.objects.filter(pk=OuterRef("brand"))
    asker = User.objects.filter(pk=OuterRef("opened_by"))
    return escalations.only(*shown).annotate(
        is_own=Case(When(opened_by=person, then=True), default=False),
        author=Subquery(interaction.values("author")),
        department_name=Subquery(department.values("name")),
        brand_name=Subquery(brand.values("name")),
        asker_name=Subquery(asker.values("name")),
    )


def brands_with_counts(brands: list[Brand], user: User) -> list[dict[str, Any]]:
    """The brands with what waits on each, in one query; every count ends at a cap."""
    ids = [brand.pk for brand in brands]
    counted = {row.pk: row for row in waiting_on(brands=ids, person=user.pk)}
    return [
        {"slug": brand.slug, "name": brand.name}
        | {name: capped(getattr(counted[brand.pk], name)) for name in COUNTS}
        for brand in brands
    ]


@kept
def waiting_on(brands: list[int], person: int) -> QuerySet[Brand]:
    here = Interaction.objects.filter(brand=OuterRef("pk"))
    return with_counts(
        Brand.objects.filter(pk__in=brands),
        to_answer=here.to_answer(),
        mine=here.to_answer().filter(holder=person),
        to_relay=Escalation.objects.filter(brand=OuterRef("pk")).to_relay(),
        pending=here.pending(),
    )
