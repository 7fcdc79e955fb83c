"""Whether the contacts of a company can be reached: test messages they confirm, calls that people record.

A confirmation is of a line as it was written then: an address that changed is to be confirmed anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.choices import DirectLine, Topic
from accounts.models import Company, Contact, LineCheck, User
from accounts.services.audit import record
from accounts.services.outbox import notify, wake_sender
from channels_mgmt.brands.models import Brand
from cmhub.lib.links import digest_of, link_to, new_token
from cmhub.lib.scope import everything

VALID_FOR = timedelta(days=7)
STALE_AFTER = timedelta(days=90)
NOT_AGAIN_WITHIN = timedelta(hours=1)
"""Whoever was asked by another form a moment ago is not asked twice."""


class LinkState(StrEnum):
    """What a link of a test message leads to."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    CHANGED = "changed"


class Standing(StrEnum):
    """What is known of a line today."""

    CONFIRMED = "confirmed"
    STALE = "stale"
    ASKED = "asked"
    NEVER = "never"


@dataclass(frozen=True)
class Known:
    """When a line was last confirmed, and by whom where a person recorded it; when it was asked in vain."""

    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    asked_at: datetime | None = None

    def standing(self, at: datetime) -> Standing:
        if self.confirmed_at and self.confirmed_at > at - STALE_AFTER:
            return Standing.CONFIRMED
        if self.asked_at:
            return Standing.ASKED
        return Standing.STALE if self.confirmed_at else Standing.NEVER


def contacts_of(brand: Brand) -> QuerySet[Contact]:
    """Whoever is asked in one of the company's departments."""
    return Contact.objects.filter(
        department__company=brand.company_id, department__closed_at=None, left_at=None
    )


def ask(
    *,
    brand: Brand,
    by: User | None,
    key: UUID,
    contact: Contact | None = None,
    at: datetime | None = None,
) -> int:
    """Sends a test message to each contact's e-mail address, or to that of one; returns how many leave.

    The second call with a `key` sends nothing, and nobody is asked twice within an hour. The message is
    the brand's and names nobody else.
    """
    now = at or timezone.now()
    asked = contacts_of(brand).exclude(email="").select_related("department", "user").order_by("pk")
    if contact is not None:
        asked = asked.filter(pk=contact.pk)
    with transaction.atomic():
        Company.objects.select_for_update().get(pk=brand.company_id)
        checks = LineCheck.objects.filter(company=brand.company_id, line=DirectLine.EMAIL)
        if checks.filter(key=key).exists():
            return 0
        lately = checks.filter(digest__isnull=False, asked_at__gt=now - NOT_AGAIN_WITHIN)
        pending = set(lately.values_list("contact_id", "address"))
        sent = [_send(brand, one, key, by, now) for one in asked if (one.pk, one.email) not in pending]
        if sent:
            wake_sender()
            record(
                verb="reachability.asked",
                what=brand,
                by=by,
                at=now,
                agency_id=brand.agency_id,
                brand_id=brand.pk,
                count=len(sent),
            )
    return len(sent)


def record_reached(
    *,
    brand: Brand,
    contact: Contact,
    line: str,
    by: User | None,
    key: UUID | None = None,
    at: datetime | None = None,
) -> None:
    """Somebody called, or wrote by WhatsApp, and was answered: what no message can confirm.

    The second call with a `key` changes nothing. Raises ValidationError for a line that the contact does
    not have, or that only they can confirm.
    """
    now = at or timezone.now()
    if line not in (DirectLine.PHONE, DirectLine.WHATSAPP) or not getattr(contact, line):
        raise ValidationError(_("This contact has no such line."))
    with transaction.atomic():
        Company.objects.select_for_update().get(pk=brand.company_id)
        if key and LineCheck.objects.filter(key=key, contact=contact, line=line).exists():
            return
        LineCheck.objects.create(
            company=brand.company,
            contact=contact,
            line=line,
            address=getattr(contact, line),
            sender_name=brand.name,
            key=key or uuid4(),
            asked_at=now,
            asked_by=by,
            confirmed_at=now,
            confirmed_by=by,
        )
        record(
            verb="contact.reached",
            what=contact,
            by=by,
            at=now,
            agency_id=brand.agency_id,
            brand_id=brand.pk,
            line=line,
        )


