"""The posts of each day of a calendar, no more of them than a cell shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Count, DateTimeField, Func, IntegerField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from channels_mgmt.publishing.calendar.marks import Mark
from channels_mgmt.publishing.calendar.notes import Note
from channels_mgmt.publishing.calendar.spans import LIST, MONTH, Span
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models import Post, PostQuerySet
from cmhub.lib.moments import date_words, time_words, weekday_words
from cmhub.lib.text import excerpt

SHOWN = {MONTH: 4, "week": 25, LIST: 100}
"""Posts that a day shows at the most, by the view; the others are counted."""
OF_A_TITLE = 70
STATES: dict[str, Any] = dict(PostState.choices)
FIXED = (PostState.PUBLISHED, PostState.DROPPED)
READ = (
    "pk",
    "state",
    "title",
    "text",
    "edition",
    "planned_at",
    "published_at",
    "category",
    "channel__network",
    "channel__name",
    "brand__name",
)

AT: Any = Coalesce("published_at", "planned_at")
"""When a post stands in a calendar: only what is published has the first."""
BEGINS: Any = RawSQL("day.begins", [])
ENDS: Any = RawSQL("day.ends", [])
FIRST = """
    select found.pk, day.cell
    from unnest(%s::timestamptz[], %s::timestamptz[]) with ordinality day (begins, ends, cell),
        lateral (select pk from ({both}) of_day (pk, at) order by at, pk limit %s) found
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A post as a calendar shows it."""

    pk: int
    state: str
    state_words: Any
    title: str
    at: datetime
    clock: str
    time: str
    network: str
    channel: str
    brand: str
    edition: int
    may_move: bool
    is_late: bool


@dataclass(slots=True)
class Cell:
    """A day, what is on it, and what is to be said of it."""

    day: date
    is_of_it: bool = True
    is_today: bool = False
    is_over: bool = False
    cards: list[Card] = field(default_factory=list)
    more: int = 0
    marks: list[Mark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def iso(self) -> str:
        return self.day.isoformat()

    @property
    def number(self) -> int:
        return self.day.day

    @property
    def weekday(self) -> str:
        return capfirst(weekday_words(self.day))

    @property
    def words(self) -> str:
        return date_words(self.day, weekday=True, year=False)

    @property
    def is_empty(self) -> bool:
        return not (self.cards or self.notes or self.marks)


def cards_of(
    posts: PostQuerySet, span: Span, *, zone: str, now: datetime
) -> dict[date, tuple[list[Card], int]]:
    """By the day in that zone: the first posts of it, and how many more there are.

    Three queries, of which none puts all posts of a month in order.
    """
    if posts.query.is_empty():
        return {}
    numbers, standing = numbers_of(posts, span, zone), places_of(posts, span, zone)
    found: dict[date, tuple[list[Card], int]] = {}
    rows = Post.objects.filter(pk__in=standing).annotate(at=AT).order_by("at", "pk")
    for row in rows.values(*READ, "at"):
        cell = standing[row["pk"]]
        cards, _more = found.setdefault(span.days[cell - 1], ([], 0))
        cards.append(card_of(row, ZoneInfo(zone), now))
        found[span.days[cell - 1]] = (cards, max(0, numbers.get(cell, 0) - len(cards)))
    return found


def numbers_of(posts: PostQuerySet, span: Span, zone: str) -> dict[int, int]:
    """How many posts each day of the span has, by the number of the day, from 1."""
    begins: Any = Value(span.beginnings(zone)[:-1], output_field=ArrayField(DateTimeField()))
    cell = Func(AT, begins, function="width_bucket", output_field=IntegerField())
    within = posts.between(span.start(zone), span.end(zone)).order_by()
    return dict(within.annotate(cell=cell).values_list("cell").annotate(Count("pk")))


def places_of(posts: PostQuerySet, span: Span, zone: str) -> dict[int, int]:
    """The ids of the first posts of each day, with the number of the day, by an index on their times."""
    shown = SHOWN[span.view]
    published = posts.published().filter(published_at__gte=BEGINS, published_at__lt=ENDS)
    planned = posts.planned().filter(planned_at__gte=BEGINS, planned_at__lt=ENDS)
    wanted = (published.order_by("published_at", "pk"), planned.order_by("planned_at", "pk"))
    parts: list[str] = []
    params: list[Any] = []
    for one in wanted:
        sql, given = one.annotate(at=AT).values("pk", "at")[:shown].query.sql_with_params()
        parts.append(f"({sql})")
        params += given
    edges = span.beginnings(zone)
    with connection.cursor() as cursor:
        cursor.execute(FIRST.format(both=" union all ".join(parts)), [edges[:-1], edges[1:], *params, shown])
        return dict(cursor.fetchall())


def card_of(row: dict[str, Any], zone: ZoneInfo, now: datetime) -> Card:
    fixed = row["state"] in FIXED
    at: datetime = row["at"]
    local = at.astimezone(zone)
    return Card(
        pk=row["pk"],
        state=row["state"],
        state_words=STATES[row["state"]],
        title=excerpt(row["title"] or row["text"], OF_A_TITLE) or _("Post without words"),
        at=at,
        clock=time_words(local),
        time=f"{local:%H:%M}",
        network=row["channel__network"],
        channel=row["channel__name"],
        brand=row["brand__name"],
        edition=row["edition"],
        may_move=not fixed,
        is_late=not fixed and at < now,
    )


def cells_of(
    span: Span,
    cards: dict[date, tuple[list[Card], int]],
    marks: dict[date, list[Mark]],
    notes: dict[date, list[Note]],
    today: date,
) -> list[Cell]:
    return [
        Cell(
            day,
            span.is_of_it(day),
            day == today,
            day < today,
            *cards.get(day, ([], 0)),
            marks.get(day, []),
            notes.get(day, []),
        )
        for day in span.days
    ]


def weeks_of(cells: list[Cell]) -> list[list[Cell]]:
    return [cells[n : n + 7] for n in range(0, len(cells), 7)]


def undated(posts: Iterable[Post]) -> list[dict[str, Any]]:
    """Posts that are planned for no day yet, for the tray."""
    return [
        {
            "pk": post.pk,
            "title": excerpt(post.title or post.text, OF_A_TITLE) or _("Post without words"),
            "state": post.state,
            "state_words": post.get_state_display(),
            "channel": post.channel,
            "edition": post.edition,
            "url": reverse("publishing:move", args=[post.pk]),
        }
        for post in posts
    ]
