"""Whether somebody is ready to speak for a brand: what a check says on a day. Nothing of it is asked here."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cmhub.lib.moments import date_words

LASTS_MONTHS = 6
SOON = timedelta(days=30)
"""How long before it lapses a check is shown to who makes them."""


class State(StrEnum):
    """`supervised`: an answer is *no*. `lapsed`: by a newer strategy, or by time. `never`: none counts."""

    READY = "ready"
    SUPERVISED = "supervised"
    LAPSED = "lapsed"
    NEVER = "never"


class Check(Protocol):
    """What is asked of a check."""

    @property
    def strategy_id(self) -> int: ...
    @property
    def lapses_on(self) -> date: ...


@dataclass(frozen=True)
class Standing:
    """Where a person stands with a brand on a day: the state, and why, in a sentence for who reads it."""

    state: State
    reason: str
    lapses_on: date | None = None
    check: Check | None = None
    has_strategy: bool = True

    @property
    def is_ready(self) -> bool:
        return self.state == State.READY

    def lapses_soon(self, today: date) -> bool:
        counts = self.state in (State.READY, State.SUPERVISED)
        return counts and self.lapses_on is not None and self.lapses_on <= today + SOON


def lapse_of(done_on: date) -> date:
    """The first day on which a check of this day counts no more: the same day six months later, or the last
    of its month.
    """
    months = done_on.month - 1 + LASTS_MONTHS
    year, month = done_on.year + months // 12, months % 12 + 1
    return date(year, month, min(done_on.day, monthrange(year, month)[1]))


def standing_of(
    check: Check | None, *, done_on: date | None, noes: Collection[str], in_force: int | None, today: date
) -> Standing:
    """What the latest check of a person says: the day it was made, its questions answered *no*, the strategy
    in force today, by id.
    """
    if in_force is None:
        reason = _("The brand has no validated strategy: nobody can be made a full spokesperson for it.")
        return Standing(State.NEVER, reason, check=check, has_strategy=False)
    if check is None or done_on is None:
        return Standing(State.NEVER, _("No readiness check was made yet."))
    said: dict[str, object] = {"day": date_words(done_on), "lapses": date_words(check.lapses_on)}
    if check.strategy_id != in_force:
        reason = _("The check of %(day)s has lapsed: the strategy has a newer version.") % said
        return Standing(State.LAPSED, reason, check.lapses_on, check)
    if check.lapses_on <= today:
        reason = _("The check of %(day)s lapsed on %(lapses)s, after six months.") % said
        return Standing(State.LAPSED, reason, check.lapses_on, check)
    if noes:
        reason = ngettext(
            "One answer of the check of %(day)s is “no”.",
            "%(count)d answers of the check of %(day)s are “no”.",
            len(noes),
        ) % {**said, "count": len(noes)}
        return Standing(State.SUPERVISED, reason, check.lapses_on, check)
    reason = _("All seven answers of the check of %(day)s are “yes”; it lapses on %(lapses)s.") % said
    return Standing(State.READY, reason, check.lapses_on, check)


def refusal_of(standing: Standing, name: str) -> str:
    """Why somebody may not speak for the brand without supervision, and what can be done."""
    if not standing.has_strategy:
        text = _(
            "The brand has no validated strategy, so %(name)s cannot be a full spokesperson for it: assign "
            "them under supervision, or have the strategy validated first."
        )
    elif standing.state == State.NEVER:
        text = _(
            "No readiness check of %(name)s was made for this brand: have it made by somebody else, or "
            "assign them under supervision."
        )
    elif standing.state == State.LAPSED:
        text = _(
            "The readiness check of %(name)s has lapsed: have a new one made, or assign them under "
            "supervision."
        )
    else:
        text = _(
            "The readiness check of %(name)s has a “no”: assign them under supervision until a new check has "
            "seven times “yes”."
        )
    return text % {"name": name}