def find_check(token: str) -> LineCheck | None:
    """What a link of a test message is about; None for a link that was never sent."""
    sent = LineCheck.objects.filter(digest=digest_of(token))
    with everything():  # the link is all that whoever has it needs
        return sent.select_related("company", "contact__department", "contact__user").first()


def state_of(check: LineCheck, at: datetime) -> LinkState:
    if check.confirmed_at:
        return LinkState.CONFIRMED
    if not check.was_for(check.contact):
        return LinkState.CHANGED
    return LinkState.EXPIRED if check.expires_at and at >= check.expires_at else LinkState.WAITING


def confirm(*, check: LineCheck, at: datetime | None = None) -> LinkState:
    """The contact says that the message reached them; gives back what the link was before."""
    now = at or timezone.now()
    with everything(), transaction.atomic():
        held = LineCheck.objects.select_for_update(of=("self",)).select_related("contact", "company")
        one = held.get(pk=check.pk)
        before = state_of(one, now)
        if before == LinkState.WAITING:
            one.confirmed_at = max(now, one.asked_at)  # a clock may have been put back
            one.save(update_fields=["confirmed_at"])
            record(
                verb="contact.confirmed",
                what=one.contact,
                by=None,
                at=now,
                agency_id=one.company.agency_id,
                line=one.line,
            )
    return before


def known_of(company: int, contacts: Iterable[int]) -> dict[tuple[int, str, str], Known]:
    """What is known of the lines of contacts, by contact, kind of line and address, in one query.

    An asking counts as unanswered only after the last confirmation of the line.
    """
    parts = ("contact_id", "line", "address", "open")
    latest = (
        LineCheck.objects.filter(company=company, contact__in=list(contacts))
        .annotate(open=Q(confirmed_at=None), when=Coalesce("confirmed_at", "asked_at"))
        .order_by(*parts, "-when", "-pk")
        .distinct(*parts)
        .values(*parts, "when", "digest", "confirmed_by__name")
    )
    known: dict[tuple[int, str, str], Known] = {}
    # A confirmation comes before an asking of the same line: `open` is false first.
    for row in latest:
        line = (row["contact_id"], row["line"], row["address"])
        if not row["open"]:
            known[line] = Known(row["when"], row["confirmed_by__name"] or "")
        elif line not in known:
            known[line] = Known(asked_at=row["when"])
        elif (confirmed := known[line].confirmed_at) and row["when"] > confirmed:
            known[line] = Known(confirmed, known[line].confirmed_by, row["when"])
    return known


def _send(brand: Brand, contact: Contact, key: UUID, by: User | None, now: datetime) -> LineCheck:
    token = new_token()
    check = LineCheck.objects.create(
        company=brand.company,
        contact=contact,
        line=DirectLine.EMAIL,
        address=contact.email,
        sender_name=brand.name,
        key=key,
        digest=digest_of(token),
        asked_at=now,
        asked_by=by,
        expires_at=now + VALID_FOR,
    )
    user = contact.user if contact.user and contact.user.is_active else None
    language = user.language if user else contact.language
    with override(language):
        subject = _("%(brand)s: does this message reach you?") % {"brand": brand.name}
        body = render_to_string("brands/mail/reach.txt", _letter(brand, contact, token))
    notify(
        key=f"reach:{check.pk}",
        agency=brand.agency,
        user=user,
        email=contact.email,
        subject=subject,
        body=body,
        language=language,
        sender_name=brand.name,
        at=now,
        secret=token,
        wake=False,
        topic=Topic.ACCOUNT,
        link=link_to("brands:reach", token),
    )
    return check


def _letter(brand: Brand, contact: Contact, token: str) -> dict[str, Any]:
    return {
        "contact": contact,
        "brand": brand,
        "department": contact.department.name,
        "days": VALID_FOR.days,
        "link": link_to("brands:reach", token),
    }
