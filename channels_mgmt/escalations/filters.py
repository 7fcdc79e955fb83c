"""The list of escalations as its URL describes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.models import Department, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.periods import period, period_label
from channels_mgmt.escalations.choices import State
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.late import (
    ACKNOWLEDGE,
    ACKNOWLEDGED,
    ANSWER,
    ANSWERED,
    ended_late,
    late_to,
)
from cmhub.lib.house_words import MANAGER_TITLE
from cmhub.lib.sorting import alphabetical

MANAGER = "manager"
LONGEST_SEARCH = 200

GROUPS: dict[str, Callable[[EscalationQuerySet], EscalationQuerySet]] = {
    "in_hand": lambda escalations: escalations.unfinished(),
    "to_answer": lambda escalations: escalations.waiting_for_department(),
    "asked_back": lambda escalations: escalations.waiting_for_us(),
    "to_relay": lambda escalations: escalations.to_relay(),
    "closed": lambda escalations: escalations.filter(state=State.CLOSED),
    "all": lambda escalations: escalations,
}
GROUP_LABELS = {
    "in_hand": pgettext_lazy("escalations tab", "In hand"),
    "to_answer": pgettext_lazy("escalations tab", "To answer"),
    "asked_back": pgettext_lazy("escalations tab", "Waiting for us"),
    "to_relay": pgettext_lazy("escalations tab", "To relay"),
    "closed": pgettext_lazy("escalations tab", "Closed"),
    "all": pgettext_lazy("escalations tab", "All"),
}
FOR_CONTACTS = {
    "to_answer": pgettext_lazy("escalations tab of a department", "To answer"),
    "asked_back": pgettext_lazy("escalations tab of a department", "Waiting for the community manager"),
    "to_relay": pgettext_lazy("escalations tab of a department", "Answered"),
}
"""The tabs as who answers for a department reads them."""
LATE = {
    "1": pgettext_lazy("escalations", "late"),
    ACKNOWLEDGE: pgettext_lazy("escalations", "late to acknowledge"),
    ANSWER: pgettext_lazy("escalations", "late to answer"),
    ACKNOWLEDGED: pgettext_lazy("escalations", "acknowledged late"),
    ANSWERED: pgettext_lazy("escalations", "answered late"),
}
"""By what the address says: late in any way, or to one deadline, the later of those that have passed; or with
a deadline that passed before it was kept, as reports count them.
"""
ENDED = (ACKNOWLEDGED, ANSWERED)
ME = "me"

BY_DEADLINE = ("in_hand", "to_answer", "asked_back")


@dataclass(frozen=True)
class Chip:
    name: str
    label: str


class Filters:
    """What a URL asks of a brand's escalations. What it says that makes no sense is left out."""

    def __init__(self, query: QueryDict, *, brand: Brand, user: User, now: datetime) -> None:
        self.now, self.user = now, user
        self.departments: dict[str, Department] = {
            each.slug: each for each in brand.company.departments.order_by(*alphabetical("name"))
        }
        asked = query.get("state", "")
        self.group = asked if asked in GROUPS else "in_hand"
        self.state = asked if asked in State.values and asked not in GROUPS else ""
        if self.state:
            self.group = "all"
        department = query.get("department", "")
        self.department = department if department in {MANAGER, *self.departments} else ""
        self.channel = brand.channels.filter(slug=query.get("channel", "").replace("\x00", "")).first()
        self.late = query.get("late", "") if query.get("late") in LATE else ""
        self.by = ME if query.get("by") == ME else ""
        self.span = period(query.get("period", ""), brand)
        self.period = query.get("period", "") if self.span else ""
        self.search = " ".join(query.get("q", "").replace("\x00", " ").split())[:LONGEST_SEARCH]

    @property
    def order(self) -> tuple[str, bool]:
        """The field that orders the list, and whether it falls: the nearest deadline, or the latest."""
        return ("answer_by", False) if self.group in BY_DEADLINE else ("opened_at", True)

    def apply(self, escalations: EscalationQuerySet) -> EscalationQuerySet:
        found = self.narrow(GROUPS[self.group](escalations))
        return found.filter(state=self.state) if self.state else found

    def narrow(self, escalations: EscalationQuerySet) -> EscalationQuerySet:
        if self.department == MANAGER:
            escalations = escalations.filter(department=None)
        elif self.department:
            escalations = escalations.filter(department=self.departments[self.department])
        if self.channel:
            escalations = escalations.filter(interaction__channel=self.channel)
        if self.late in ENDED:
            escalations = escalations.filter(ended_late(self.late, self.now))
        elif self.late:
            escalations = late_to(escalations.late(self.now), self.late, self.now)
        if self.by:
            escalations = escalations.filter(opened_by=self.user)
        if self.span:
            escalations = escalations.filter(opened_at__gte=self.span[0], opened_at__lt=self.span[1])
        if self.search:
            escalations = escalations.filter(
                Q(question__unaccent__icontains=self.search)
                | Q(interaction__author__unaccent__icontains=self.search)
                | Q(item__title__unaccent__icontains=self.search)
            )
        return escalations

    def chips(self) -> list[Chip]:
        """What narrows the list beyond its tab, in words."""
        labels: dict[str, str] = {
            "state": str(State(self.state).label) if self.state else "",
            "department": self._department_label(),
            "channel": str(self.channel or ""),
            "late": str(LATE.get(self.late, "")),
            "by": _("passed on by me") if self.by else "",
            "period": period_label(self.period) if self.period else "",
            "q": _("“%(word)s”") % {"word": self.search} if self.search else "",
        }
        return [Chip(name, str(capfirst(label))) for name, label in labels.items() if label]

    def department_options(self) -> list[dict[str, Any]]:
        named = [(slug, each.name) for slug, each in self.departments.items()]
        options = [*named, (MANAGER, str(MANAGER_TITLE))]
        return [{"value": slug, "label": name, "current": slug == self.department} for slug, name in options]

    def late_options(self) -> list[dict[str, Any]]:
        return [
            {"value": value, "label": capfirst(str(label)), "current": value == self.late}
            for value, label in LATE.items()
        ]

    def _department_label(self) -> str:
        if self.department == MANAGER:
            return str(MANAGER_TITLE)
        return self.departments[self.department].name if self.department else ""
