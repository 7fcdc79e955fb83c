"""What is late now, by department: since when, whose turn it is, and how to reach them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.choices import DirectLine
from accounts.models import Contact, Department
from accounts.services.lines import Line, lines_of, prepared
from channels_mgmt.brands.models import Brand
from channels_mgmt.escalations.choices import Rung
from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.models.escalation import EscalationQuerySet
from channels_mgmt.escalations.services.notices import department_name
from cmhub.lib.links import link_to
from cmhub.lib.text import excerpt

SHOWN = 50
"""How many escalations the page lists, those that are late for longest first; the numbers are of all."""
ACKNOWLEDGE, ANSWER = "acknowledge", "answer"
ACKNOWLEDGED, ANSWERED = "acknowledged", "answered"
SPOKEN = 160
"""Characters of the question in a prepared message."""
QUOTES = '«»“”"\u00a0\u202f '
"""What may stand around a question already: the message puts its own."""


@dataclass(frozen=True)
class Reach:
    """A direct line with the message for it; a telephone is called or written to."""

    line: Line
    href: str
    icon: str
    short: str
    label: str


@dataclass
class Row:
    """One escalation that is late."""

    escalation: Escalation
    is_answer_late: bool
    since: datetime
    person: dict[str, Any] | None
    reaches: list[Reach] = field(default_factory=list)
    reached: Contact | None = None

    @property
    def rung(self) -> str:
        rung = self.person["rung"] if self.person else ""
        return str(Rung(rung).label) if rung in Rung.values else ""

    @property
    def is_with_us(self) -> bool:
        """Whether it has left the department, and is in the hands of a manager of the house."""
        return self.person is not None and self.person["rung"] == Rung.MANAGER

    @property
    def following(self) -> str:
        """Who is told at the next step; empty where nobody is left to be told."""
        further = self.escalation.chain[self.escalation.step + 1 :] if self.person else []
        return str(further[0]["name"]) if further else ""


@dataclass
class Late:
    """What of a department is late: `to_acknowledge` and `to_answer` count all, `rows` are those shown."""

    brand: Brand
    department: Department | None
    to_acknowledge: int
    to_answer: int
    rows: list[Row] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.to_acknowledge + self.to_answer

    @property
    def since(self) -> datetime | None:
        """When the one that is late for longest became so; None where none of the department is shown."""
        return self.rows[0].since if self.rows else None

    @property
    def more(self) -> int:
        return self.number - len(self.rows)

    @property
    def url_to_all(self) -> str:
        return self._url("1")

    @property
    def url_to_acknowledge(self) -> str:
        return self._url(ACKNOWLEDGE)

    @property
    def url_to_answer(self) -> str:
        return self._url(ANSWER)

    def _url(self, what: str) -> str:
        """The list that has as many rows as the number that leads to it."""
        slug = self.department.slug if self.department else "manager"
        query = f"?state=in_hand&department={slug}&late={what}"
        return reverse("escalations:list", args=[self.brand.slug]) + query


def late_by_department(late: EscalationQuerySet, *, at: datetime, with_lines: bool) -> list[Late]:
    """The departments late for longest first. An answer that is late counts as that alone."""
    groups = _counted(late, at)
    listed = late.select_related("brand", "department", "interaction__channel", "opened_by")
    late_since = Case(When(answer_by__lt=at, then=F("answer_by")), default=F("acknowledge_by"))
    rows = [_row(one, at) for one in listed.order_by(late_since, "pk")[:SHOWN]]
    if with_lines:
        _add_lines(rows)
    for row in rows:
        groups[row.escalation.brand_id, row.escalation.department_id].rows.append(row)
    return sorted(groups.values(), key=lambda group: (group.since or at, group.brand.name))


def late_to(late: EscalationQuerySet, what: str, at: datetime) -> EscalationQuerySet:
    """Of those that are late, the ones that are late to be acknowledged only, or to be answered."""
    if what == ANSWER:
        return late.filter(answer_by__lt=at)
    return late.filter(answer_by__gte=at) if what == ACKNOWLEDGE else late


def ended_late(what: str, at: datetime) -> Q:
    """Of which one deadline passed before it was kept, whatever became of them since: who answers has
    thereby acknowledged, and what was closed waits no more.
    """
    if what == ANSWERED:
        return Q(answer_by__lt=Coalesce("answered_at", "closed_at", Value(at)))
    acknowledged = Least("acknowledged_at", "answered_at")
    return Q(acknowledge_by__lt=Coalesce(acknowledged, "closed_at", Value(at)))


def _counted(late: EscalationQuerySet, at: datetime) -> dict[tuple[int, int | None], Late]:
    to_answer = Count("pk", filter=Q(answer_by__lt=at))
    numbers = list(
        late.order_by().values("brand", "department").annotate(number=Count("pk"), to_answer=to_answer)
    )
    brands = Brand.objects.in_bulk({one["brand"] for one in numbers})
    departments = Department.objects.in_bulk({one["department"] for one in numbers if one["department"]})
    return {
        (one["brand"], one["department"]): Late(
            brands[one["brand"]],
            departments.get(one["department"]),
            to_acknowledge=one["number"] - one["to_answer"],
            to_answer=one["to_answer"],
        )
        for one in numbers
    }


def _row(escalation: Escalation, at: datetime) -> Row:
    of_answer = escalation.answer_by < at
    since = escalation.answer_by if of_answer else escalation.acknowledge_by
    return Row(escalation, of_answer, since, escalation.turned_to)


def _add_lines(rows: Iterable[Row]) -> None:
    """The lines of whoever's turn it is, in one query. Where that is a manager, or nobody, those of the
    contact who was asked first: it is their department that owes the answer.
    """
    listed = list(rows)
    asked = {contact for row in listed for contact in contacts_of(row)}
    contacts = {
        contact.pk: contact
        for contact in Contact.objects.filter(pk__in=asked, left_at=None).select_related("department")
    }
    for row in listed:
        there = [contacts[pk] for pk in contacts_of(row) if pk in contacts]
        if there:
            row.reached, row.reaches = there[0], reaches_of(there[0], row.escalation)


def contacts_of(row: Row) -> list[int]:
    """Whom one may call about it, by id: whose turn it is, else those of the department in their order."""
    if row.person and row.person["contact"]:
        return [row.person["contact"]]
    return [link["contact"] for link in row.escalation.chain if link["contact"]]


def reaches_of(contact: Contact, escalation: Escalation) -> list[Reach]:
    """One tap calls; one tap opens a message with what is asked in it, to be sent by another."""
    words = _("%(brand)s needs the answer of %(department)s: “%(question)s” %(link)s") % {
        "brand": escalation.brand.name,
        "department": department_name(escalation),
        "question": excerpt(escalation.question.strip(QUOTES), SPOKEN),
        "link": link_to("escalations:detail", escalation.pk),
    }
    found = []
    for line in lines_of(contact, contact.department.country):
        written = prepared(line, words)
        if line.kind == DirectLine.PHONE:
            call = pgettext("one tap", "Call")
            found.append(Reach(line, line.href, "phone", call, _("Call %(name)s") % {"name": contact.name}))
            found.append(
                Reach(line, written, "message", "SMS", _("SMS to %(name)s") % {"name": contact.name})
            )
        else:
            label = _("%(line)s to %(name)s") % {"line": line.label, "name": contact.name}
            found.append(Reach(line, written, line.icon, capfirst(line.label), label))
    return found
