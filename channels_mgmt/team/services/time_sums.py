"""One's own entries of time and those of a team, as the page of time lists and sums them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.charter import is_out_of_scope, missing_post
from channels_mgmt.strategy.choices import Duty
from channels_mgmt.team.models import TimeEntry
from cmhub.lib.paging import with_query
from cmhub.lib.weeks import Week, WeekError


@dataclass(frozen=True)
class Asked:
    """The days that the page lists: this week and the last, or the week that its address asks for; perhaps of
    one duty.
    """

    since: date
    until: date
    week: Week | None = None
    duty: str = ""

    @classmethod
    def of(cls, query: QueryDict, since: date) -> Asked:
        duty = query.get("duty", "")
        duty = duty if duty in Duty.values else ""
        try:
            week = Week.parse(query.get("period", ""))
        except WeekError:
            return cls(since, date.max, duty=duty)
        return cls(week.monday, week.sunday, week, duty)

    def chips(self, query: QueryDict) -> list[dict[str, str]]:
        said = {
            "period": self.week.label() if self.week else "",
            "duty": str(Duty(self.duty).label) if self.duty else "",
        }
        return [
            {"label": capfirst(label), "remove_url": with_query(query, **{name: ""})}
            for name, label in said.items()
            if label
        ]


def entries_of(brand: Brand, user: User, asked: Asked) -> list[TimeEntry]:
    rows = TimeEntry.objects.visible_to(user).filter(brand=brand, day__gte=asked.since, day__lte=asked.until)
    if asked.duty:
        rows = rows.filter(duty=asked.duty)
    return list(rows.select_related("user", "channel").order_by("-day", "-pk"))


def duties_of(own: list[TimeEntry], today: date, charter: Any, roles: frozenset[str]) -> list[dict[str, Any]]:
    """Each duty with today's minutes: what the person did lately first, what is not theirs last."""
    used = {entry.duty for entry in own}
    spent: dict[str, int] = defaultdict(int)
    for entry in own:
        if entry.day == today:
            spent[entry.duty] += entry.minutes
    rows = [
        {
            "duty": duty,
            "minutes": spent[duty],
            "outside": bool(roles) and is_out_of_scope(duty, roles, charter),
            "post": missing_post(duty, charter),
        }
        for duty in Duty
    ]
    for row in rows:
        row["near"] = row["duty"] in used or not row["outside"]
    return sorted(rows, key=lambda row: (row["duty"] not in used, row["outside"]))


def by_day(own: Iterable[TimeEntry]) -> list[tuple[date, int, list[TimeEntry]]]:
    days: dict[date, list[TimeEntry]] = defaultdict(list)
    for entry in own:
        days[entry.day].append(entry)
    return [(day, sum(entry.minutes for entry in rows), rows) for day, rows in days.items()]


def by_person(entries: Iterable[TimeEntry]) -> list[dict[str, Any]]:
    """The minutes of each person by duty, the longest first."""
    people: dict[int, dict[str, Any]] = {}
    for entry in entries:
        row = people.setdefault(entry.user_id, {"name": entry.user.name, "duties": defaultdict(int)})
        row["duties"][Duty(entry.duty)] += entry.minutes
    for row in people.values():
        row["duties"] = sorted(row["duties"].items(), key=lambda pair: -pair[1])
        row["minutes"] = sum(minutes for _duty, minutes in row["duties"])
    return sorted(people.values(), key=lambda row: (-row["minutes"], row["name"]))
