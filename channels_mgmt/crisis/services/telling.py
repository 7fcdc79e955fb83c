"""People are told of a crisis until one who decides and one who is on call have acknowledged.

Each side is done once one of its people has acknowledged: those of a side that is done are left in peace.
Where nobody of a side can be told, the managers stand in for it.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.outbox import wake_sender
from channels_mgmt.crisis.choices import SIDES, Ground, Side, Verb
from channels_mgmt.crisis.models import Call, Crisis, Telling
from channels_mgmt.crisis.services import mails
from channels_mgmt.crisis.services.levels import effect_of
from channels_mgmt.crisis.services.log import LINK, hold, tell
from channels_mgmt.crisis.services.people import Person, people_to_tell, sides_unheld
from cmhub.lib.keys import made_with

logger = logging.getLogger(__name__)

AT_ONCE = 500


def tell_first(crisis: Crisis, *, at: datetime) -> list[Telling]:
    """Tells everybody, in the transaction that opens the crisis; whoever opened it has acknowledged."""
    told = _tell_new(crisis, [], people_to_tell(crisis.brand, at, drill=crisis.drill), at)
    for telling in told:
        if telling.user_id == crisis.opened_by_id:
            _acknowledge(crisis, telling, by=crisis.opened_by, at=at)
    _say_who_was_told(crisis, told, Verb.TOLD, at)
    settle(crisis, told, at)
    return told


def tell_due(at: datetime | None = None) -> int:
    """Tells again, of each crisis that is due, who has not acknowledged; returns of how many. Safe to run
    twice: what another sweep holds is left to it, and one that fails keeps none of the others.
    """
    now = at or timezone.now()
    due = Crisis.objects.due_to_tell(now).order_by("next_telling_at").values_list("pk", flat=True)
    taken = 0
    for pk in due[:AT_ONCE]:
        try:
            taken += _tell_again(pk, now)
        except Exception:
            logger.exception("of crisis %s nobody was told again", pk)
    if taken:
        wake_sender()
    return taken


def _tell_again(pk: int, at: datetime) -> bool:
    with transaction.atomic():
        held = (
            Crisis.objects.due_to_tell(at)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("brand__agency", "opened_by")
            .filter(pk=pk)
            .first()
        )
        if held is None:
            return False
        tellings = list(held.tellings.all())
        people = people_to_tell(held.brand, at, drill=held.drill)
        _follow(tellings, people)
        told = _tell_new(held, tellings, people, at)
        missing, there = sides_missing([*tellings, *told]), {person.who for person in people}
        for telling in tellings:
            if telling.acknowledged_at is None and telling.who in there and (missing & set(telling.sides)):
                telling.times += 1
                telling.last_told_at = at
                telling.mailed = mails.tell_person(held, telling, at=at) or telling.mailed
                telling.save(update_fields=["times", "last_told_at", "mailed"])
                told.append(telling)
        _say_who_was_told(held, told, Verb.TOLD_AGAIN, at)
        settle(held, [*tellings, *(one for one in told if one not in tellings)], at)
    return True


def acknowledge(
    *, crisis: Crisis, by: User | None, told: Telling | None = None, at: datetime | None = None
) -> Crisis:
    """The person says that they know; whoever was not told counts as somebody who joined. A second time
    changes nothing. Who has no login, and says so by their link, is `told`, and nobody is `by`.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(crisis)
        if not held.is_running:
            return held
        telling = held.tellings.filter(pk=told.pk).first() if told else held.tellings.filter(user=by).first()
        if telling is None or telling.acknowledged_at:
            return held
        _acknowledge(held, telling, by=by, at=now)
        settle(held, list(held.tellings.all()), now)
    return held


