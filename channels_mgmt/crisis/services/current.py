"""Which crises run now, and which lessons are to be written: asked on every page, and so kept in the cache.

There are few of them in the whole installation, mostly none: one line of the cache holds them all, by their
brands, the same whoever asks. Pages show of it what the person may see. What decides whether a reply is held
asks the database instead (`services.matter`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from channels_mgmt.crisis.choices import Level, State
from channels_mgmt.crisis.models import Crisis, Lesson
from cmhub.lib.scope import everything

KEY = "crises:running"
KEPT_FOR = 300
"""Seconds, after which it is read anew whatever happened."""
DROPPED_FOR = 15
"""Seconds in which nobody keeps what they may have read before a change."""
DROPPED = "dropped"
SHOWN_OVER = timedelta(days=2)
"""How long the end of a crisis stands on the home of those who were told of it."""


class Running(NamedTuple):
    """A crisis that runs. `matter` names what replies are held on; `suspended` is the reason somebody wrote
    why nothing is published, empty where the crisis itself is the reason, None where publishing goes on.
    """

    pk: int
    brand: int
    level: int
    title: str
    drill: bool
    state: str
    since: float
    whole_brand: bool
    matter: tuple[str, ...]
    suspended: str | None

    @property
    def opened_at(self) -> datetime:
        return datetime.fromtimestamp(self.since, UTC)

    @property
    def level_words(self) -> str:
        return str(Level(self.level).label)

    @property
    def state_words(self) -> str:
        return str(State(self.state).label)

    @property
    def matter_words(self) -> str:
        return ", ".join(self.matter)


class ToWrite(NamedTuple):
    """A lesson that is to be written, by whom and until when."""

    crisis: int
    brand: int
    owner: int
    title: str
    due: float

    @property
    def due_at(self) -> datetime:
        return datetime.fromtimestamp(self.due, UTC)


@dataclass(frozen=True)
class Now:
    running: tuple[Running, ...]
    to_write: tuple[ToWrite, ...]
    over: tuple[int, ...] = ()
    """The ids of crises, no drills, that have ended of late."""

    def of(self, brand: int, *, drills: bool = True) -> list[Running]:
        """Those of a brand, real ones before drills, the gravest first; without `drills` for the client."""
        here = [one for one in self.running if one.brand == brand and (drills or not one.drill)]
        return sorted(here, key=lambda one: (one.drill, -one.level, one.since))

    def lessons_of(self, person: int) -> list[ToWrite]:
        return sorted((one for one in self.to_write if one.owner == person), key=lambda one: one.due)


def now_running() -> Now:
    """From the cache where that has it."""
    kept = cache.get(KEY)
    if isinstance(kept, tuple):
        running, to_write, *over = kept
        return Now(
            tuple(Running(*row) for row in running),
            tuple(ToWrite(*row) for row in to_write),
            tuple(over[0]) if over else (),
        )
    found = read_now()
    if kept is None:
        plain = ([tuple(row) for row in found.running], [tuple(row) for row in found.to_write], found.over)
        # Added, not set: where a change has dropped it meanwhile, what was read is too old to be kept.
        cache.add(KEY, plain, KEPT_FOR)
    return found


def read_now() -> Now:
    with everything():  # kept for whoever asks next
        running = Crisis.objects.running().order_by("pk").prefetch_related("suspensions")
        over = Crisis.objects.real().filter(ended_at__gt=timezone.now() - SHOWN_OVER).order_by("pk")
        return Now(
            tuple(_running(crisis) for crisis in running),
            tuple(_to_write(Lesson.objects.filter(written_at=None).select_related("crisis").order_by("pk"))),
            tuple(over.values_list("pk", flat=True)),
        )


def _running(crisis: Crisis) -> Running:
    suspended = next((one for one in crisis.suspensions.all() if one.lifted_at is None), None)
    return Running(
        crisis.pk,
        crisis.brand_id,
        crisis.level,
        crisis.title,
        crisis.drill,
        str(crisis.state),
        crisis.opened_at.timestamp(),
        crisis.holds_whole_brand,
        (*crisis.themes, *crisis.words),
        suspended.reason if suspended else None,
    )


def _to_write(lessons: Iterable[Any]) -> Iterable[ToWrite]:
    for lesson in lessons:
        crisis = lesson.crisis
        yield ToWrite(crisis.pk, crisis.brand_id, lesson.owner_id, crisis.title, lesson.due_at.timestamp())


def forget() -> None:
    """What is kept is dropped, at once and again when the transaction is committed."""
    drop()
    transaction.on_commit(partial(drop), robust=True)


def drop() -> None:
    cache.set(KEY, DROPPED, DROPPED_FOR)
