"""What people are told when somebody else puts them on call, moves their shifts or takes them away."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import Topic, Urgency
from accounts.models import User
from accounts.services.outbox import notify, wake_sender
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Shift
from cmhub.lib.links import link_to
from cmhub.lib.moments import moment_words

WAKES_NOBODY_AFTER = timedelta(hours=48)


@dataclass
class Told:
    """What one act does to the shifts of one person."""

    given: list[Shift] = field(default_factory=list)
    moved: list[tuple[Shift, Shift]] = field(default_factory=list)
    taken: list[Shift] = field(default_factory=list)


SOON = timedelta(days=1)


def tell_holders(
    *,
    brand: Brand,
    before: Iterable[Shift],
    after: Iterable[Shift],
    act: str,
    by: User | None,
    at: datetime,
) -> None:
    """Everybody but `by` whose shifts to come an act changed is told by one mail: `before` and `after` are
    the shifts as they stood and as they stand.

    `act` names it, so that nobody is told of one twice. What was written days ago wakes nobody.
    """
    if by is None or at < timezone.now() - WAKES_NOBODY_AFTER:
        return
    told = _told_of(before, after, by, at)
    if not told:
        return
    for reader in User.objects.filter(pk__in=told, is_active=True).order_by("pk"):
        _write(brand, reader, told[reader.pk], act, by, at)
    wake_sender()


def _told_of(before: Iterable[Shift], after: Iterable[Shift], by: User, at: datetime) -> dict[int, Told]:
    """By person: a shift that changes hands is taken from one and given to the other."""
    told: dict[int, Told] = defaultdict(Told)
    stood = {shift.pk: shift for shift in before if shift.ends_at > at}
    for shift in after:
        old = stood.get(shift.pk)
        if old is not None and old.user_id == shift.user_id:
            del stood[shift.pk]
            if _terms(old) != _terms(shift):
                told[shift.user_id].moved.append((old, shift))
        elif shift.ends_at > at:
            told[shift.user_id].given.append(shift)
    for shift in stood.values():
        told[shift.user_id].taken.append(shift)
    told.pop(by.pk, None)
    return told


def _terms(shift: Shift) -> tuple[datetime, datetime, str]:
    return shift.starts_at, shift.ends_at, shift.kind


def _write(brand: Brand, reader: User, told: Told, act: str, by: User, at: datetime) -> None:
    with override(reader.language):
        said = {
            "name": reader.get_short_name(),
            "by": by.name,
            "brand": brand.name,
            "days": "\n\n".join(_blocks(told, ZoneInfo(brand.time_zone))),
            "zone": brand.time_zone,
            "link": link_to("team:rota", brand.slug),
        }
        subject = _subject(told) % said
        body = (
            _(
                "Hello %(name)s,\n\n%(by)s has changed the rota of %(brand)s.\n\n%(days)s\n\n"
                "Times of %(zone)s. The rota, where you can ask somebody else to take a shift:\n%(link)s"
            )
            % said
        )
    notify(
        key=f"rota:{act}:{reader.pk}",
        agency=brand.agency,
        user=reader,
        email=reader.email,
        subject=subject,
        body=body,
        language=reader.language,
        sender_name=brand.name,
        at=at,
        wake=False,
        urgency=_urgency(told, at),
        topic=Topic.ROTA,
        link=said["link"],
    )


def _urgency(told: Told, at: datetime) -> Urgency:
    """At once for what begins within a day."""
    begins = [one.starts_at for one in (*told.given, *told.taken)]
    begins += [shift.starts_at for pair in told.moved for shift in pair]
    return Urgency.URGENT if min(begins) < at + SOON else Urgency.NORMAL


def _subject(told: Told) -> str:
    if told.moved or (told.given and told.taken):
        return _("%(brand)s: your shifts have changed")
    if told.given:
        return _("%(brand)s: you are on call")
    return _("%(brand)s: you are no longer on call")


def _blocks(told: Told, zone: ZoneInfo) -> Iterable[str]:
    """Each kind of change with its shifts, a line each, in the order in which they begin."""
    if told.given:
        yield "\n".join([_("You are on call:"), *(_line(one, zone) for one in _in_order(told.given))])
    if told.moved:
        lines = [
            _("- %(new)s (before: %(old)s)") % {"new": _words(new, zone), "old": _words(old, zone)}
            for old, new in sorted(told.moved, key=lambda pair: pair[1].starts_at)
        ]
        yield "\n".join([_("Changed:"), *lines])
    if told.taken:
        yield "\n".join([_("No longer yours:"), *(_line(one, zone) for one in _in_order(told.taken))])


def _in_order(shifts: Iterable[Shift]) -> list[Shift]:
    return sorted(shifts, key=lambda shift: shift.starts_at)


def _line(shift: Shift, zone: ZoneInfo) -> str:
    return f"- {_words(shift, zone)}"


def _words(shift: Shift, zone: ZoneInfo) -> str:
    return f"{words_of(shift, zone)} · {capfirst(shift.get_kind_display())}"


def words_of(shift: Shift, zone: ZoneInfo) -> str:
    """“28 novembre 2026 à 18 h – 30 novembre 2026 à 8 h”, by the brand's wall."""
    return _("%(start)s – %(end)s") % {
        "start": moment_words(shift.starts_at, zone),
        "end": moment_words(shift.ends_at, zone),
    }