def note_call(
    *,
    telling: Telling,
    line: str,
    reached: bool,
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Call:
    """Somebody was called; who was reached has acknowledged. Once for a `key`."""
    now = at or timezone.now()
    with transaction.atomic():
        crisis = hold(telling.crisis)
        if made := made_with(key, Call, telling_id=telling.pk):
            return made
        if not crisis.is_running:
            raise ValidationError(_("This crisis is over: nobody is called any more."), code="over")
        held = Telling.objects.get(pk=telling.pk)
        call = Call.objects.create(telling=held, line=line, reached=reached, by=by, at=now, key=key)
        tell(crisis, Verb.CALLED, by=by, at=now, name=held.name, line=line, reached=reached)
        if reached and held.acknowledged_at is None:
            _acknowledge(crisis, held, by=by, at=now)
            settle(crisis, list(crisis.tellings.all()), now)
    return call


def tell_over(crisis: Crisis, *, by: User, at: datetime) -> None:
    """Whoever was told hears that it is over, but who ended it, and who has left meanwhile."""
    there = {person.who for person in people_to_tell(crisis.brand, at, drill=crisis.drill)}
    for telling in crisis.tellings.select_related("user").exclude(user=by):
        if telling.who in there or (telling.user and _sees(telling.user, crisis)):
            mails.tell_over(crisis, telling, at=at)


def _sees(person: User, crisis: Crisis) -> bool:
    return Crisis.objects.visible_to(person).filter(pk=crisis.pk).exists()


def sides_missing(tellings: Iterable[Telling]) -> set[str]:
    """The sides of which nobody has acknowledged yet."""
    done = {side for telling in tellings if telling.acknowledged_at for side in telling.sides}
    return {str(side) for side in Side} - done


def settle(crisis: Crisis, tellings: list[Telling], at: datetime) -> None:
    """Says when people are told again: never once both sides have acknowledged."""
    missing = sides_missing(tellings)
    if missing:
        crisis.next_telling_at = at + effect_of(crisis.level).repeat
    else:
        crisis.next_telling_at = None
        crisis.acknowledged_at = crisis.acknowledged_at or at
    crisis.save(update_fields=["next_telling_at", "acknowledged_at"])


def _tell_new(
    crisis: Crisis, known: Iterable[Telling], people: Sequence[Person], at: datetime
) -> list[Telling]:
    """Tells those who are to be told and were not yet: whoever has come on call meanwhile, too."""
    there = {telling.who for telling in known}
    unheld = sides_unheld(people)
    told = []
    for person in people:
        if person.who in there:
            continue
        telling = Telling.objects.create(
            crisis=crisis,
            user_id=person.user,
            contact_id=person.contact,
            ground=person.ground,
            stands_in=_stands_in(person, unheld),
            name=person.name,
            email=person.email,
            language=person.language,
            told_at=at,
            last_told_at=at,
        )
        telling.mailed = mails.tell_person(crisis, telling, at=at)
        telling.save(update_fields=["mailed"])
        told.append(telling)
    if told:
        wake_sender()
    return told


def _follow(known: Iterable[Telling], people: Sequence[Person]) -> None:
    """Who was told is told on today's ground: a manager who has come on call is the one on call, and managers
    stand in for whoever is missing now. What somebody has acknowledged goes on counting where it did.
    """
    today = {person.who: person for person in people}
    unheld = sides_unheld(people)
    for telling in known:
        person = today.get(telling.who)
        if person is None:
            continue
        ground, stands_in = str(person.ground), _stands_in(person, unheld)
        if telling.acknowledged_at:
            ground = min(ground, telling.ground, key=Ground.values.index)
            stands_in = sorted({*telling.sides, *stands_in} - {SIDES.get(ground)})
        if (telling.ground, telling.stands_in) != (ground, stands_in):
            telling.ground, telling.stands_in = ground, stands_in
            telling.save(update_fields=["ground", "stands_in"])


def _stands_in(person: Person, unheld: set[str]) -> list[str]:
    return sorted(unheld) if person.manages else []


def _acknowledge(crisis: Crisis, telling: Telling, *, by: User | None, at: datetime) -> None:
    own = by is None or telling.user_id == by.pk
    # Never before they were told, also where the clock was put back meanwhile.
    telling.acknowledged_at, telling.noted_by = max(at, telling.told_at), None if own else by
    telling.save(update_fields=["acknowledged_at", "noted_by"])
    seconds = round((telling.acknowledged_at - telling.told_at).total_seconds())
    details: dict[str, Any] = {"name": telling.name, "ground": telling.ground, "seconds": seconds}
    if by is None:
        details["via"] = LINK
    tell(crisis, Verb.ACKNOWLEDGED, by=by, at=at, **details)


def _say_who_was_told(crisis: Crisis, told: list[Telling], verb: Verb, at: datetime) -> None:
    if told:
        tell(crisis, verb, by=None, at=at, names=[one.name for one in told], people=len(told))
    elif verb == Verb.TOLD:
        tell(crisis, Verb.NOBODY, by=None, at=at)
