"""What the brand says: versions of a statement, approved by somebody else than their author.

An approved statement stands in the response protocol as a holding text, approved beforehand: whoever answers
may use its words at once, also where every other reply is held.
"""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Right
from accounts.choices import DepartmentKind
from accounts.models import Department, User
from channels_mgmt.brands.access import rights_of
from channels_mgmt.crisis.choices import Verb
from channels_mgmt.crisis.models import Crisis, Statement, StatementPublished
from channels_mgmt.crisis.services.log import hold, hold_running, tell
from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.models import Entry, EntryVersion
from channels_mgmt.protocol.services.entries import rewrite_kept
from channels_mgmt.protocol.services.entries import write_entry as write_protocol
from channels_mgmt.team.models import Channel
from cmhub.lib.instants import InstantError, check_plausible
from cmhub.lib.keys import made_with
from cmhub.lib.text import TextError, clean_text

logger = logging.getLogger(__name__)

OWNING = (DepartmentKind.COMMUNICATION, DepartmentKind.MANAGEMENT)
"""The departments to which a statement belongs in the protocol, the first that there is."""


def write_statement(
    *,
    crisis: Crisis,
    by: User,
    text_fr: str = "",
    text_en: str = "",
    key: UUID | None = None,
    at: datetime | None = None,
) -> Statement:
    """Another version, once for a `key`; it says nothing to the public before somebody approves it."""
    now = at or timezone.now()
    texts = {"text_fr": _clean(text_fr), "text_en": _clean(text_en)}
    if not any(texts.values()):
        raise ValidationError(
            _("Write the statement in French or in English, at best in both."), code="empty"
        )
    with transaction.atomic():
        held = hold_running(crisis)
        if made := made_with(key, Statement, crisis_id=held.pk):
            return made
        last = held.statements.order_by("-number").first()
        number = last.number + 1 if last else 1
        statement = Statement(
            crisis=held, number=number, written_by=by, written_at=now, key=key, entry=_entry_of(held), **texts
        )
        statement.full_clean(exclude=["approved_by", "entry"])
        statement.save()
        tell(held, Verb.STATEMENT_WRITTEN, by=by, at=now, number=number)
    return statement


def approve_statement(*, statement: Statement, by: User, at: datetime | None = None) -> Statement:
    """Somebody else approves it: from now on it is what is said. A second time changes nothing.

    Raises ValidationError for its author, and where a later version has been approved.
    """
    now = at or timezone.now()
    with transaction.atomic():
        crisis = hold_running(statement.crisis)
        held = Statement.objects.select_for_update().get(pk=statement.pk)
        if held.approved_at:
            return held
        if held.written_by_id == by.pk:
            told = _("Who wrote the statement does not approve it: somebody else does.")
            raise ValidationError(told, code="own")
        if crisis.statements.filter(number__gt=held.number, approved_at__isnull=False).exists():
            raise ValidationError(_("A later version has been approved meanwhile."), code="outdated")
        held.approved_by, held.approved_at = by, now
        if not crisis.drill:
            held.entry = _agree(crisis, held, now)
        held.save(update_fields=["approved_by", "approved_at", "entry"])
        tell(crisis, Verb.STATEMENT_APPROVED, by=by, at=now, number=held.number)
    return held


def note_published(
    *,
    statement: Statement,
    by: User,
    channel: Channel | None = None,
    place: str = "",
    url: str = "",
    published_at: datetime | None = None,
    key: UUID | None = None,
    at: datetime | None = None,
) -> StatementPublished:
    """Where and when an approved version was published, once for a `key`."""
    now = at or timezone.now()
    when = published_at or now
    try:
        check_plausible(when, now=now)
    except InstantError as error:
        raise ValidationError({"published_at": str(error)}) from error
    with transaction.atomic():
        crisis = hold(statement.crisis)
        if made := made_with(key, StatementPublished, statement_id=statement.pk):
            return made
        if Statement.objects.get(pk=statement.pk).approved_at is None:
            raise ValidationError(_("Only what was approved is published."), code="state")
        if channel is not None and channel.brand_id != crisis.brand_id:
            raise ValidationError(_("This channel belongs to another brand."), code="channel")
        published = StatementPublished(
            statement=statement, channel=channel, place=place.strip(), url=url, at=when, by=by, key=key
        )
        published.full_clean()
        published.save()
        number = statement.number
        tell(crisis, Verb.STATEMENT_PUBLISHED, by=by, at=now, number=number, published=published.pk)
    return published


