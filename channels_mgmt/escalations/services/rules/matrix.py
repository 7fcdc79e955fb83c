"""Who answers what: for each kind and each purpose that a brand has, where its rules lead, by when, and who
is behind; with what is missing marked as such."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department, User
from channels_mgmt.brands.choices import Kind, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.directory import Card, cards_of
from channels_mgmt.escalations.models import RoutingRule
from channels_mgmt.escalations.services.rules.conditions import Words, in_words
from channels_mgmt.escalations.services.rules.territories import codes_of
from channels_mgmt.escalations.services.rules.troubles import is_passed_over
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.team.choices import ChannelState
from channels_mgmt.team.models import Channel
from cmhub.lib.durations import work_words
from cmhub.lib.house_words import chosen

COUNTED = timedelta(days=30)
OURS: dict[str, Words] = {
    Kind.PRAISE: gettext_lazy("the community manager answers it"),
    Kind.ABUSE: gettext_lazy("it is moderated"),
    Kind.OTHER: gettext_lazy("the manager sorts it"),
}
"""Kinds that need no department."""


@dataclass(frozen=True)
class Hole:
    """What is missing, and where it is mended; not `grave` where somebody is asked and told all the same."""

    code: str
    words: str
    url: str
    is_grave: bool = True


@dataclass(frozen=True)
class Answer:
    """One rule for a kind and a purpose. `when` says what else it wants, nothing for the one that decides."""

    rule: RoutingRule | None
    when: str
    card: Card | None
    holes: tuple[Hole, ...]

    @property
    def department(self) -> Department | None:
        return self.rule.department if self.rule else None

    @property
    def acknowledge(self) -> str:
        return work_words(self.rule.acknowledge_minutes) if self.rule else ""

    @property
    def answer(self) -> str:
        return work_words(self.rule.answer_minutes) if self.rule else ""

    @property
    def first(self) -> str:
        """Who is asked first today."""
        return self.card.who_answers[0].contact.name if self.card and self.card.who_answers else ""

    @property
    def backup(self) -> str:
        """Who comes next in the department: the second contact, a deputy or the head."""
        behind = self.card.who_answers[1:2] if self.card else []
        if not behind:
            return ""
        contact = behind[0].contact
        return _("%(name)s (head)") % {"name": contact.name} if contact.is_head else contact.name


@dataclass(frozen=True)
class Cell:
    """`answers` are those of rules that want something else besides, then the one that decides."""

    purpose: str
    label: Words
    answers: list[Answer]
    ours: str
    arrived: int
    url: str

    @property
    def has_holes(self) -> bool:
        return any(hole.is_grave for answer in self.answers for hole in answer.holes)


@dataclass(frozen=True)
class Row:
    kind: str
    label: str
    cells: list[Cell]

    @property
    def has_holes(self) -> bool:
        return any(cell.has_holes for cell in self.cells)


@dataclass
class Missing:
    """A hole with the kinds that fall into it."""

    hole: Hole
    kinds: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Throughout:
    """What comes first in most cells, told once: `besides` are the kinds to which it does not apply."""

    answer: Answer
    besides: list[str]


@dataclass(frozen=True)
class Matrix:
    """`throughout` is told before the rows, which are without it."""

    purposes: list[tuple[str, Words]]
    throughout: list[Throughout]
    rows: list[Row]
    missing: list[Missing]

    @property
    def holes(self) -> list[Missing]:
        return [one for one in self.missing if one.hole.is_grave]

    @property
    def to_check(self) -> list[Missing]:
        return [one for one in self.missing if not one.hole.is_grave]


@dataclass(frozen=True)
class Place:
    """A purpose that the brand has: on which networks and in which territories."""

    purpose: str
    networks: frozenset[str]
    territories: frozenset[str]
    slugs: tuple[str, ...]


def matrix_of(brand: Brand, rules: Sequence[RoutingRule], *, user: User, at: datetime) -> Matrix:
    """Drawn from the rules in their order, as things stand at an instant, in ten queries."""
    places = places_of(brand)
    departments = {rule.department.pk: rule.department for rule in rules if rule.department}
    is_open = [each for each in departments.values() if each.closed_at is None]
    cards = {card.department.pk: card for card in cards_of(brand, is_open, at=at)}
    arrived = _arrived(brand, user, at)
    labels = dict(Purpose.choices)
    rows = []
    for kind, label in Kind.choices:
        cells = [
            Cell(
                place.purpose,
                labels[place.purpose],
                list(_answers(brand, rules, kind, place, cards)),
                str(OURS.get(kind, "")),
                arrived.get((kind, place.purpose), 0),
                _inbox(brand, kind, place),
            )
            for place in places
        ]
        rows.append(Row(kind, str(capfirst(label)), cells))
    missing = _missing(rows)
    throughout = list(_told_once(rows))
    return Matrix([(place.purpose, labels[place.purpose]) for place in places], throughout, rows, missing)


def _told_once(rows: Sequence[Row]) -> Iterable[Throughout]:
    """Takes out of the cells, as long as there is one, the rule with which most of the rows begin."""
    while rows:
        begun = [row for row in rows if _begins(row)]
        first = Counter(_begins(row) for row in begun).most_common(1)
        if not first or first[0][1] * 2 <= len(rows):
            return
        having = [row for row in begun if _begins(row) == first[0][0]]
        answer = having[0].cells[0].answers[0]
        for row in having:
            for cell in row.cells:
                del cell.answers[0]
        yield Throughout(answer, [row.label for row in rows if row not in having])


def _begins(row: Row) -> tuple[Any, ...]:
    """With what all cells of a row begin; nothing where they differ, or it decides whatever else is said."""
    begins = {(one.rule and one.rule.pk, one.when, one.holes) for one in (c.answers[0] for c in row.cells)}
    first = begins.pop() if len(begins) == 1 else ()
    return first if first and first[1] else ()


def places_of(brand: Brand) -> list[Place]:
    """The purposes of the brand's open channels, in their usual order; the official one where it has none."""
    channels = list(Channel.objects.filter(brand=brand, state=ChannelState.OPEN).order_by("pk"))
    territories = codes_of(channels)
    places = []
    for purpose in Purpose.values:
        here = [channel for channel in channels if channel.purpose == purpose]
        if here or (not channels and purpose == Purpose.OFFICIAL):
            places.append(
                Place(
                    purpose,
                    frozenset(channel.network for channel in here),
                    frozenset(territories[channel.pk] for channel in here),
                    tuple(channel.slug for channel in here),
                )
            )
    return places


