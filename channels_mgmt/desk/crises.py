"""Crises on a person's home, before all else: how each stands, what is asked of them, and lessons to write.

Whether any runs is known from the cache: mostly none does, and nothing is asked of the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import User
from channels_mgmt.crisis.models import Crisis, CrisisTask, Decision, Statement, Status, Telling
from channels_mgmt.crisis.services.current import SHOWN_OVER, ToWrite, now_running
from channels_mgmt.crisis.services.numbers import Numbers, numbers_lately
from channels_mgmt.crisis.services.statements import statement_to_approve
from channels_mgmt.crisis.services.tasks import may_decide
from channels_mgmt.desk.posts import Posts

MANY = 5


@dataclass
class Row:
    """A crisis that runs: why nothing is published meanwhile, its last status, what the person is asked to
    decide, to approve and to do, what they are to acknowledge.
    """

    crisis: Crisis
    suspended: str | None = None
    status: Status | None = None
    own: Telling | None = None
    decisions: list[Decision] = field(default_factory=list)
    statement: Statement | None = None
    tasks: list[CrisisTask] = field(default_factory=list)
    numbers: Numbers | None = None

    @property
    def to_acknowledge(self) -> bool:
        return self.own is not None and self.own.acknowledged_at is None


@dataclass
class Crises:
    rows: list[Row]
    lessons: Sequence[ToWrite]
    over: Sequence[Crisis] = ()
    """Those that have ended of late and of which the person was told."""

    @property
    def seen(self) -> Any:
        rows = [
            (
                row.crisis.pk,
                row.crisis.state,
                row.crisis.level,
                row.suspended,
                row.status.pk if row.status else 0,
                [decision.pk for decision in row.decisions],
                row.statement.pk if row.statement else 0,
                [task.pk for task in row.tasks],
                row.to_acknowledge,
                row.numbers.total if row.numbers else 0,
            )
            for row in self.rows
        ]
        return (rows, [lesson.crisis for lesson in self.lessons], [crisis.pk for crisis in self.over])


def crises_of(user: User, posts: Posts, *, at: datetime) -> Crises | None:
    """Real ones before drills, the gravest first; None where none runs or has just ended, and no
    lesson is to be written.
    """
    now = now_running()
    lessons = now.lessons_of(user.pk)
    rows: list[Row] = []
    if now.running and posts.works:
        seen = Crisis.objects.running().visible_to(user).select_related("brand__agency", "opened_by")
        ordered = seen.order_by("drill", "-level", "opened_at")[:MANY]
        suspended = {one.pk: one.suspended for one in now.running}
        rows = [_row(crisis, user, at, suspended.get(crisis.pk)) for crisis in ordered]
    over: list[Crisis] = []
    if now.over and posts.works:
        told = Crisis.objects.filter(pk__in=now.over, tellings__user=user, ended_at__gt=at - SHOWN_OVER)
        seen = told.exclude(ended_by=user).visible_to(user)
        over = list(seen.select_related("brand", "ended_by").order_by("-ended_at")[:MANY])
    return Crises(rows, lessons, over) if rows or lessons or over else None


def _row(crisis: Crisis, user: User, at: datetime, suspended: str | None) -> Row:
    waiting = list(crisis.decisions.filter(decided_at=None))
    return Row(
        crisis,
        suspended=suspended,
        status=crisis.statuses.select_related("by").first(),
        own=crisis.tellings.filter(user=user).first(),
        decisions=waiting if waiting and may_decide(crisis, user) else [],
        statement=statement_to_approve(crisis, user),
        tasks=list(crisis.tasks.filter(who=user, done_at=None)),
        numbers=numbers_lately(crisis, at),
    )
