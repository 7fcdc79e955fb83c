"""Tasks that failed: written down as they fail, set going again by whoever runs the installation."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from celery import current_app
from django.db import DatabaseError, IntegrityError, close_old_connections, connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from cmhub.lib.enqueue import send
from cmhub.lib.error_words import kind_of
from cmhub.lib.forgetting import forget
from cmhub.lib.scope import everything
from cmhub.operations.models import FailedTask

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)


class NotTakenError(Exception):
    """The queue did not take the task: nothing has changed."""


def note_failure(
    *,
    task: str,
    task_id: str,
    request_id: str,
    args: Sequence[Any] | None,
    kwargs: Mapping[str, Any] | None,
    error: BaseException,
    at: datetime | None = None,
) -> None:
    """Never fails itself: while the database is down the log has it."""
    now, ids, kind = at or timezone.now(), ids_of(args, kwargs), kind_of(error)[:250]
    fingerprint = sha256(repr((task, ids, kind)).encode()).hexdigest()
    last: dict[str, Any] = {"last_at": now, "task_id": task_id, "request_id": request_id}
    new = FailedTask(task=task, args=ids, error=kind, fingerprint=fingerprint, first_at=now, **last)
    if not connection.in_atomic_block:
        close_old_connections()  # of which one may be what the task broke on
    try:
        _write(new, last)
    except DatabaseError as problem:
        log.warning("A failed task is not written down: %s", problem)


def _write(new: FailedTask, last: dict[str, Any]) -> None:
    same = FailedTask.objects.open().filter(fingerprint=new.fingerprint)
    if same.update(times=F("times") + 1, **last):
        return
    try:
        with transaction.atomic():
            new.save()
    except IntegrityError:  # another worker has just written it
        same.update(times=F("times") + 1, **last)


def ids_of(args: Sequence[Any] | None, kwargs: Mapping[str, Any] | None) -> list[int] | None:
    """The arguments, where they are ids alone."""
    if kwargs or not all(type(value) is int for value in args or ()):
        return None
    return list(args or ())


def listed(limit: int) -> tuple[list[FailedTask], int]:
    """Those that wait for somebody, the latest first, and how many there are."""
    with everything():
        rows = FailedTask.objects.open()
        return list(rows.order_by("-last_at", "-pk")[:limit]), rows.count()


def is_there(pk: int) -> bool:
    with everything():
        return FailedTask.objects.filter(pk=pk).exists()


def is_known(failed: FailedTask) -> bool:
    """Whether it can be done again: the program still has it, and its arguments are here."""
    return failed.args is not None and failed.task in current_app.tasks


def retry(*, pk: int, by: User, at: datetime | None = None) -> bool:
    """Hands the task to its queue once more; False where somebody has done so already, or it cannot be.

    Raises NotTakenError while the queue does not answer.
    """
    with everything(), transaction.atomic():
        failed = FailedTask.objects.open().select_for_update(of=("self",)).filter(pk=pk).first()
        if failed is None or not is_known(failed):
            return False
        failed.retried_at, failed.retried_by = at or timezone.now(), by
        failed.save(update_fields=["retried_at", "retried_by"])
        # Before the commit: what is marked and never handed over would be lost, and tasks may run twice.
        if not send(current_app.tasks[failed.task], tuple(failed.args or ()), {}):
            raise NotTakenError
    return True


def forget_old(*, at: datetime | None = None) -> int:
    return forget(FailedTask.objects.filter(last_at__lt=(at or timezone.now()) - KEPT_FOR))
