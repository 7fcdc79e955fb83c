"""Who deals with what at a brand's company, are they there now, how to reach them, and where nobody is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.choices import DepartmentKind, DirectLine
from accounts.models import Contact, Department, Expert
from accounts.services.hours import calendars_of
from accounts.services.lines import Line, lines_of
from accounts.services.presence import Away, away_at
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.reachability import Known, Standing, known_of
from cmhub.lib.working_time.now import Opening, opening_at
from cmhub.lib.working_time.written import week_words


@dataclass(frozen=True)
class KnownLine:
    """A direct line with what is known of it."""

    line: Line
    known: Known
    standing: Standing

    @property
    def is_confirmed(self) -> bool:
        return self.standing == Standing.CONFIRMED


@dataclass(frozen=True)
class Person:
    """A contact in the order in which they are asked; `away` where they are not there today."""

    contact: Contact
    lines: tuple[KnownLine, ...]
    away: Away | None

    @property
    def gets_messages(self) -> bool:
        """Whether what is passed on can be sent to them: to their address, or to that of their login."""
        return bool(self.contact.email or (self.contact.user and self.contact.user.is_active))

    @property
    def is_confirmed(self) -> bool:
        return any(line.is_confirmed for line in self.lines)


@dataclass(frozen=True)
class Trouble:
    """Why nobody of a department may be reached, and what to do; `grave` where a message reaches nobody."""

    code: str
    words: str
    remedy: str
    grave: bool = True


@dataclass
class Card:
    """A department as the directory shows it. `who_answers` are those there today, deputies included."""

    department: Department
    opening: Opening | None
    week: list[str]
    people: list[Person]
    who_answers: list[Person]
    trouble: Trouble | None = None
    found: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(DepartmentKind(self.department.kind).label)

    @property
    def head(self) -> Contact | None:
        return next((person.contact for person in self.people if person.contact.is_head), None)


@dataclass(frozen=True)
class SpeakingExpert:
    expert: Expert
    lines: tuple[Line, ...]
    found: Sequence[str] = ()

    @property
    def media(self) -> list[str]:
        return choices_in_words(self.expert, "media")

    @property
    def languages(self) -> list[str]:
        return choices_in_words(self.expert, "languages")


def choices_in_words(expert: Expert, name: str) -> list[str]:
    field_of = expert._meta.get_field(name)
    labels = dict(field_of.base_field.choices)  # type: ignore[union-attr]
    return [str(labels[code]) for code in getattr(expert, name) if code in labels]


def departments_of(brand: Brand) -> list[Department]:
    """The open departments of the brand's company."""
    return list(
        Department.objects.filter(company=brand.company_id, closed_at=None)
        .select_related("reports_to")
        .order_by("pk")
    )


def cards_of(brand: Brand, departments: Collection[Department], *, at: datetime) -> list[Card]:
    """A card for each department, in as many queries for one as for a hundred."""
    of: dict[int, list[Contact]] = defaultdict(list)
    contacts = (
        Contact.objects.filter(department__in=departments, left_at=None)
        .select_related("user", "department")
        .order_by("is_head", "position", "pk")
    )
    for contact in contacts:
        of[contact.department_id].append(contact)
    people = _people(brand, [one for listed in of.values() for one in listed], at)
    calendars = calendars_of(departments, agency=brand.agency_id, at=at)
    made = []
    for department in departments:
        listed = [people[contact.pk] for contact in of[department.pk]]
        there = _who_answers(listed, people)
        card = Card(
            department,
            opening_at(calendars[department.pk], at) if department.hours else None,
            week_words(department.hours),
            listed,
            there,
        )
        card.trouble = trouble_of(card)
        made.append(card)
    return made


def trouble_of(card: Card) -> Trouble | None:
    """What keeps a question from reaching anybody of the department: the gravest thing alone."""
    if not card.people:
        return Trouble(
            "nobody",
            _("Nobody is named here: what is passed on goes straight to the agency manager."),
            _("Add a contact."),
        )
    if not card.who_answers:
        count = len(card.people)
        return Trouble(
            "all_absent",
            ngettext(
                "The only contact is absent, and nobody there stands in.",
                "All %(count)d contacts are absent, and nobody there stands in.",
                count,
            )
            % {"count": count},
            _("Name a deputy, or add a contact."),
        )
    if not any(person.gets_messages for person in card.who_answers):
        return Trouble(
            "no_address",
            _("Nobody who is there has an e-mail address: no message reaches them."),
            _("Call them when you pass something on, or add an address."),
        )
    if not any(person.is_confirmed for person in card.who_answers):
        return Trouble(
            "unconfirmed",
            _("In 90 days nobody has checked that those who are there can be reached."),
            _("Send them a test message, or call them and record it."),
            grave=False,
        )
    return None


def troubles_of(cards: list[Card]) -> dict[str, Any]:
    """What the warnings of a page show: departments where something is wrong, and those only unconfirmed."""
    troubled = [card for card in cards if card.trouble]
    return {
        "troubled": troubled,
        "unconfirmed": sum(not card.trouble.grave for card in troubled if card.trouble),
    }


def experts_of(brand: Brand) -> list[Expert]:
    experts = Expert.objects.filter(company=brand.company_id, left_at=None).select_related("department")
    return list(experts.order_by("name", "pk"))


def speaking(expert: Expert, brand_country: str, found: Sequence[str] = ()) -> SpeakingExpert:
    country = expert.department.country if expert.department else brand_country
    return SpeakingExpert(expert, tuple(lines_of(expert, country)), found)


def _people(brand: Brand, contacts: Sequence[Contact], at: datetime) -> dict[int, Person]:
    """Each contact by id, and the deputies from elsewhere who answer today for one of them."""
    away = away_at([contact.pk for contact in contacts], at)
    here = {contact.pk: contact for contact in contacts}
    deputies = {one.deputy.pk: one.deputy for one in away.values() if one.deputy}
    everybody = {**deputies, **here}
    known = known_of(brand.company_id, everybody)
    return {
        pk: Person(contact, tuple(_known_lines(contact, known, at)), away.get(pk))
        for pk, contact in everybody.items()
    }


def _known_lines(
    contact: Contact, known: dict[tuple[int, str, str], Known], at: datetime
) -> Iterable[KnownLine]:
    for line in lines_of(contact, contact.department.country):
        what = known.get((contact.pk, line.kind, line.address), Known())
        yield KnownLine(line, what, what.standing(at))


def _who_answers(listed: Sequence[Person], people: dict[int, Person]) -> list[Person]:
    """Those of the department who are there, and who stands in for the others."""
    there: dict[int, Person] = {}
    for person in listed:
        if person.away is None:
            there[person.contact.pk] = person
        elif person.away.deputy:
            there[person.away.deputy.pk] = people[person.away.deputy.pk]
    return list(there.values())


TRIED_BY_HAND = (DirectLine.PHONE, DirectLine.WHATSAPP)
"""Lines of which a person records that they were answered."""