def _answers(
    brand: Brand, rules: Sequence[RoutingRule], kind: str, place: Place, cards: dict[int, Card]
) -> Iterable[Answer]:
    closed: list[Hole] = []
    for rule in rules:
        if not _may_match(rule, kind, place):
            continue
        if is_passed_over(rule):
            closed.append(_closed(brand, rule))
            continue
        further = _further(rule, place)
        card = cards.get(rule.department_id or 0)
        yield Answer(rule, further, card, (*closed, *_holes(brand, rule, kind, card)))
        closed = []
        if not further:
            return
    yield Answer(None, "", None, (*closed, *_holes(brand, None, kind, None)))


def _may_match(rule: RoutingRule, kind: str, place: Place) -> bool:
    met = not rule.kinds or kind in rule.kinds
    met = met and (not rule.purposes or place.purpose in rule.purposes)
    met = met and (not rule.networks or not place.networks or bool(place.networks & set(rule.networks)))
    codes = place.territories - {""}
    return met and (not rule.territories or not codes or bool(codes & set(rule.territories)))


def _further(rule: RoutingRule, place: Place) -> str:
    """What else than the kind and the purpose the rule wants, in words; nothing where that always holds."""
    always_there = bool(place.networks) and place.networks <= set(rule.networks)
    always_here = bool(place.territories) and place.territories <= set(rule.territories)
    rest = RoutingRule(
        themes=rule.themes,
        networks=[] if always_there else rule.networks,
        territories=[] if always_here else rule.territories,
        sentiments=rule.sentiments,
        words=rule.words,
        lowest_priority=rule.lowest_priority,
    )
    return in_words(rest)


def _holes(brand: Brand, rule: RoutingRule | None, kind: str, card: Card | None) -> Iterable[Hole]:
    if card is None:
        if kind not in OURS:
            words = chosen(
                _("No department: it goes to the agency's manager."),
                _("No department: it goes to the manager."),
            )
            yield Hole("no_department", words, reverse("escalations:rule_new", args=[brand.slug]))
        return
    name, page = card.department.name, reverse("brands:department", args=[brand.slug, card.department.slug])
    if card.trouble and card.trouble.grave:
        words = _("%(department)s: %(trouble)s") % {"department": name, "trouble": card.trouble.words}
        yield Hole(card.trouble.code, words, page)
    elif len(card.who_answers) < 2:
        words = _("%(department)s: nobody is behind %(name)s.")
        yield Hole("no_backup", words % {"department": name, "name": card.who_answers[0].contact.name}, page)
    if card.trouble and not card.trouble.grave:
        words = _("%(department)s: %(trouble)s") % {"department": name, "trouble": card.trouble.words}
        yield Hole(card.trouble.code, words, page, is_grave=False)
    if not card.department.hours:
        words = _("%(department)s: its hours are not written, those of an office are counted.")
        yield Hole("no_hours", words % {"department": name}, page, is_grave=False)


def _closed(brand: Brand, rule: RoutingRule) -> Hole:
    words = _("“%(department)s” has closed: the rule “%(rule)s” is passed over.")
    name = rule.department.name if rule.department else ""
    return Hole(
        "closed",
        words % {"department": name, "rule": rule.name},
        reverse("escalations:rule_edit", args=[brand.slug, rule.pk]),
    )


def _arrived(brand: Brand, user: User, at: datetime) -> dict[tuple[str, str], int]:
    """How many interactions of each kind came in on each purpose in the last thirty days."""
    seen = Interaction.objects.visible_to(user).filter(brand=brand, opened_at__gte=at - COUNTED)
    counted = seen.order_by().values_list("kind", "channel__purpose").annotate(n=Count("pk"))
    return {(kind, purpose): number for kind, purpose, number in counted}


def _inbox(brand: Brand, kind: str, place: Place) -> str:
    """The interactions of the kind, where the purpose has but one channel those of that channel."""
    channel = f"&channel={place.slugs[0]}" if len(place.slugs) == 1 else ""
    return f"{reverse('inbox:list', args=[brand.slug])}?state=all&period=30d&kind={kind}{channel}"


def _missing(rows: Iterable[Row]) -> list[Missing]:
    """Each hole once, with the kinds that fall into it, those of most kinds first."""
    found: dict[str, Missing] = {}
    for row in rows:
        for hole in dict.fromkeys(
            hole for cell in row.cells for answer in cell.answers for hole in answer.holes
        ):
            missing: Any = found.setdefault(hole.words, Missing(hole))
            if row.label not in missing.kinds:
                missing.kinds.append(row.label)
    return sorted(found.values(), key=lambda one: -len(one.kinds))
