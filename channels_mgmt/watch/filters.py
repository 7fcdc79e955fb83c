"""The lists of the watch as their URL describes them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.periods import period, period_label
from channels_mgmt.watch.choices import Nature, State, Topic
from channels_mgmt.watch.models import Competitor
from channels_mgmt.watch.models.entry import EntryQuerySet
from channels_mgmt.watch.models.item import ItemQuerySet

LONGEST_SEARCH = 200
ME = "me"

GROUPS: dict[str, Callable[[ItemQuerySet], ItemQuerySet]] = {
    "in_hand": lambda items: items.undecided(),
    "to_decide": lambda items: items.waiting(),
    "ended": lambda items: items.ended(),
    "all": lambda items: items,
}
GROUP_LABELS = {
    "in_hand": pgettext_lazy("watch tab", "In hand"),
    "to_decide": pgettext_lazy("watch tab", "To decide"),
    "ended": pgettext_lazy("watch tab", "Done"),
    "all": pgettext_lazy("watch tab", "All"),
}


@dataclass(frozen=True)
class Chip:
    name: str
    label: str


class Filters:
    """What a URL asks of a brand's items. What it says that makes no sense is left out."""

    def __init__(self, query: QueryDict, *, brand: Brand, user: User, now: datetime) -> None:
        self.now, self.user = now, user
        self.competitors = {str(one.pk): one for one in Competitor.objects.filter(brand=brand)}
        asked = query.get("state", "")
        self.group = asked if asked in GROUPS else "in_hand"
        self.state = asked if asked in State.values else ""
        if self.state:
            self.group = "all"
        self.nature = one_of(query.get("nature", ""), Nature.values)
        self.topic = one_of(query.get("topic", ""), Topic.values)
        self.competitor = one_of(query.get("competitor", ""), self.competitors)
        self.late = query.get("late") == "1"
        self.by = ME if query.get("by") == ME else ""
        self.span = period(query.get("period", ""), brand)
        self.period = query.get("period", "") if self.span else ""
        self.search = cleaned(query.get("q", ""))

    @property
    def has_more(self) -> bool:
        """Whether a filter is set that the form keeps folded away."""
        return bool(self.nature or self.topic or self.competitor or self.late)

    @property
    def order(self) -> tuple[str, bool]:
        """The field that orders the list, and whether it falls: the nearest deadline, or the latest."""
        return ("acknowledge_by", False) if self.group == "to_decide" else ("logged_at", True)

    def apply(self, items: ItemQuerySet) -> ItemQuerySet:
        found = self.narrow(GROUPS[self.group](items))
        return found.filter(state=self.state) if self.state else found

    def narrow(self, items: ItemQuerySet) -> ItemQuerySet:
        for name in ("nature", "topic", "competitor"):
            if said := getattr(self, name):
                items = items.filter(**{name: said})
        if self.by:
            items = items.filter(logged_by=self.user)
        if self.late:
            items = items.late(self.now)
        if self.span:
            items = items.filter(logged_at__gte=self.span[0], logged_at__lt=self.span[1])
        if self.search:
            items = items.filter(
                Q(title__unaccent__icontains=self.search) | Q(text__unaccent__icontains=self.search)
            )
        return items

    def chips(self) -> list[Chip]:
        """What narrows the list beyond its tab, in words."""
        competitor = self.competitors.get(self.competitor)
        labels: dict[str, str] = {
            "state": str(State(self.state).label) if self.state else "",
            "nature": str(Nature(self.nature).label) if self.nature else "",
            "topic": str(Topic(self.topic).label) if self.topic else "",
            "competitor": competitor.name if competitor else "",
            "late": _("late") if self.late else "",
            "by": _("recorded by me") if self.by else "",
            "period": period_label(self.period) if self.period else "",
            "q": _("“%(word)s”") % {"word": self.search} if self.search else "",
        }
        return [Chip(name, str(capfirst(label))) for name, label in labels.items() if label]

    def selects(self) -> list[dict[str, Any]]:
        competitors = [(pk, one.name) for pk, one in self.competitors.items()]
        offered: list[tuple[str, Any, Any, Iterable[tuple[Any, Any]]]] = [
            ("nature", pgettext_lazy("watch", "Nature"), _("All natures"), Nature.choices),
            ("topic", _("Topic"), _("All topics"), Topic.choices),
            ("competitor", _("Competitor"), _("All competitors"), competitors),
        ]
        return [
            {"name": name, "label": label, "all": every, "options": options(choices, getattr(self, name))}
            for name, label, every, choices in offered
            if choices
        ]


class EntryFilters:
    """What a URL asks of the entries of a brand: of which competitor, of which feed, with which words."""

    def __init__(self, query: QueryDict, *, competitors: bool, brand: Brand) -> None:
        self.of_competitors = competitors
        known = Competitor.objects.filter(brand=brand) if competitors else Competitor.objects.none()
        self.known = {str(one.pk): one for one in known}
        self.competitor = one_of(query.get("competitor", ""), self.known)
        self.topic = "" if competitors else one_of(query.get("topic", ""), Topic.values)
        self.search = cleaned(query.get("q", ""))

    @property
    def has_more(self) -> bool:
        """Whether a filter is set that the form keeps folded away."""
        return bool(self.competitor or self.topic)

    def apply(self, entries: EntryQuerySet) -> EntryQuerySet:
        found = entries.of_competitors() if self.of_competitors else entries.of_the_brand()
        if self.competitor:
            found = found.filter(competitor=int(self.competitor))
        if self.topic:
            found = found.filter(topic=self.topic)
        if self.search:
            found = found.filter(
                Q(title__unaccent__icontains=self.search) | Q(summary__unaccent__icontains=self.search)
            )
        return found

    def chips(self) -> list[Chip]:
        competitor = self.known.get(self.competitor)
        labels = {
            "competitor": competitor.name if competitor else "",
            "topic": str(Topic(self.topic).label) if self.topic else "",
            "q": _("“%(word)s”") % {"word": self.search} if self.search else "",
        }
        return [Chip(name, str(capfirst(label))) for name, label in labels.items() if label]

    def selects(self) -> list[dict[str, Any]]:
        if self.of_competitors:
            named = [(pk, one.name) for pk, one in self.known.items()]
            return [
                {
                    "name": "competitor",
                    "label": _("Competitor"),
                    "all": _("All competitors"),
                    "options": options(named, self.competitor),
                }
            ]
        return [
            {
                "name": "topic",
                "label": _("Topic"),
                "all": _("All topics"),
                "options": options(Topic.choices, self.topic),
            }
        ]


def one_of(asked: str, known: Iterable[str]) -> str:
    return asked if asked in known else ""


def cleaned(words: str) -> str:
    return " ".join(words.replace("\x00", " ").split())[:LONGEST_SEARCH]


def options(choices: Iterable[tuple[Any, Any]], current: str) -> list[dict[str, Any]]:
    return [
        {"value": str(value), "label": capfirst(str(label)), "current": str(value) == current}
        for value, label in choices
    ]
