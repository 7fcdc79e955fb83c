"""The posts of each day of a calendar, no more of them than a cell shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, DateTimeField, F, When, Window
from django.db.models.functions import RowNumber, TruncDate
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
    """By the day in that zone: the first posts of it, and how many more there are. One query."""
    at: Any = Case(
        When(state=PostState.PUBLISHED, then=F("published_at")),
        default=F("planned_at"),
        output_field=DateTimeField(),
    )
    rows = (
        posts.between(span.start(zone), span.end(zone))
        .annotate(at=at)
        .annotate(day=TruncDate("at", tzinfo=ZoneInfo(zone)))
        .annotate(
            place=Window(RowNumber(), partition_by=[F("day")], order_by=["at", "pk"]),
            of_day=Window(Count("pk"), partition_by=[F("day")]),
        )
        .filter(place__lte=SHOWN[span.view])
        .order_by("at", "pk")
    )
    found: dict[date, tuple[list[Card], int]] = {}
    for row in rows.values(*READ, "at", "day", "of_day"):
        cards, _more = found.setdefault(row["day"], ([], 0))
        cards.append(card_of(row, ZoneInfo(zone), now))
        found[row["day"]] = (cards, row["of_day"] - len(cards))
    return found


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
