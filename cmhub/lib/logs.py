"""How lines of the log are written: who and what in numbers, nothing that anybody wrote.

Anybody may log as usual. Errors among the arguments become their kind (`cmhub.lib.error_words`), paths of
requests the name of their route, and what is left is scrubbed (`cmhub.lib.redaction`).
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from cmhub.lib.error_words import kind_of, trail_of
from cmhub.lib.redaction import scrubbed
from cmhub.lib.work import current_work, route_of

FACTS = "facts"
"""`log.info("…", extra={FACTS: {"status": 200}})` puts fields beside the sentence."""
LONGEST = 2_000
"""Characters of a sentence."""
UNREADABLE = re.compile(r"^(Invalid request) from .*", re.DOTALL)
"""gunicorn's sentence, which goes on with what was sent."""


class Kind(str):
    """The kind of an error in the place of the error, whether a line wants it by `%s` or `%r`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What is told of a line, in the order in which it is read."""
    told: dict[str, Any] = {
        "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": sentence_of(record),
    }
    if work := current_work():
        told |= work.told()
    told |= getattr(record, FACTS, {})
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and record.exc_info:
        told |= {"error": kind_of(error), "trace": trail_of(error, record.exc_info[2])}
    return told


def sentence_of(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    path = {request.path: route_of(request)} if request is not None else {}

    def fit(value: Any) -> Any:
        if isinstance(value, BaseException):
            return Kind(kind_of(value))
        return path.get(value, value) if isinstance(value, str) else value

    args: Any = record.args
    if isinstance(args, dict):
        args = {name: fit(value) for name, value in args.items()}
    elif args:
        args = tuple(fit(value) for value in args)
    said = str(record.msg) if not isinstance(record.msg, BaseException) else kind_of(record.msg)
    text = said % args if args else said
    return scrubbed(UNREADABLE.sub(r"\1", _without_text_of(record, text)))[:LONGEST]


def _without_text_of(record: logging.LogRecord, text: str) -> str:
    """Some loggers write the text of the error into their sentence beside handing the error on."""
    error = record.exc_info[1] if record.exc_info else None
    own = str(error) if error is not None else ""
    return text.replace(own, kind_of(error)) if own and error is not None else text


class JsonLines(logging.Formatter):
    """One object a line, for programs that gather logs."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(facts_of(record), ensure_ascii=False, default=str)


class Readable(logging.Formatter):
    """A line for people, followed by where an error happened."""

    def format(self, record: logging.LogRecord) -> str:
        told = facts_of(record)
        head = [told.pop(name) for name in ("timestamp", "level", "logger", "event")]
        trace, error = told.pop("trace", []), told.pop("error", "")
        beside = "".join(f" {name}={value}" for name, value in told.items())
        line = f"{head[0]} {head[1].upper():<7} {head[2]}: {head[3]}{beside}"
        return "\n".join([line, *(f"    {step}" for step in trace), *([f"  {error}"] if error else [])])


def logging_settings(formatter: type[logging.Formatter]) -> dict[str, Any]:
    """LOGGING of Django's, also for gunicorn and Celery: all on standard error, in one form."""
    to_console: dict[str, Any] = {"handlers": ["console"], "level": "INFO", "propagate": False}
    own_line_instead = {"level": "CRITICAL"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{formatter.__module__}.{formatter.__qualname__}"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": to_console,
            "django.request": {"level": "ERROR"},  # what was refused has its line of cmhub.requests
            "gunicorn.error": to_console,
            "gunicorn.access": own_line_instead,
            "celery": {"level": "INFO"},
            "celery.beat": {"level": "WARNING"},
            "celery.app.trace": own_line_instead,  # these write arguments and texts of errors
            "celery.worker.strategy": own_line_instead,
        },
    }