def current_statement(crisis: Crisis) -> Statement | None:
    """What is said now: the last version that was approved."""
    approved = crisis.statements.filter(approved_at__isnull=False)
    return approved.select_related("written_by", "approved_by").order_by("-number").first()


def statement_to_approve(crisis: Crisis, person: User) -> Statement | None:
    """The last version, where it waits for an approval that the person may give."""
    last = crisis.statements.select_related("written_by").order_by("-number").first()
    if last is None or last.approved_at or last.written_by_id == person.pk:
        return None
    return last if rights_of(person, crisis.brand).may(Right.CRISIS_RUN) else None


def agreed_version(statement: Statement) -> EntryVersion | None:
    """The words of the statement in the protocol, where they may be used in a reply."""
    if statement.entry_id is None:
        return None
    version = EntryVersion.objects.in_use().filter(entry=statement.entry_id, is_holding=True).first()
    return version if version and version.answers == statement.texts else None


def is_a_statement(version: EntryVersion) -> bool:
    """Whether the version says what is agreed in a real crisis that runs, word for word."""
    running = (
        Crisis.objects.running().real().filter(brand=version.brand_id, statements__entry=version.entry_id)
    )
    said = (current_statement(crisis) for crisis in running.distinct())
    return any(statement and version.answers == statement.texts for statement in said)


def why_kept(entry: Entry) -> str:
    """Why nobody changes an entry in the protocol: for `protocol.services.entries.keepers`."""
    if not Crisis.objects.running().filter(statements__entry=entry).exists():
        return ""
    return _("This is the statement of a crisis that runs: it is changed and approved in the crisis.")


def retire_statement(crisis: Crisis, *, by: User, at: datetime) -> None:
    """The crisis is over: its words are approved beforehand no more, and leave the protocol by tomorrow.

    What the protocol refuses never keeps a crisis from ending: the log says that it is to be done by hand.
    """
    entry = _entry_of(crisis)
    if entry is None:
        return
    try:
        with transaction.atomic():
            begun = entry.versions.in_use().get().valid_from
            last = max(crisis.brand.agency.day_of(at), begun)
            gone = {"is_holding": False, "valid_until": last + timedelta(days=1)}
            rewrite_kept(entry=entry, by=by, at=at, what_changed=_("The crisis is over."), values=gone)
    except ValidationError:
        logger.exception("the statement of crisis %s stays in the protocol", crisis.pk)
        told = _("The statement could not be taken out of the response protocol: do it there.")
        tell(crisis, Verb.ENTRY, by=None, at=at, text=told)


def _agree(crisis: Crisis, statement: Statement, at: datetime) -> Entry | None:
    """Puts the words into the protocol, in the place of those of the version before."""
    said: dict[str, Any] = {"answer_fr": statement.text_fr, "answer_en": statement.text_en}
    if entry := _entry_of(crisis):
        changed = _("Version %(number)d of the statement.") % {"number": statement.number}
        rewrite_kept(entry=entry, by=statement.approved_by, at=at, what_changed=changed, values=said)
        return entry
    department = _department(crisis)
    if department is None:
        return None
    version = write_protocol(
        brand=crisis.brand,
        by=statement.approved_by,
        at=at,
        situation=(_("Crisis: %(title)s") % {"title": crisis.title})[:150],
        theme=crisis.themes[0] if crisis.themes else "",
        conditions=_("The statement of the crisis, word for word, as long as it lasts."),
        sensitivity=Sensitivity.ROUTINE,
        is_holding=True,
        department=department,
        **said,
    )
    return version.entry


def _entry_of(crisis: Crisis) -> Entry | None:
    said = crisis.statements.filter(entry__isnull=False).select_related("entry").first()
    return said.entry if said else None


def _department(crisis: Crisis) -> Department | None:
    there = list(Department.objects.filter(company=crisis.brand.company_id, closed_at=None).order_by("pk"))
    by_kind = {one.kind: one for one in reversed(there)}
    return next((by_kind[kind] for kind in OWNING if kind in by_kind), there[0] if there else None)


def _clean(text: str) -> str:
    try:
        return clean_text(text).strip()
    except TextError as error:
        raise ValidationError(str(error), code=error.code) from error
