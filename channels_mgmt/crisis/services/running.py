"""What is done with a crisis that runs: its level, its matter, its log, its status, and its end."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.crisis.choices import PASSAGES, Level, State, Verb
from channels_mgmt.crisis.models import Crisis, CrisisEvent, Status
from channels_mgmt.crisis.services.current import forget
from channels_mgmt.crisis.services.lessons import ask_lesson
from channels_mgmt.crisis.services.levels import effect_of
from channels_mgmt.crisis.services.log import hold, hold_running, tell
from channels_mgmt.crisis.services.opening import once, refuse_foreign
from channels_mgmt.crisis.services.publishing import lift_with
from channels_mgmt.crisis.services.statements import retire_statement
from channels_mgmt.crisis.services.telling import tell_over
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.keys import made_with
from cmhub.lib.text import written


def set_level(*, crisis: Crisis, level: int, by: User, at: datetime | None = None) -> Crisis:
    """Changes how grave it is; whoever has not acknowledged is told as soon as the new level asks."""
    now = at or timezone.now()
    if level not in Level.values:
        raise ValidationError(_("Choose a level."), code="level")
    with transaction.atomic():
        held = hold_running(crisis)
        if held.level == level:
            return held
        before, held.level = held.level, level
        if held.next_telling_at:
            held.next_telling_at = min(held.next_telling_at, now + effect_of(level).repeat)
        held.save(update_fields=["level", "next_telling_at"])
        tell(held, Verb.LEVEL, by=by, at=now, before=before, after=level)
        forget()
    return held


def set_matter(
    *,
    crisis: Crisis,
    themes: Sequence[str],
    words: Sequence[str],
    channels: Sequence[int],
    by: User,
    title: str = "",
    edition: int | None = None,
    at: datetime | None = None,
) -> Crisis:
    """Says anew what replies are held on, and with a `title` what it is about.

    Raises ChangedMeanwhileError where somebody did since `edition`.
    """
    now = at or timezone.now()
    refuse_foreign(crisis.brand, {}, channels)
    with transaction.atomic():
        held = hold_running(crisis)
        if edition is not None and held.edition != edition:
            raise ChangedMeanwhileError(held)
        said = (" ".join(title.split())[:150] or held.title, once(themes), once(words), sorted(set(channels)))
        if said == (held.title, held.themes, held.words, held.channels):
            return held
        held.title, held.themes, held.words, held.channels = said
        held.edition += 1
        held.save(update_fields=["title", "themes", "words", "channels", "edition"])
        matter = ", ".join((*held.themes, *held.words))
        tell(held, Verb.MATTER, by=by, at=now, text=matter, channels=held.channels)
        forget()
    return held


def write_entry(
    *, crisis: Crisis, text: str, by: User, key: UUID | None = None, at: datetime | None = None
) -> CrisisEvent:
    """Somebody writes into the log, once for a `key`; also after the end, until the lesson is written."""
    now = at or timezone.now()
    said = written(text, _("Write what there is to know."))
    with transaction.atomic():
        held = hold(crisis)
        if made := made_with(key, CrisisEvent, crisis_id=held.pk):
            return made
        if held.state == State.LEARNT:
            raise ValidationError(_("The lesson is written: the log is closed."), code="over")
        return tell(held, Verb.ENTRY, by=by, at=now, text=said, key=key)


def write_status(
    *, crisis: Crisis, text: str, by: User, key: UUID | None = None, at: datetime | None = None
) -> Status:
    """How things stand, for who decides."""
    now = at or timezone.now()
    said = written(text, _("Say how things stand."))
    with transaction.atomic():
        held = hold_running(crisis)
        if made := made_with(key, Status, crisis_id=held.pk):
            return made
        status = Status.objects.create(crisis=held, text=said[:600], by=by, at=now, key=key)
        tell(held, Verb.STATUS, by=by, at=now, text=status.text)
    return status


def contain(*, crisis: Crisis, by: User, at: datetime | None = None) -> Crisis:
    """It spreads no more; replies stay held until its end."""
    return _pass(crisis, State.CONTAINED, Verb.CONTAINED, by=by, at=at or timezone.now())


def rekindle(*, crisis: Crisis, by: User, at: datetime | None = None) -> Crisis:
    """It spreads again."""
    return _pass(crisis, State.OPEN, Verb.REKINDLED, by=by, at=at or timezone.now())


def _pass(crisis: Crisis, to: State, verb: Verb, *, by: User, at: datetime) -> Crisis:
    with transaction.atomic():
        held = hold_running(crisis)
        if to not in PASSAGES[held.state]:
            return held
        held.state = to
        held.contained_at = at if to == State.CONTAINED else None
        held.save(update_fields=["state", "contained_at"])
        tell(held, verb, by=by, at=at)
        forget()
    return held


def end_crisis(
    *, crisis: Crisis, why: str, by: User, owner: User | None = None, at: datetime | None = None
) -> Crisis:
    """It is over: replies are held no more, those that wait for approval go on waiting, publishing goes on,
    whoever was told hears of it, and `owner`, else whoever ends it, writes the lesson within a week.

    A second time changes nothing. Raises ValidationError without a reason.
    """
    now = at or timezone.now()
    reason = written(why, _("Say why it is over."))
    with transaction.atomic():
        held = hold(crisis)
        if not held.is_running:
            return held
        lift_with(held, why=_("The crisis is over."), by=by, at=now)
        retire_statement(held, by=by, at=now)
        held.state, held.ended_at, held.ended_by, held.end_reason = State.ENDED, now, by, reason
        held.next_telling_at = None
        held.save(update_fields=["state", "ended_at", "ended_by", "end_reason", "next_telling_at"])
        tell(held, Verb.ENDED, by=by, at=now, text=reason)
        ask_lesson(held, owner=owner or by, at=now)
        tell_over(held, by=by, at=now)
        forget()
    return held
