"""A person opens a crisis, from what they have seen; a second one who does so joins the first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.white_label import is_of_the_client
from channels_mgmt.crisis.choices import Level, Verb
from channels_mgmt.crisis.models import Crisis
from channels_mgmt.crisis.services.current import forget
from channels_mgmt.crisis.services.log import hold_running, tell
from channels_mgmt.crisis.services.publishing import suspend_with
from channels_mgmt.crisis.services.surges import take_as_crisis
from channels_mgmt.crisis.services.telling import tell_first
from channels_mgmt.inbox.models import Interaction
from cmhub.lib.keys import made_with
from cmhub.lib.text import written


def open_crisis(
    *,
    brand: Brand,
    level: int,
    title: str,
    by: User,
    item: Any = None,
    surge: Any = None,
    interaction: Interaction | None = None,
    drill: bool = False,
    themes: Sequence[str] = (),
    words: Sequence[str] = (),
    channels: Sequence[int] = (),
    reason: str = "",
    key: UUID | None = None,
    at: datetime | None = None,
) -> Crisis:
    """Opens a crisis: people are told at once, replies on its matter are held, and what is planned is not
    published, for the `reason` that everybody reads.

    Who opens one from the item, surge or interaction from which one runs already joins that one, and the
    second call with a `key` gives the crisis of the first. Raises ValidationError, in words, without a title
    or for what belongs to another brand, nor a drill for somebody of the client, from whom drills are kept.
    """
    now = at or timezone.now()
    title = written(title, _("Say in a few words what it is about."))[:150]
    origin = {"item": item, "surge": surge, "interaction": interaction}
    _refuse(brand, origin, channels, level=level, drill=drill, by=by)
    with transaction.atomic():
        if there := _there_already(brand, origin, key=key, drill=drill, by=by, at=now):
            return there
        crisis = Crisis.objects.create(
            brand=brand,
            drill=drill,
            level=level,
            title=title,
            themes=once(themes),
            words=once(words),
            channels=sorted(set(channels)),
            opened_by=by,
            opened_at=now,
            key=key,
            **{name: thing for name, thing in origin.items() if thing is not None},
        )
        _begin(crisis, origin, reason=reason, at=now)
    return crisis


def _refuse(
    brand: Brand, origin: dict[str, Any], channels: Sequence[int], *, level: int, drill: bool, by: User
) -> None:
    """Raises ValidationError, in words, for what cannot be opened so, or not by this person."""
    if level not in Level.values:
        raise ValidationError(_("Choose a level."), code="level")
    if drill and is_of_the_client(rights_of(by, brand).roles):
        raise ValidationError(_("A drill is opened by the team: it is kept from the client."), code="drill")
    refuse_foreign(brand, origin, channels)


def _there_already(
    brand: Brand, origin: dict[str, Any], *, key: UUID | None, drill: bool, by: User, at: datetime
) -> Crisis | None:
    """The crisis that the same form has opened, or the one that runs on the same thing, which is joined. Two
    who open one at the same time come one after the other: the brand is held from here on.
    """
    Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    if made := made_with(key, Crisis, brand_id=brand.pk):
        return made
    running = running_from(origin, drill=drill)
    return _join(running, by=by, at=at) if running else None


def _begin(crisis: Crisis, origin: dict[str, Any], *, reason: str, at: datetime) -> None:
    """What follows from the opening, in its transaction."""
    by, surge = crisis.opened_by, origin["surge"]
    name = _origin_name(origin)
    tell(crisis, Verb.OPENED, by=by, at=at, level=crisis.level, origin=name, drill=crisis.drill)
    tell_first(crisis, at=at)
    if not crisis.drill:
        if surge is not None:
            take_as_crisis(surge=surge, by=by, at=at)
        suspend_with(crisis, reason=reason, by=by, at=at)
    forget()


def join_crisis(*, crisis: Crisis, by: User, at: datetime | None = None, **origin: Any) -> Crisis:
    """What was seen belongs to a crisis that runs already: the log says so."""
    now = at or timezone.now()
    refuse_foreign(crisis.brand, origin, ())
    with transaction.atomic():
        held = hold_running(crisis)
        return _join(held, by=by, at=now, **_numbers(origin))


def running_from(origin: dict[str, Any], *, drill: bool = False) -> Crisis | None:
    """The crisis that runs on one of these things, if any."""
    running = Crisis.objects.running().filter(drill=drill).order_by("opened_at")
    for name, thing in origin.items():
        if thing is not None and (found := running.filter(**{name: thing}).first()):
            return found
    return None


def _join(crisis: Crisis, *, by: User, at: datetime, **details: Any) -> Crisis:
    tell(crisis, Verb.JOINED, by=by, at=at, **details)
    return crisis


def _numbers(origin: dict[str, Any]) -> dict[str, int]:
    return {name: thing.pk for name, thing in origin.items() if thing is not None}


def _origin_name(origin: dict[str, Any]) -> str:
    return next((name for name, thing in origin.items() if thing is not None), "")


def once(values: Sequence[str]) -> list[str]:
    """Without blanks and doubles, in their order."""
    return list(dict.fromkeys(cleaned for value in values if (cleaned := " ".join(value.split()))))


def refuse_foreign(brand: Brand, origin: dict[str, Any], channels: Sequence[int]) -> None:
    if any(thing is not None and thing.brand_id != brand.pk for thing in origin.values()):
        raise ValidationError(_("This belongs to another brand."), code="brand")
    if channels and brand.channels.filter(pk__in=channels).count() != len(set(channels)):
        raise ValidationError(_("This channel belongs to another brand."), code="channel")
