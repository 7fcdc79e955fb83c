"""What people do with an item: acknowledge, decide, file, sort anew, make an idea of it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.watch.choices import GRAVE, Nature, State, Verb
from channels_mgmt.watch.ideas import Made, makers
from channels_mgmt.watch.models import Competitor, Item, Telling
from channels_mgmt.watch.services.history import audit, hold, pass_to, tell
from channels_mgmt.watch.services.notices import tell_logger
from channels_mgmt.watch.services.transmitting import transmit


class DecidedMeanwhileError(ValidationError):
    """Somebody else decided first: their words stand."""


def acknowledge(
    *, item: Item, by: User | None, telling: Telling | None = None, at: datetime | None = None
) -> Item:
    """Somebody says that they have it; who comes second is noted, and changes nothing of the item.

    `telling` is for somebody else's word that `by` writes down, such as one given by telephone; who has no
    login says so by their link, and nobody is `by`.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(item)
        told = _telling_of(held, by, telling)
        _note(told, "acknowledged_at", now)
        if held.state != State.TRANSMITTED and not (held.state == State.LOGGED and held.is_grave):
            return held
        if held.state == State.LOGGED:  # nobody could be told: whoever reads it here takes it
            held.transmitted_at = held.transmitted_at or now
            pass_to(held, State.TRANSMITTED)
        pass_to(held, State.ACKNOWLEDGED)
        held.acknowledged_at, held.next_step_at = max(now, held.transmitted_at or now), None
        held.save()
        name, way = _name_of(by, told), _way_of(by, told)
        tell(held, Verb.ACKNOWLEDGED, by=by, at=now, to_state=State.ACKNOWLEDGED, name=name, **way)
        audit("watch_item.acknowledged", held, by=by, at=now, **way)
    return held


def decide(
    *, item: Item, words: str, by: User | None, telling: Telling | None = None, at: datetime | None = None
) -> Item:
    """What is to be done, in words; it says as well that it was received. Whoever logged the item is told.

    `by` and `telling` are those of `acknowledge`.
    Raises DecidedMeanwhileError where somebody decided first, and ValidationError without words.
    """
    now = at or timezone.now()
    said = words.strip()
    if not said:
        raise ValidationError({"words": _("Write what is to be done.")})
    with transaction.atomic():
        held = hold(item)
        told = _telling_of(held, by, telling)
        if held.state == State.DECIDED:
            raise DecidedMeanwhileError(
                _("%(name)s has decided already. Your text is kept below; it was not saved.")
                % {"name": held.decided_name}
            )
        pass_to(held, State.DECIDED)
        _note(told, "acknowledged_at", now)
        _note(told, "decided_at", now)
        held.decision, held.decided_at, held.decided_by = said, now, by
        held.decided_name = _name_of(by, told)
        if held.transmitted_at:
            held.acknowledged_at = held.acknowledged_at or max(now, held.transmitted_at)
        held.next_step_at = None
        if held.logged_by == by:
            held.decision_read_at = now
        held.save()
        way = _way_of(by, told)
        tell(held, Verb.DECIDED, by=by, at=now, to_state=State.DECIDED, name=held.decided_name, **way)
        audit("watch_item.decided", held, by=by, at=now, **way)
        tell_logger(held, at=now)
    return held


def read_decision(*, item: Item, by: User, at: datetime | None = None) -> Item:
    """Whoever logged the item has read what was decided; anybody else's reading changes nothing."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(item)
        if held.state == State.DECIDED and held.logged_by == by and held.decision_read_at is None:
            held.decision_read_at = now
            held.save(update_fields=["decision_read_at"])
            tell(held, Verb.DECISION_READ, by=by, at=now)
    return held


def file_item(*, item: Item, by: User, at: datetime | None = None) -> Item:
    """Puts away what is routine. Raises ValidationError for what is grave: that is decided on."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(item)
        if held.state == State.FILED:
            return held
        if held.is_grave:
            raise ValidationError(
                _("What is strategic or crisis-prone is decided on, or sorted anew as routine."), code="grave"
            )
        pass_to(held, State.FILED)
        held.save()
        tell(held, Verb.FILED, by=by, at=now, to_state=State.FILED)
        audit("watch_item.filed", held, by=by, at=now)
    return held


def reopen(*, item: Item, by: User, at: datetime | None = None) -> Item:
    """Takes out again what was filed."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(item)
        if held.state != State.FILED:
            return held
        pass_to(held, State.LOGGED)
        held.save()
        tell(held, Verb.REOPENED, by=by, at=now, to_state=State.LOGGED)
        audit("watch_item.reopened", held, by=by, at=now)
    return held


def sort_anew(
    *,
    item: Item,
    nature: str,
    topic: str,
    competitor: Competitor | None,
    by: User,
    at: datetime | None = None,
) -> Item:
    """Says otherwise what an item is; what has become graver is transmitted anew.

    Raises ValidationError for one that is decided.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(item)
        before = {"nature": held.nature, "topic": held.topic}
        if (nature, topic, competitor) == (held.nature, held.topic, held.competitor):
            return held
        if held.state == State.DECIDED:
            raise ValidationError(_("This is decided: log anew what has changed."), code="decided")
        if competitor and competitor.brand_id != held.brand_id:
            raise ValidationError(_("This competitor is another brand's."), code="competitor")
        graver = nature != held.nature and nature in GRAVE and held.nature != Nature.CRISIS_PRONE
        held.nature, held.topic, held.competitor = nature, topic, competitor
        if not held.is_grave:
            held.acknowledge_by = held.next_step_at = None
        held.save()
        after = {"nature": nature, "topic": topic}
        tell(held, Verb.SORTED, by=by, at=now, before=before, **after)
        audit("watch_item.sorted", held, by=by, at=now, before=before, after=after)
        if graver:
            transmit(held, at=now)
    return held


def make_idea(*, item: Item, by: User, at: datetime | None = None) -> Made:
    """A post idea of an item, once however often it is asked. What is routine needs nothing more then."""
    now = at or timezone.now()
    if not makers:
        raise ValidationError(_("Nothing here keeps post ideas."), code="no_room")
    with transaction.atomic():
        held = hold(item)
        made = makers[0](held, by, now)
        if held.idea_at is None:
            held.idea_at = now
            settled = not held.is_grave and held.state in (State.LOGGED, State.FILED)
            if settled:
                pass_to(held, State.IDEA)
            held.save()
            tell(held, Verb.IDEA, by=by, at=now, to_state=State.IDEA if settled else "")
            audit("watch_item.made_idea", held, by=by, at=now)
    return made


def _telling_of(held: Item, by: User | None, telling: Telling | None) -> Telling | None:
    if telling is None:
        return (
            Telling.objects.filter(item=held, user=by, user__isnull=False).order_by("-expects", "pk").first()
        )
    told = Telling.objects.filter(item=held, pk=telling.pk).first()
    if told is None:
        raise ValidationError(_("This person was not told of it."), code="telling")
    return told


def _name_of(by: User | None, told: Telling | None) -> str:
    who = told or by
    return who.name if who else ""


def _way_of(by: User | None, told: Telling | None) -> dict[str, Any]:
    """By what way somebody said it who did so without a login, as the timeline and the record keep it."""
    return {} if by or told is None else {"via": "link", "contact": told.contact_id}


def _note(telling: Telling | None, when: str, at: datetime) -> None:
    """Puts a time to what somebody did, the first that they did it; never before they were told of it, also
    where the clock was put back meanwhile.
    """
    if telling is not None and getattr(telling, when) is None:
        setattr(telling, when, max(at, telling.told_at))
        telling.save(update_fields=[when])
