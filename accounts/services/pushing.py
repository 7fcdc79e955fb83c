"""Sending the lines of the outbox that are for browsers, each at most once.

By the same rules as mails: claimed by a conditional update, sent, marked; a push service that is not there
costs no attempt, a refusal (429 and 5xx) is tried again, no answer after the request was handed over is
unknown. Where the service says that the browser is gone (404, 410), it is forgotten, and so is one whose
service was silent several times running: anybody may give an address that keeps us waiting. What the person
has read meanwhile is not sent.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from py_vapid import Vapid02, VapidException
from pywebpush import WebPusher, WebPushException

from accounts.choices import NotificationState, Topic, Urgency
from accounts.models import PushMessage, PushSubscription
from accounts.services.hearing import Hearing, hearing_of
from accounts.services.outgoing import (
    INTERRUPTED,
    OVER,
    UNCLEAR_AFTER,
    UNREACHED_FOR,
    WORKS_FOR,
    again_after_refusal,
    claim_first,
    put_back,
    still_held,
)
from accounts.services.push_keys import private_key
from cmhub.lib import posting
from cmhub.lib.addresses import RefusedAddressError, UnknownHostError, target_of
from cmhub.lib.text import excerpt

KEPT_FOR = timedelta(days=1)
"""How long a push service keeps a message for a browser that is off; later it is of no use."""
SIGNED_FOR = timedelta(hours=12)
LONGEST = 1_200
"""Characters of a text: services take 4,096 bytes, encrypted."""
LEFT_ALONE = timedelta(minutes=10)
"""The longest time before a service that is not there is tried again."""
SILENT = 3
"""Lines in a row without an answer after which a browser is forgotten."""
GONE = (404, 410)
TRY_AGAIN = (429, 500, 502, 503, 504)
HASTE = {Urgency.CRISIS: "high", Urgency.URGENT: "high", Urgency.NORMAL: "normal", Urgency.DIGEST: "low"}


def send_pushes(*, at: datetime | None = None, limit: int = 500, works_for: float = WORKS_FOR) -> int:
    """Sends what is due, the oldest first; how many were sent. A browser whose push service is not there gets
    nothing more in this round.
    """
    clock: Callable[[], datetime] = timezone.now if at is None else lambda: at
    until = time.monotonic() + works_for
    give_up_unclear(clock())
    sent = 0
    for _number in range(limit):
        line = claim(clock()) if time.monotonic() < until else None
        if line is None:
            break
        sent += _send(line, clock())
    return sent


def claim(now: datetime) -> PushMessage | None:
    due: Any = PushMessage.objects.due(now).select_related("notice", "subscription")
    return claim_first(due, now)


def give_up_unclear(now: datetime) -> int:
    begun = PushMessage.objects.interrupted(now - UNCLEAR_AFTER)
    return int(begun.update(state=NotificationState.UNKNOWN, error=INTERRUPTED))


def _send(line: PushMessage, now: datetime) -> bool:
    phone, notice = line.subscription, line.notice
    heard = hearing_of([notice.user_id]).get(notice.user_id)
    over = (notice.read_at and notice.urgency != Urgency.CRISIS) or line.created_at < now - KEPT_FOR
    if phone is None or phone.user_id != notice.user_id or heard is None or over:
        return _settle(line, state=NotificationState.REFUSED, error="nobody is to be told any more")
    until = heard.held_until(line.urgency, now)
    if until > now:
        put_back(line, until=until)
        return False
    try:
        answer = _post(line, phone, heard, now)
    except (UnknownHostError, posting.UnreachedError) as error:
        waited = (now - line.created_at) / 4
        until = now + min(max(UNREACHED_FOR, waited), LEFT_ALONE)
        put_back(line, until=until, error=f"not reached: {error}"[:1000])
        _leave_alone(phone, until)
        return False
    except posting.SilentError as error:
        _settle(line, state=NotificationState.UNKNOWN, error=str(error)[:1000])
        _leave_alone(phone, now + UNREACHED_FOR)
        _forget_silent(phone)
        return False
    except (RefusedAddressError, WebPushException, ValueError) as error:
        _settle(line, state=NotificationState.REFUSED, error=str(error)[:1000])
        return False
    return _mark(line, phone, answer, now)


def _leave_alone(phone: PushSubscription, until: datetime) -> None:
    """What else is for it waits as long, so that one browser does not keep the others waiting."""
    waiting = PushMessage.objects.filter(subscription=phone, state=NotificationState.PENDING)
    waiting.filter(next_attempt_at__lt=until).update(next_attempt_at=until)


def _forget_silent(phone: PushSubscription) -> None:
    """Forgets a browser whose service gave no answer the last few times; the lines in the product stay."""
    over = PushMessage.objects.filter(subscription=phone, state__in=OVER).order_by("-claimed_at", "-pk")
    last = list(over.values_list("state", flat=True)[:SILENT])
    if last == [NotificationState.UNKNOWN] * SILENT:
        PushSubscription.objects.filter(pk=phone.pk).delete()


def _mark(line: PushMessage, phone: PushSubscription, answer: posting.Answer, now: datetime) -> bool:
    told = f"answered {answer.status}"
    if answer.is_good:
        return _settle(line, state=NotificationState.SENT, sent_at=now, error="")
    if answer.status in TRY_AGAIN:
        wait = _asked_to_wait(answer.retry_after, now)
        _settle(line, **again_after_refusal(line, now, told, wait=wait))
        return False
    with transaction.atomic():
        _settle(line, state=NotificationState.REFUSED, error=told)
        if answer.status in GONE:
            PushSubscription.objects.filter(pk=phone.pk).delete()
    return False


def _post(line: PushMessage, phone: PushSubscription, heard: Hearing, now: datetime) -> posting.Answer:
    """One request to the push service, encrypted for the browser (RFC 8291) and signed by us."""
    target = target_of(phone.endpoint)
    pusher = WebPusher({"endpoint": phone.endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}})
    body = pusher.encode(json.dumps(payload_of(line, heard), ensure_ascii=False).encode())["body"]
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(int(KEPT_FOR.total_seconds())),
        "Urgency": HASTE[Urgency(line.urgency)],
        # Of two messages with one of these names, a service gives a browser that was off the last alone.
        "Topic": hashlib.sha256(line.notice.key.encode()).hexdigest()[:32],
    }
    return posting.post(target, body, headers | _signed(phone.endpoint, now))


def _signed(endpoint: str, now: datetime) -> dict[str, str]:
    service = urlsplit(endpoint)
    claims = {
        "aud": f"{service.scheme}://{service.netloc}",
        "exp": int((now + SIGNED_FOR).timestamp()),
        "sub": settings.VAPID_SUBJECT or f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }
    try:
        signed: dict[str, str] = Vapid02.from_raw(private_key().encode()).sign(claims)
    except VapidException as error:  # of the settings, and no fault of the message's
        raise posting.UnreachedError(str(error)) from error
    return signed


def payload_of(line: PushMessage, heard: Hearing) -> dict[str, str]:
    """What the browser shows. On a locked screen others may read: it names what there is, and what it is
    about only for who wants that.
    """
    notice = line.notice
    with override(heard.language):
        told = {
            "title": "CM Hub",
            "body": _("New: %(topic)s") % {"topic": notice.get_topic_display()},
            "url": f"/notifications/{notice.pk}/",
            "tag": f"notice-{notice.pk}",
        }
    if heard.push_shows_text or notice.topic == Topic.ACCOUNT:
        told |= {"title": notice.sender_name, "body": excerpt(notice.title, LONGEST)}
    return told


def _asked_to_wait(retry_after: str, now: datetime) -> timedelta:
    """What a service asks for, of a day at most; nothing where it asks for nothing that is readable."""
    try:
        wait = (
            timedelta(seconds=int(retry_after))
            if retry_after.isdigit()
            else parsedate_to_datetime(retry_after) - now
        )
    except (ValueError, TypeError, OverflowError):
        return timedelta()
    return min(max(wait, timedelta()), timedelta(days=1))


def _settle(line: PushMessage, **values: Any) -> bool:
    return bool(still_held(line).update(**values)) and values["state"] == NotificationState.SENT
