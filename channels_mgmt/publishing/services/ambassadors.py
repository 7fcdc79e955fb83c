"""Those who speak of the brand to others: who they are, what was said with them, what they relayed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.record import record_of
from channels_mgmt.publishing.models import (
    Ambassador,
    AmbassadorAccount,
    AmbassadorContact,
    Post,
    Relay,
)
from channels_mgmt.publishing.relation_choices import Relation
from cmhub.lib.editions import locked
from cmhub.lib.keys import made_with
from cmhub.lib.text import normalise_handle


def save_ambassador(
    *,
    brand: Brand,
    values: Mapping[str, Any],
    by: User,
    key: UUID | None = None,
    ambassador: Ambassador | None = None,
    edition: int | None = None,
    at: datetime | None = None,
) -> Ambassador:
    """Somebody new, once for a `key`, or the one given as they are said to be now.

    The record does not say who it is. Raises ChangedMeanwhileError for an edition that is not the last, and
    ValidationError for what is not public without consent.
    """
    now = at or timezone.now()
    with transaction.atomic():
        if ambassador is None and (before := made_with(key, Ambassador, brand_id=brand.pk)):
            return before
        held = (
            hold(ambassador, edition)
            if ambassador
            else Ambassador(brand=brand, key=key or uuid4(), added_at=now)
        )
        verb = "ambassador.changed" if ambassador else "ambassador.added"
        held.edition += bool(ambassador)
        for name, value in values.items():
            setattr(held, name, value)
        held.name_key, held.last_at = normalise_handle(held.name)[:200], now
        held.full_clean(exclude=["brand", "key", "looked_after_by"])
        held.save()
        record_of(brand, what=held, verb=verb, by=by, at=now)
    return held


def hold(ambassador: Ambassador, edition: int | None = None) -> Ambassador:
    """As they are now, kept from others until the transaction ends.

    Raises ChangedMeanwhileError for an edition that is not the last, and ValidationError for who is erased.
    """
    held = locked(Ambassador.objects.select_related("brand"), ambassador.pk, edition)
    if held.is_erased:
        raise ValidationError(_("This person is erased: nothing more is kept of them."), code="erased")
    return held


def save_account(
    *,
    ambassador: Ambassador,
    network: str,
    handle: str,
    audience: int | None = None,
    counted_on: date | None = None,
    by: User,
    at: datetime | None = None,
) -> AmbassadorAccount:
    """Their account on a network; the same handle again brings its number of followers up to date."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(ambassador)
        name = {"network": network, "handle_key": normalise_handle(handle)[:200]}
        account = AmbassadorAccount.objects.filter(ambassador=held, **name).first()
        account = account or AmbassadorAccount(ambassador=held, **name)
        account.handle = handle.strip()
        account.audience = audience
        account.counted_on = None if audience is None else counted_on or timezone.localdate(now)
        account.full_clean(exclude=["ambassador"])
        account.save()
        record_of(held.brand, what=held, verb="ambassador.changed", by=by, at=now)
    return account


def remove_account(*, account: AmbassadorAccount, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        held = hold(account.ambassador)
        AmbassadorAccount.objects.filter(pk=account.pk).delete()
        record_of(held.brand, what=held, verb="ambassador.changed", by=by, at=at or timezone.now())


def log_contact(
    *,
    ambassador: Ambassador,
    way: str,
    words: str,
    by: User,
    key: UUID,
    next_on: date | None = None,
    at: datetime | None = None,
) -> AmbassadorContact:
    """That somebody spoke with them; who had only been spotted is contacted. `next_on` is when to speak
    again, and takes the place of the day that there was.
    """
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(ambassador)
        if known := AmbassadorContact.objects.filter(ambassador=held, key=key).first():
            return known
        made = AmbassadorContact(ambassador=held, at=now, by=by, way=way, words=words.strip(), key=key)
        made.full_clean(exclude=["ambassador", "by"])
        made.save()
        if held.state == Relation.SPOTTED:
            held.state = Relation.CONTACTED
        held.next_on, held.last_at = next_on, now
        held.edition += 1
        held.save(update_fields=["state", "next_on", "last_at", "edition"])
        record_of(held.brand, what=held, verb="ambassador.contacted", by=by, at=now)
    return made


def log_relay(
    *,
    ambassador: Ambassador,
    on: date,
    by: User,
    key: UUID,
    post: Post | None = None,
    url: str = "",
    reach: int | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Relay:
    """What they passed on. Raises ValidationError where it is not said what."""
    now = at or timezone.now()
    with transaction.atomic():
        held = hold(ambassador)
        if known := Relay.objects.filter(ambassador=held, key=key).first():
            return known
        if post is not None and post.brand_id != held.brand_id:
            raise ValidationError(_("This post is another brand's."), code="post")
        made = Relay(
            ambassador=held, post=post, on=on, url=url, reach=reach, words=words.strip(), key=key,
            logged_by=by, logged_at=now,
        )  # fmt: skip
        made.full_clean(exclude=["ambassador", "logged_by", "post"])
        made.save()
        held.last_at = now
        held.save(update_fields=["last_at"])
        record_of(held.brand, what=held, verb="ambassador.relayed", by=by, at=now)
    return made


def take_back_relay(*, relay: Relay, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        held = hold(relay.ambassador)
        Relay.objects.filter(pk=relay.pk).delete()
        record_of(held.brand, what=held, verb="ambassador.relay_taken_back", by=by, at=at or timezone.now())


def withdraw_consent(*, ambassador: Ambassador, by: User, at: datetime | None = None) -> Ambassador:
    """They agree no more: what is not public of them goes at once."""
    with transaction.atomic():
        held = hold(ambassador)
        held.consented_on, held.consent_how, held.private = None, "", ""
        held.edition += 1
        held.save(update_fields=["consented_on", "consent_how", "private", "edition"])
        record_of(held.brand, what=held, verb="ambassador.consent_withdrawn", by=by, at=at or timezone.now())
    return held
