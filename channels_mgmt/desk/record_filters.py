"""What the address of the record asks for: whose acts, on what, where, when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.models.audit import AuditEntryQuerySet
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.record_words import KINDS, VERBS
from cmhub.lib.moments import date_words

NAMES = ("person", "kind", "verb", "brand", "since", "until")


class Filters:
    """Values of the address that make sense; the others are as if they were not there."""

    def __init__(
        self, asked: QueryDict, *, agency: Agency, people: Sequence[User], brands: Mapping[int, Brand]
    ) -> None:
        self.agency, self.brands = agency, brands
        self.people = {str(person.pk): person for person in people}
        self.person = within(asked.get("person"), self.people)
        self.kind = within(asked.get("kind"), KINDS)
        self.verb = within(asked.get("verb"), VERBS)
        self.brand = within(asked.get("brand"), self.brand_of)
        self.since, self.until = day(asked.get("since")), day(asked.get("until"))

    @cached_property
    def brand_of(self) -> dict[str, Brand]:
        return {brand.slug: brand for brand in self.brands.values()}

    def apply(self, entries: AuditEntryQuerySet) -> AuditEntryQuerySet:
        """Of a person: what they did, and what was done about them."""
        if self.person:
            about = Q(object_type=User._meta.label_lower, object_id=self.person)
            entries = entries.filter(Q(by=self.person) | about)
        if self.kind:
            entries = entries.filter(object_type=self.kind)
        if self.verb:
            entries = entries.filter(verb=self.verb)
        if self.brand:
            entries = entries.filter(brand_id=self.brand_of[self.brand].pk)
        if self.since:
            entries = entries.filter(at__gte=self.midnight(self.since))
        if self.until:
            entries = entries.filter(at__lt=self.midnight(self.until + timedelta(days=1)))
        return entries

    def midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self.agency.time_zone))

    def chips(self) -> list[dict[str, str]]:
        """What narrows the list, each to be taken away."""
        labels = {
            "person": self.people[self.person].name if self.person else "",
            "kind": str(KINDS[self.kind]) if self.kind else "",
            "verb": verb_words(self.verb) if self.verb else "",
            "brand": self.brand_of[self.brand].name if self.brand else "",
            "since": _("from %(day)s") % {"day": date_words(self.since)} if self.since else "",
            "until": _("until %(day)s") % {"day": date_words(self.until)} if self.until else "",
        }
        return [{"name": name, "label": capfirst(label)} for name, label in labels.items() if label]

    def selects(self) -> dict[str, list[dict[str, Any]]]:
        """What the form offers; verbs only of the kind that is chosen, where one is."""
        verbs = {verb: verb_words(verb) for verb in VERBS}
        return {
            "person": options([(pk, person.name) for pk, person in self.people.items()], self.person),
            "kind": options(sorted_by_words({kind: str(word) for kind, word in KINDS.items()}), self.kind),
            "verb": options(sorted_by_words(verbs), self.verb),
            "brand": options([(slug, brand.name) for slug, brand in self.brand_of.items()], self.brand),
        }

    def query(self) -> dict[str, str]:
        """The filters as an address says them."""
        values = {name: getattr(self, name) for name in NAMES}
        return {name: str(value) for name, value in values.items() if value}


def verb_words(verb: str) -> str:
    """The act by itself: its sentence, said of nobody and nothing."""
    nameless: defaultdict[str, str] = defaultdict(lambda: "…")
    return str(VERBS[verb] % nameless).rstrip(".")


def options(choices: Sequence[tuple[str, str]], current: str) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": capfirst(label), "current": value == current} for value, label in choices
    ]


def sorted_by_words(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(words.items(), key=lambda pair: pair[1].casefold())


def within(value: str | None, allowed: Mapping[str, Any]) -> str:
    return value if value and value in allowed else ""


def day(text: str | None) -> date | None:
    """A day as `<input type=date>` writes it; None for anything else."""
    try:
        found = parse_date(text or "")
    except ValueError:
        return None
    return found if found and 2000 <= found.year < 2200 else None
