"""Telling people of an item: by the rules, which let departments be asked as well, and what is grave to the
decision-makers.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from channels_mgmt.watch.choices import PASSAGES, Nature, Rung, State, Verb
from channels_mgmt.watch.models import Item, Telling
from channels_mgmt.watch.services import people
from channels_mgmt.watch.services.deadlines import acknowledge_by, next_turn
from channels_mgmt.watch.services.history import pass_to, tell
from channels_mgmt.watch.services.notices import tell_person
from channels_mgmt.watch.services.people import Person, chain_of
from channels_mgmt.watch.services.rules import asked_at_once, told_at_once
from channels_mgmt.watch.signals import department_named

DECIDING = (Rung.DECISION_MAKER, Rung.EXECUTIVE, Rung.MANAGER)
LOOK_AGAIN = timedelta(minutes=15)
"""Where there is nobody to tell of something grave: somebody may have got the role meanwhile."""


def transmit(held: Item, *, at: datetime) -> None:
    """Tells those whom the rules name, lets the departments be asked that they name and, of what is grave,
    tells the first of the decision-makers.

    `held` is the caller's, who saves nothing more of it. What is crisis-prone is told to all of a rung at
    once, what is strategic to one person after the other.
    """
    told: list[Telling] = []
    if held.is_grave:
        held.chain, held.step = chain_of(held.brand, at), 0
        held.acknowledge_by = acknowledge_by(held.brand, held.nature, at)
        told += turn_to_next(held, at=at)
        if not held.chain:
            tell(held, Verb.NOBODY, by=None, at=at)
    for person, why in told_at_once(held, at):
        asked = held.is_grave and person["rung"] in DECIDING
        told.append(_told(held, person, why=why, expects=asked, at=at))
    departments = asked_at_once(held)
    for department, rule in departments.items():
        department_named.send(Item, item=held, department=department, rule=rule, at=at)
    settle(held, told, asked=bool(departments), at=at)


def settle(held: Item, told: Iterable[Telling], *, asked: bool = False, at: datetime) -> None:
    """The item's state after people were told, and departments `asked`: transmitted, or still nobody's where
    nobody could be, and what is grave where no decision-maker could.
    """
    reached = any(one.expects for one in told) if held.is_grave else bool(asked or list(told))
    if reached and held.state != State.TRANSMITTED and State.TRANSMITTED in _reachable(held):
        pass_to(held, State.TRANSMITTED)
        held.transmitted_at = held.transmitted_at or at
        tell(held, Verb.TRANSMITTED, by=None, at=at, to_state=State.TRANSMITTED)
    held.next_step_at = after_telling(held, at)
    held.save()


def after_telling(held: Item, at: datetime) -> datetime | None:
    """When the sweep looks at the item again; None once everybody was told and the deadline has passed."""
    if not held.waits_for_receipt:
        return None
    if not held.chain:
        return at + LOOK_AGAIN
    deadline = held.acknowledge_by or at
    if held.step < len(held.chain):
        return next_turn(held.brand, held.nature, deadline, at)
    return deadline if deadline > at else None


def turn_to_next(held: Item, *, at: datetime, late: bool = False, wake: bool = True) -> list[Telling]:
    """Tells the next of the chain: of what is crisis-prone all of the next rung."""
    rest = held.chain[held.step :]
    if not rest:
        return []
    whole = held.nature == Nature.CRISIS_PRONE
    first = next((place for place, person in enumerate(rest) if person["email"]), 0)
    turn = [
        person
        for place, person in enumerate(rest)
        if place <= first or (whole and person["rung"] == rest[first]["rung"])
    ]
    held.step += len(turn)
    return [_told(held, person, expects=True, at=at, late=late, wake=wake) for person in turn]


def _told(
    held: Item,
    person: Person | dict[str, Any],
    *,
    at: datetime,
    expects: bool,
    why: str = "",
    late: bool = False,
    wake: bool = True,
) -> Telling:
    """Writes down that somebody is told, and writes to them. Who only knew of it may come to be asked."""
    telling = _known(held, person)
    if telling is None:
        telling = Telling.objects.create(
            brand_id=held.brand_id,
            item=held,
            rung=person["rung"],
            user_id=person["user"],
            contact_id=person["contact"],
            name=person["name"],
            email=person["email"].casefold(),
            language=person["language"],
            stands_in_for=person.get("stands_in_for", ""),
            why=why[:120],
            expects=expects,
            told_at=at,
        )
        tell(
            held,
            Verb.CLIMBED if late else Verb.TOLD,
            by=None,
            at=at,
            name=telling.name,
            rung=telling.rung,
            rule=why,
            called=not telling.email,
            stands_in_for=telling.stands_in_for,
        )
    elif expects and not telling.expects:
        telling.expects = True
        telling.save(update_fields=["expects"])
    opens = bool(telling.user_id) and telling.user_id in people.may_open(
        held.brand, [telling.user_id or 0], at
    )
    if tell_person(held, telling, at=at, opens=opens, late=late, wake=wake) and not telling.mailed:
        telling.mailed = True
        telling.save(update_fields=["mailed"])
    return telling


def _known(held: Item, person: Person | dict[str, Any]) -> Telling | None:
    marks = people.marks_of(person)
    for telling in Telling.objects.filter(item=held):
        known = {"email": telling.email, "user": telling.user_id, "contact": telling.contact_id}
        if not marks.isdisjoint(people.marks_of(known)):
            return telling
    return None


def _reachable(held: Item) -> frozenset[str]:
    return PASSAGES[held.state]
