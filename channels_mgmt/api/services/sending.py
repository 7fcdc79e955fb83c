"""Sending what webhooks are to be told, signed, up to eight times over a day.

A line is claimed by a conditional update, sent, and marked. The other side knows by its number what it has
had already, so that what ended unclearly is tried again as well; if none of the attempts ended well, it stays
unknown, where another one, which is known not to have arrived, has failed.
"""

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from standardwebhooks.webhooks import Webhook as Signer

from channels_mgmt.api.choices import DeliveryState, Problem
from channels_mgmt.api.models import Delivery
from channels_mgmt.api.services.webhooks import signing_key_of, switch_webhook
from cmhub.lib import posting
from cmhub.lib.addresses import RefusedAddressError, Target, UnknownHostError, target_of

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=7),
    timedelta(hours=9),
)
"""Waits after each attempt but the eighth, which is the last: a day, all told."""
CLAIMED_FOR = timedelta(minutes=5)
"""Longer than any attempt lasts: what has been claimed for so long was interrupted."""
WORKS_FOR = 60.0
"""Seconds that one task sends before it lets others of its queue come first."""
GONE = 410
"""By which an address says that it wants to be told nothing more."""
AGENT = "CM-Hub-Webhooks"


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt: no problem, or which, and whether it may have arrived all the same."""

    code: int | None = None
    problem: str = ""
    unclear: bool = False


def send_due(*, at: datetime | None = None, works_for: float = WORKS_FOR) -> int:
    """Sends what is due, the oldest first; how many arrived. An address with which something is wrong gets
    nothing more in this round, so that it does not keep the others waiting.
    """
    until = time.monotonic() + works_for
    troubled: set[int] = set()
    sent = 0
    while time.monotonic() < until:
        now = at or timezone.now()
        delivery = claim(now, troubled)
        if delivery is None:
            break
        outcome = attempt(delivery, now)
        settle(delivery, outcome, at or timezone.now())
        if outcome.problem:
            troubled.add(delivery.webhook_id)
        else:
            sent += 1
    return sent


def claim(now: datetime, troubled: set[int]) -> Delivery | None:
    """Takes what has been due longest, so that no other worker sends it."""
    with transaction.atomic():
        due = Delivery.objects.due(now).exclude(webhook__in=troubled).select_related("webhook__brand")
        delivery = (
            due.select_for_update(of=("self",), skip_locked=True).order_by("next_attempt_at", "pk").first()
        )
        if delivery is None:
            return None
        delivery.attempts += 1
        delivery.next_attempt_at = now + CLAIMED_FOR
        # Until it is told otherwise: of a worker that dies nobody hears whether it had sent.
        Delivery.objects.filter(pk=delivery.pk).update(
            attempts=delivery.attempts,
            next_attempt_at=delivery.next_attempt_at,
            unclear=True,
            problem=Problem.STOPPED,
        )
    return delivery


def attempt(delivery: Delivery, now: datetime) -> Outcome:
    body = json.dumps(delivery.payload, separators=(",", ":"), ensure_ascii=False)
    number = str(delivery.number)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "webhook-id": number,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(signing_key_of(delivery.webhook)).sign(number, now.astimezone(UTC), body),
    }
    try:
        target = target_of(delivery.webhook.url)
    except RefusedAddressError:
        return Outcome(problem=Problem.ADDRESS)
    except UnknownHostError:
        return Outcome(problem=Problem.UNREACHED)
    return post(target, body.encode(), headers)


def post(target: Target, body: bytes, headers: dict[str, str]) -> Outcome:
    try:
        answer = posting.post(target, body, headers)
    except posting.UnreachedError:
        return Outcome(problem=Problem.UNREACHED)
    except posting.SilentError:
        return Outcome(problem=Problem.SILENT, unclear=True)
    return Outcome(code=answer.status, problem="" if answer.is_good else Problem.REFUSED)


def settle(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    """Marks what became of the attempt, unless somebody else has meanwhile taken it."""
    unclear = delivery.unclear or outcome.unclear
    values: dict[str, object] = {
        "response_code": outcome.code,
        "problem": outcome.problem,
        "unclear": unclear and bool(outcome.problem),
    }
    over = outcome.code == GONE or delivery.attempts > len(RETRY_AFTER)
    if not outcome.problem:
        values |= {"state": DeliveryState.SENT, "next_attempt_at": None, "ended_at": now}
    elif over:
        state = DeliveryState.UNKNOWN if unclear else DeliveryState.FAILED
        values |= {"state": state, "next_attempt_at": None, "ended_at": now}
    else:
        values["next_attempt_at"] = now + RETRY_AFTER[delivery.attempts - 1]
    held = Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.PENDING, attempts=delivery.attempts
    ).update(**values)
    if held and outcome.code == GONE:
        switch_webhook(webhook=delivery.webhook, active=False, by=None, at=now)
