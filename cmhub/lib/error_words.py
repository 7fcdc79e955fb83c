"""What may be told of an error in a log: its kind and where it happened, not its text.

The text may repeat what somebody wrote: PostgreSQL's names the row that it refused, a mail server's the
address, Python's the value that was no number.
"""

from __future__ import annotations

import os
import smtplib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import redis
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded, WorkerLostError
from django.core.exceptions import FieldError, ImproperlyConfigured

from cmhub.lib.redaction import scrubbed

SPEAK_OF_THE_PROGRAM = {
    AttributeError,
    FieldError,
    ImportError,
    ImproperlyConfigured,
    ModuleNotFoundError,
    NameError,
    RecursionError,
    SoftTimeLimitExceeded,
    TimeLimitExceeded,
    UnboundLocalError,
    WorkerLostError,
    ZeroDivisionError,
    redis.ConnectionError,
    redis.TimeoutError,
}
"""Kinds, without those that are made of them, whose text names code, settings and servers, and no row."""
_CHECKOUT = str(Path(__file__).resolve().parents[2])
ROOTS = sorted((f"{folder}/" for folder in {*sys.path, _CHECKOUT} if folder), key=len, reverse=True)
"""Of which the inner ones are left out of where a file is."""
DEEPEST = 40
"""Steps that are told of one error: the last ones."""


def kind_of(error: BaseException) -> str:
    """One line: the kind, with what of it is nobody's."""
    name = type(error).__name__
    more = _reasons(error)
    return f"{name} ({more})" if more else name


def _reasons(error: BaseException) -> str:
    if isinstance(error, psycopg.Error) or isinstance(error.__cause__, psycopg.Error):
        return _of_database(error if isinstance(error, psycopg.Error) else error.__cause__)
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return ", ".join(sorted({str(code) for code, _said in error.recipients.values()}))
    if type(error) in SPEAK_OF_THE_PROGRAM:
        return scrubbed(str(error))
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    return ""


def _of_database(error: Any) -> str:
    named = (error.sqlstate, error.diag.table_name, error.diag.column_name, error.diag.constraint_name)
    told = ", ".join(name for name in named if name)
    return told or ("no answer" if isinstance(error, psycopg.OperationalError) else "")


def trail_of(error: BaseException, traceback: Any = None) -> list[str]:
    """Where it happened, the innermost step last; then the same of what it came from."""
    steps = list(_steps(traceback or error.__traceback__))[-DEEPEST:]
    seen = {id(error)}
    while (before := came_from(error)) is not None and id(before) not in seen:
        seen.add(id(before))
        steps += [f"from {kind_of(before)}", *list(_steps(before.__traceback__))[-DEEPEST:]]
        error = before
    return steps


def came_from(error: BaseException) -> BaseException | None:
    """The error in whose handling this one was raised, as Python itself would tell it."""
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _steps(traceback: Any) -> Iterator[str]:
    """Read by hand, since that of a worker's child comes to its parent as a likeness without source lines."""
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield f"{_short(code.co_filename)}:{traceback.tb_lineno} in {code.co_name}"
        traceback = traceback.tb_next


def _short(path: str) -> str:
    return next((path.removeprefix(root) for root in ROOTS if path.startswith(root)), path)
