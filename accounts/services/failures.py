"""Mails that will not arrive, or of which nobody knows whether they did: shown to who runs the house, with
the person's next direct line, until somebody says that it is handled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import DirectLine, NotificationState
from accounts.models import Agency, Contact, Notification, User
from accounts.services.audit import record
from accounts.services.lines import Line, lines_of, prepared
from accounts.services.outgoing import INTERRUPTED, NOBODY
from cmhub.lib.scope import everything

OVERDUE_AFTER = timedelta(minutes=15)
"""What a mail server that is there takes within a minute."""


@dataclass(frozen=True)
class Reach:
    """A direct line, and the link that opens a message to it with the text in it."""

    line: Line
    prepared: str

    @property
    def call(self) -> str:
        """The link that calls; empty for a line that one does not call."""
        return self.line.href if self.line.kind == DirectLine.PHONE else ""


@dataclass(frozen=True)
class Failure:
    """A mail that did not arrive, to whom, why in words, and how to reach them otherwise."""

    notification: Notification
    name: str
    why: str
    reaches: list[Reach]


def with_lines(agency: Agency, notifications: Iterable[Notification]) -> list[Failure]:
    """Each with the lines of its person but for the address that failed."""
    listed = list(notifications)
    contacts = _contacts(agency, listed)
    return [_failure(one, _of(one, contacts)) for one in listed]


def _contacts(agency: Agency, listed: list[Notification]) -> list[Contact]:
    people = [one.user_id for one in listed if one.user_id is not None]
    addresses = [one.email.casefold() for one in listed]
    found = Contact.objects.filter(department__company__agency=agency).annotate(written=Lower("email"))
    theirs = found.filter(Q(user__in=people) | Q(written__in=addresses))
    return list(theirs.select_related("department").order_by("left_at", "pk"))


def _of(notification: Notification, contacts: list[Contact]) -> list[Contact]:
    address = notification.email.casefold()
    return [
        one
        for one in contacts
        if one.email.casefold() == address or (one.user_id and one.user_id == notification.user_id)
    ]


def _failure(notification: Notification, contacts: list[Contact]) -> Failure:
    text, failed = text_of(notification), notification.email.casefold()
    found = {line: None for one in contacts for line in lines_of(one, one.department.country)}
    user = notification.user
    if user is not None:
        found |= dict.fromkeys(lines_of(user, ""))
    reaches = [Reach(line, prepared(line, text)) for line in found if line.address.casefold() != failed]
    name = user.name if user else (contacts[0].name if contacts else "")
    return Failure(notification, name, why(notification), reaches)


def text_of(notification: Notification) -> str:
    """What is said on another line: about what it is, and where; a link that is used up is left out."""
    parts = [notification.subject]
    if notification.link and "…" not in notification.link:
        parts.append(notification.link)
    return "\n".join(parts)


def why(notification: Notification) -> str:
    """What became of the mail, in words; the mail server's own words are beside it."""
    if notification.error == NOBODY:
        return _("It was not sent: the person may not log in any more.")
    if notification.state == NotificationState.REFUSED:
        return _("The mail server has refused it to the end: the address may be wrong, or its box full.")
    if notification.error == INTERRUPTED:
        return _("Sending was interrupted: it may have arrived. It is not sent again.")
    return _("The mail server took it and did not answer: it may have arrived. It is not sent again.")


def handle(*, notification: Notification, by: User, at: datetime | None = None) -> bool:
    """Somebody has told the person otherwise; False where that was said before."""
    return _mark(notification, by, at or timezone.now(), verb="notification.handled", handled=True)


def handle_again(*, notification: Notification, by: User, at: datetime | None = None) -> bool:
    """It is to be seen to after all."""
    return _mark(notification, by, at or timezone.now(), verb="notification.not_handled", handled=False)


def _mark(notification: Notification, by: User, at: datetime, *, verb: str, handled: bool) -> bool:
    with transaction.atomic():
        rows = Notification.objects.undelivered(notification.agency).filter(pk=notification.pk)
        changed = rows.filter(handled_at__isnull=handled).update(
            handled_at=at if handled else None, handled_by=by if handled else None
        )
        if changed:
            agency = notification.agency_id
            record(verb=verb, what=notification, by=by, at=at, agency_id=agency, label=notification.email)
    return bool(changed)


def waiting_for_server(agency: Agency, at: datetime) -> int:
    """How many mails wait for a mail server that is not there."""
    with everything():  # of mails on their way only the number is told
        return Notification.objects.overdue(agency, at - OVERDUE_AFTER).count()
