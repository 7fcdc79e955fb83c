"""Lists of the people around a brand as their URL describes them. What makes no sense is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from channels_mgmt.brands.choices import Network
from channels_mgmt.publishing.models import (
    AmbassadorAccount,
    AmbassadorQuerySet,
    CommunityQuerySet,
    EventQuerySet,
)
from channels_mgmt.publishing.relation_choices import Kind, Occasion, Owner, Presence, Relation
from cmhub.lib.paging import with_query
from cmhub.lib.text import normalise_handle

LONGEST_SEARCH = 200
Choices = Iterable[tuple[Any, Any]]


@dataclass(frozen=True)
class Select:
    """One thing by which a list is narrowed: the parameter, its label, that for all, and the values."""

    name: str
    label: Any
    every: Any
    choices: Choices


class Filters:
    """What a URL asks of one list; each kind says its `groups` and `selects`."""

    groups: Sequence[tuple[str, Any]] = ()
    selects: Sequence[Select] = ()

    def __init__(self, query: QueryDict, *, now: datetime) -> None:
        self.query, self.now = query, now
        names = [name for name, _label in self.groups]
        asked = query.get("show", "")
        self.group = asked if asked in names else names[0]
        self.said = {
            one.name: value
            for one in self.selects
            if (value := query.get(one.name, "")) in {str(known) for known, _label in one.choices}
        }
        self.search = " ".join(query.get("q", "").replace("\x00", " ").split())[:LONGEST_SEARCH]

    def narrow(self, rows: Any) -> Any:
        """What the URL asks beside its group."""
        for name, value in self.said.items():
            rows = self.by(rows, name, value)
        return rows.filter(self.looked_for()) if self.search else rows

    def by(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(**{name: value})

    def looked_for(self) -> Q:
        raise NotImplementedError

    def of_group(self, rows: Any, group: str) -> Any:
        raise NotImplementedError

    def apply(self, rows: Any) -> Any:
        return self.narrow(self.of_group(rows, self.group))

    def tabs(self, visible: QuerySet[Any]) -> list[dict[str, Any]]:
        """The groups, each with how many there are in it under the filters of now."""
        narrowed = self.narrow(visible)
        return [
            {
                "label": label,
                "url": with_query(self.query, show=name, cursor=""),
                "current": name == self.group,
                "count": self.of_group(narrowed, name).count(),
            }
            for name, label in self.groups
        ]

    def chips(self) -> list[dict[str, str]]:
        """What narrows the list beyond its tab, in words, each with the address without it."""
        labels = {
            one.name: str({str(value): label for value, label in one.choices}[self.said[one.name]])
            for one in self.selects
            if one.name in self.said
        }
        if self.search:
            labels["q"] = _("“%(word)s”") % {"word": self.search}
        return [
            {"label": str(capfirst(label)), "remove_url": with_query(self.query, **{name: "", "cursor": ""})}
            for name, label in labels.items()
        ]

    def shown_selects(self) -> list[dict[str, Any]]:
        return [
            {
                "name": one.name,
                "label": one.label,
                "all": one.every,
                "options": [
                    {
                        "value": str(value),
                        "label": capfirst(str(label)),
                        "current": self.said.get(one.name) == str(value),
                    }
                    for value, label in one.choices
                ],
            }
            for one in self.selects
        ]


class CommunityFilters(Filters):
    groups = (
        ("followed", pgettext_lazy("communities", "Followed")),
        ("stale", pgettext_lazy("communities", "To visit")),
        ("left", pgettext_lazy("communities", "Left")),
    )
    selects = (
        Select(
            "owner",
            pgettext_lazy("communities", "Whose"),
            pgettext_lazy("communities", "Anybody’s"),
            Owner.choices,
        ),
        Select(
            "presence",
            pgettext_lazy("communities", "What we are there"),
            pgettext_lazy("communities", "Everywhere"),
            Presence.choices,
        ),
        Select(
            "network",
            pgettext_lazy("communities", "Network"),
            pgettext_lazy("communities", "All networks"),
            Network.choices,
        ),
    )

    def of_group(self, rows: CommunityQuerySet, group: str) -> CommunityQuerySet:
        if group == "left":
            return rows.filter(left_at__isnull=False)
        return rows.stale(self.now) if group == "stale" else rows.followed()

    def looked_for(self) -> Q:
        words = self.search
        return (
            Q(name__unaccent__icontains=words)
            | Q(public__unaccent__icontains=words)
            | Q(owner_name__unaccent__icontains=words)
        )


class AmbassadorFilters(Filters):
    groups = (
        ("going_on", pgettext_lazy("ambassadors", "Going on")),
        ("due", pgettext_lazy("ambassadors", "To contact")),
        ("ended", pgettext_lazy("ambassadors", "Ended")),
    )
    selects = (
        Select(
            "kind", pgettext_lazy("ambassadors", "Who"), pgettext_lazy("ambassadors", "Anybody"), Kind.choices
        ),
        Select(
            "state",
            pgettext_lazy("ambassadors", "Relation"),
            pgettext_lazy("ambassadors", "All relations"),
            Relation.choices,
        ),
        Select(
            "network",
            pgettext_lazy("communities", "Network"),
            pgettext_lazy("communities", "All networks"),
            Network.choices,
        ),
    )

    def of_group(self, rows: AmbassadorQuerySet, group: str) -> AmbassadorQuerySet:
        if group == "ended":
            return rows.filter(state=Relation.ENDED)
        going_on = rows.going_on()
        return going_on.due(self.now) if group == "due" else going_on

    def by(self, rows: Any, name: str, value: str) -> Any:
        if name == "network":
            return rows.filter(pk__in=AmbassadorAccount.objects.filter(network=value).values("ambassador"))
        return super().by(rows, name, value)

    def looked_for(self) -> Q:
        words, handle = self.search, normalise_handle(self.search)
        known_as = AmbassadorAccount.objects.filter(handle_key__contains=handle).values("ambassador")
        return (
            Q(name__unaccent__icontains=words)
            | Q(about__unaccent__icontains=words)
            | Q(topics__icontains=words)
            | Q(pk__in=known_as)
        )


class EventFilters(Filters):
    groups = (
        ("coming", pgettext_lazy("events", "To come")),
        ("past", pgettext_lazy("events", "Past")),
    )
    selects = (
        Select(
            "kind", pgettext_lazy("events", "Kind"), pgettext_lazy("events", "All kinds"), Occasion.choices
        ),
    )

    def of_group(self, rows: EventQuerySet, group: str) -> EventQuerySet:
        return rows.past(self.now) if group == "past" else rows.coming(self.now)

    def looked_for(self) -> Q:
        words = self.search
        return (
            Q(title__unaccent__icontains=words)
            | Q(place__unaccent__icontains=words)
            | Q(notes__unaccent__icontains=words)
        )
