"""What Celery tells of each task: its number, its line in the log, its place in the figures, its failure."""

from __future__ import annotations

import logging
import time
from typing import Any

from celery import Task, states
from celery.signals import before_task_publish, task_failure, task_postrun, task_prerun

from cmhub.lib.logs import FACTS
from cmhub.lib.work import Work, current_work, doing, new_number
from cmhub.operations.failed_tasks import note_failure
from cmhub.operations.task_counts import count_task

log = logging.getLogger("cmhub.tasks")

NUMBER, HANDED_AT = "request_id", "handed_at"
"""What travels with a task beside its arguments."""
SUCCEEDED, FAILED, RETRIED = "succeeded", "failed", "retried"
STATES = {states.SUCCESS: SUCCEEDED, states.FAILURE: FAILED, states.RETRY: RETRIED}


def connect() -> None:
    before_task_publish.connect(mark, dispatch_uid="operations.mark")
    task_prerun.connect(begin, dispatch_uid="operations.begin")
    task_postrun.connect(end, dispatch_uid="operations.end")
    task_failure.connect(fail, dispatch_uid="operations.fail")


def mark(headers: dict[str, Any], **_signal: Any) -> None:
    work = current_work()
    headers[NUMBER] = work.request_id if work else new_number()
    headers[HANDED_AT] = time.time()


def begin(task: Any, task_id: str, **_signal: Any) -> None:
    number = getattr(task.request, NUMBER, None) or new_number()
    task.request.work = doing(Work(number, task=task.name, task_id=task_id))
    task.request.work.__enter__()


def end(task: Any, state: str, **_signal: Any) -> None:
    work, entered = current_work(), getattr(task.request, "work", None)
    if work is None or entered is None:
        return
    became = STATES.get(state, FAILED)
    count_task(task.name, became, work.seconds)
    log.info("task", extra={FACTS: {"state": became, "ms": round(work.seconds * 1000)}})
    entered.__exit__(None, None, None)


def fail(sender: Task, task_id: str, exception: BaseException, traceback: Any, **signal: Any) -> None:
    """Told by the process that ran the task, or by its parent where it was ended from outside: then nothing
    else is told of it.
    """
    work = current_work()
    if work is None or work.task_id != task_id:
        request = sender.request if sender.request.id == task_id else None
        work = Work(getattr(request, NUMBER, None) or new_number(), task=sender.name, task_id=task_id)
        count_task(sender.name, FAILED)
    with doing(work):
        report(exception, traceback)
    note_failure(
        task=sender.name,
        task_id=task_id,
        request_id=work.request_id,
        args=signal.get("args"),
        kwargs=signal.get("kwargs"),
        error=exception,
    )


def report(error: BaseException, traceback: Any) -> None:
    has_steps = hasattr(traceback, "tb_frame")
    told = (type(error), error, traceback if has_steps else None)
    log.error("task failed", exc_info=told)
