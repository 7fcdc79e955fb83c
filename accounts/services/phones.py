"""The browsers in which a person wants to be told at once."""

from __future__ import annotations

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Topic, Urgency
from accounts.models import Agency, Notice, PushMessage, PushSubscription, User
from accounts.services.audit import record
from accounts.services.outbox import push
from accounts.services.push_keys import CURVE, decoded
from cmhub.lib.addresses import RefusedAddressError, check_written
from cmhub.lib.scope import everything

MOST = 10
"""Browsers of one person; the one that was added first gives way."""
LONGEST_ADDRESS = 1000
AUTH_BYTES = 16


def add_phone(
    *, user: User, endpoint: str, p256dh: str, auth: str, user_agent: str, at: datetime | None = None
) -> PushSubscription:
    """From now on this browser is told what the person wants to be told at once.

    A browser is of one person: who adds it last. Raises ValidationError for an address that is none of the
    public web, and for keys that are none.
    """
    _check(endpoint, p256dh, auth)
    now = at or timezone.now()
    values = {"user": user, "p256dh": p256dh, "auth": auth, "user_agent": user_agent[:300]}
    with transaction.atomic(), everything():  # a browser may have been somebody else's
        phone, made = PushSubscription.objects.update_or_create(
            endpoint=endpoint, defaults=values, create_defaults={**values, "added_at": now}
        )
        PushMessage.objects.filter(subscription=phone, state="pending").exclude(notice__user=user).delete()
        newest = PushSubscription.objects.filter(user=user).order_by("-added_at", "-pk")
        PushSubscription.objects.filter(pk__in=list(newest.values_list("pk", flat=True)[MOST:])).delete()
        if made:
            record(verb="phone.added", what=user, by=user, at=now)
    return phone


def remove_phone(*, phone: PushSubscription, by: User, at: datetime | None = None) -> None:
    with transaction.atomic():
        removed, _by_model = PushSubscription.objects.filter(pk=phone.pk).delete()
        if removed:
            record(verb="phone.removed", what=by, by=by, at=at)


def try_phones(*, user: User, at: datetime | None = None) -> bool:
    """Sends a first message to the person's browsers, whatever the hour; False where there is none."""
    now = at or timezone.now()
    phones = tuple(PushSubscription.objects.filter(user=user).values_list("pk", flat=True))
    agency = Agency.objects.visible_to(user).first()
    if not phones or agency is None:
        return False
    key = f"phone:{user.pk}:{now.isoformat()}"
    with transaction.atomic(), everything():  # the outbox is nobody's
        Notice.objects.create(
            agency=agency,
            user=user,
            key=key,
            topic=Topic.ACCOUNT,
            urgency=Urgency.CRISIS,
            sender_name="CM Hub",
            title=_("This is how a notification of CM Hub looks"),
            at=now,
            read_at=now,
        )
        push({key: phones})
    return True


def _check(endpoint: str, p256dh: str, auth: str) -> None:
    try:
        if len(endpoint) > LONGEST_ADDRESS:
            raise ValueError
        check_written(endpoint)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(p256dh))
        if len(decoded(auth)) != AUTH_BYTES:
            raise ValueError
    except RefusedAddressError as error:
        raise ValidationError(str(error), code="address") from error
    except ValueError as error:
        raise ValidationError(_("This browser’s keys cannot be read: try again."), code="keys") from error
