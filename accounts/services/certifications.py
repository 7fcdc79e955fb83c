"""What issuers certified of people, and the warnings before it expires."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.access import Right, roles_granting
from accounts.choices import Topic
from accounts.models import Agency, Certification, Membership, User
from accounts.services.audit import record
from accounts.services.outbox import notify, wake_sender
from accounts.services.skills import made_by_key, of_person, refuse_stranger
from cmhub.lib.deleting import delete_row
from cmhub.lib.links import link_to
from cmhub.lib.moments import date_words

WARNED_BEFORE = (60, 14)
"""Days before a certification expires on which its holder and the agency's managers are warned."""
SAID = ("name", "issuer", "number", "obtained_on", "expires_on")


def add_certification(
    *,
    agency: Agency,
    user: User,
    by: User,
    replaces: Certification | None = None,
    key: UUID | None = None,
    at: datetime | None = None,
    **values: Any,
) -> Certification:
    """Adds one, or renews one by a new one that takes its place. Raises ValidationError in words."""
    now = at or timezone.now()
    with transaction.atomic():
        refuse_stranger(agency, user, now)
        if made := made_by_key(Certification, key, agency, user):
            return made
        if replaces is not None:
            _refuse_renewal(replaces, agency, user)
        certification = Certification(
            agency=agency, user=user, replaces=replaces, added_by=by, added_at=now, key=key, **values
        )
        certification.full_clean()
        if certification.obtained_on > agency.day_of(now):
            raise ValidationError({"obtained_on": _("This day is still to come.")})
        certification.save()
        record(
            verb="certification.renewed" if replaces else "certification.added",
            after=_said(certification),
            **of_person(certification, by, now),
        )
    return certification


def delete_certification(*, certification: Certification, by: User, at: datetime | None = None) -> None:
    """Deletes one; what it had replaced stands again."""
    with transaction.atomic():
        if delete_row(certification):
            about = of_person(certification, by, at or timezone.now())
            record(verb="certification.deleted", before=_said(certification), **about)


def expiring(agency: Agency, today: date) -> dict[int, list[Certification]]:
    """By person, what has expired and what will within the first time of warning, the soonest first."""
    last = today + timedelta(days=max(WARNED_BEFORE))
    rows = Certification.objects.filter(agency=agency).expiring_by(last).order_by("expires_on", "pk")
    found: dict[int, list[Certification]] = defaultdict(list)
    for one in with_urgency(rows, today):
        found[one.user_id].append(one)
    return found


def with_urgency(certifications: Iterable[Certification], today: date) -> list[Certification]:
    """With the days that are left of each, and what that means: `none` (it does not expire), `far`, `soon`,
    `last` (the last warning was given) or `expired`.
    """
    rows = list(certifications)
    for one in rows:
        one.days_left = (one.expires_on - today).days if one.expires_on else None
        one.urgency = _urgency(one.days_left)
    return rows


def _urgency(days_left: int | None) -> str:
    first, last = max(WARNED_BEFORE), min(WARNED_BEFORE)
    if days_left is None:
        return "none"
    if days_left <= 0:
        return "expired"
    return "last" if days_left <= last else "soon" if days_left <= first else "far"


def warn_of_expiring(*, at: datetime | None = None) -> int:
    """Tells holders and managers what is about to expire: each of it once; how many messages were written.

    What is added when less time is left than the first warning gives is told by the next one alone.
    """
    now = at or timezone.now()
    written = 0
    for agency in Agency.objects.filter(certifications__expires_on__gt=now.date()).distinct():
        with transaction.atomic():
            written += _warn_in(agency, now)
    if written:
        wake_sender()
    return written


def _warn_in(agency: Agency, now: datetime) -> int:
    today = agency.day_of(now)
    here = list(
        Membership.objects.current(now).filter(agency=agency, user__is_active=True).select_related("user")
    )
    working = {row.user_id for row in here}
    managers = {row.user_id: row.user for row in here if row.role in roles_granting(Right.AGENCY_MANAGE)}
    last = today + timedelta(days=max(WARNED_BEFORE))
    soon = Certification.objects.filter(agency=agency, user__in=working, expires_on__gt=today)
    written = 0
    for one in with_urgency(soon.expiring_by(last).select_related("user"), today):
        for reader in ({one.user_id: one.user} | managers).values():
            written += _tell(agency, one, reader, now)
    return written


def _tell(agency: Agency, one: Certification, reader: User, now: datetime) -> bool:
    """Writes to one person, once for each time of warning."""
    left = one.days_left or 0
    threshold = min(days for days in WARNED_BEFORE if left <= days)
    with override(reader.language):
        subject, body = _words(agency, one, reader)
    return notify(
        key=f"certification:{one.pk}:{threshold}:{reader.pk}",
        agency=agency,
        user=reader,
        email=reader.email,
        subject=subject,
        body=body,
        language=reader.language,
        sender_name=agency.name,
        at=now,
        wake=False,
        topic=Topic.OTHER,
        link=_page(agency, one),
    )


def _page(agency: Agency, one: Certification) -> str:
    return f"{link_to('skills:person', one.user_id)}?agency={agency.slug}"


def _words(agency: Agency, one: Certification, reader: User) -> tuple[str, str]:
    """Subject and body, in the active language."""
    said = {
        "person": one.user.name,
        "name": reader.get_short_name(),
        "certification": one.name,
        "issuer": one.issuer,
        "day": date_words(one.expires_on) if one.expires_on else "",
        "left": one.days_left,
        "link": _page(agency, one),
    }
    if reader.pk == one.user_id:
        subject = _("Your certification “%(certification)s” expires on %(day)s")
        body = _(
            "Hello %(name)s,\n\nYour certification “%(certification)s” (%(issuer)s) expires on "
            "%(day)s. Days left: %(left)d.\nOnce it is renewed, add the new one here:\n%(link)s"
        )
    else:
        subject = _("%(person)s: the certification “%(certification)s” expires on %(day)s")
        body = _(
            "Hello %(name)s,\n\nThe certification “%(certification)s” (%(issuer)s) of %(person)s "
            "expires on %(day)s. Days left: %(left)d.\nTheir skills:\n%(link)s"
        )
    return subject % said, body % said


def _refuse_renewal(replaced: Certification, agency: Agency, user: User) -> None:
    if (replaced.agency_id, replaced.user_id) != (agency.pk, user.pk):
        raise ValidationError(_("This certification is somebody else's."))
    if Certification.objects.filter(replaces=replaced).exists():
        raise ValidationError(_("This certification was renewed already."))


def _said(certification: Certification) -> dict[str, Any]:
    return {name: getattr(certification, name) for name in SAID}
