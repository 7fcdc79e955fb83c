"""What a year's reports asked, advised and found: decisions with their answers, recommendations with what
became of them, diagnoses with how long they stood, crises. Each knows the report that tells of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from channels_mgmt.brands.models import Brand
from cmhub.lib.weeks import Week
from reporting.annotations.choices import Kind
from reporting.annotations.marks import when_words
from reporting.annotations.services.timeline import Event
from reporting.diagnoses.judging import RULES
from reporting.diagnoses.models import DiagnosisReading
from reporting.weekly.models import DecisionAsked, Recommendation, WeeklyReport


@dataclass(frozen=True)
class Words:
    """What a report of the year says, of which nothing else is read."""

    week: Week
    revision: int
    qualitative: Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A decision or a recommendation, with its row where there is one, which says what became of it."""

    week: Week
    text: str
    row: Any = None
    owner: str = ""


@dataclass(frozen=True)
class Stood:
    """A diagnosis over weeks in a row in which it was raised. `from_before` where the first week that is read
    had it already, `goes_on` where the last one has it still.
    """

    label: Any
    first: Week
    last: Week
    weeks: int
    from_before: bool
    goes_on: bool


@dataclass(frozen=True)
class CrisisTold:
    """`week` is the first of its weeks of which the reader has a report, None where there is none."""

    event: Event
    week: Week | None

    @property
    def when(self) -> str:
        return when_words(self.event.first, self.event.last)


def newest(user: User, brand: Brand, weeks: Iterable[Week]) -> Any:
    """The newest revision of each week that the person may read, the latest week first."""
    asked = [str(week) for week in weeks]
    return WeeklyReport.objects.visible_to(user).filter(brand=brand, week__in=asked).newest_of_each_week()


def words_of(user: User, brand: Brand, weeks: Iterable[Week]) -> list[Words]:
    """Of the reports of these weeks, the oldest first."""
    rows = newest(user, brand, weeks).values_list("week", "revision", "qualitative")
    return [Words(Week.parse(week), revision, kept) for week, revision, kept in reversed(rows)]


def decisions_of(told: Sequence[Words]) -> list[Asked]:
    """Those that the year's reports asked for, in their order."""
    asked = [(words.week, one) for words in told for one in words.qualitative.get("decisions_asked") or ()]
    rows = DecisionAsked.objects.select_related("answered_by").in_bulk(_ids(one for _week, one in asked))
    return [Asked(week, one["text"], rows.get(one.get("id", 0))) for week, one in asked]


def recommendations_of(told: Sequence[Words]) -> list[Asked]:
    """Each once, in the report of the year that told it first: those after it follow it up."""
    found: dict[Any, tuple[Week, Mapping[str, Any]]] = {}
    for words in told:
        for one in words.qualitative.get("recommendations") or ():
            found.setdefault(one.get("id") or (words.week, one["text"]), (words.week, one))
    rows = Recommendation.objects.in_bulk(_ids(one for _week, one in found.values()))
    return [
        Asked(week, one["text"], rows.get(one.get("id", 0)), one.get("owner") or "")
        for week, one in found.values()
    ]


def _ids(kept: Iterable[Mapping[str, Any]]) -> list[int]:
    return [one["id"] for one in kept if "id" in one]


def diagnoses_of(user: User, brand: Brand, told: Sequence[Words]) -> list[Stood]:
    """Of each diagnosis the times that it stood, the earliest first; a week without a report ends one."""
    revisions = {str(words.week): words.revision for words in told}
    rows = (
        DiagnosisReading.objects.visible_to(user)
        .filter(brand=brand, week__in=list(revisions))
        .order_by("week", "revision")
        .values_list("week", "revision", "raised")
    )
    raised = {Week.parse(week): codes for week, revision, codes in rows if revision <= revisions[week]}
    found = [stood for code in RULES for stood in _stood(code, raised)]
    return sorted(found, key=lambda one: (one.first, str(one.label)))


def _stood(code: str, raised: Mapping[Week, Collection[str]]) -> list[Stood]:
    runs: list[list[Week]] = []
    for week in (week for week, codes in raised.items() if code in codes):
        if runs and runs[-1][-1].next == week:
            runs[-1].append(week)
        else:
            runs.append([week])
    known = list(raised)
    return [
        Stood(
            RULES[code].label,
            first=run[0],
            last=run[-1],
            weeks=len(run),
            from_before=run[0] == known[0],
            goes_on=run[-1] == known[-1],
        )
        for run in runs
    ]


def crises_of(events: Iterable[Event], told: Sequence[Words]) -> list[CrisisTold]:
    """Those among what happened, the earliest first."""
    return [
        CrisisTold(event, next((one.week for one in told if touches(event, one.week)), None))
        for event in events
        if event.kind == Kind.CRISIS
    ]


def touches(event: Event, week: Week) -> bool:
    return event.first <= week.sunday and event.last >= week.monday
