"""What this process is doing just now, for what is noted on the way: the answer to a request, or a task.

Each has a number, `request_id`, that goes with what it hands to the queue: what a page set off is found by
it in the logs of all programs.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.http import HttpRequest

UNKNOWN_ROUTE = "unmatched"
LOOKS_LIKE_A_NUMBER = re.compile(r"[0-9a-fA-F-]{16,64}")
"""What proxies write as `X-Request-ID`: hexadecimal, and so nobody's name."""


@dataclass
class Work:
    request_id: str
    request: HttpRequest | None = None
    task: str = ""
    task_id: str = ""
    began: float = field(default_factory=monotonic)

    @property
    def seconds(self) -> float:
        """For how long it has been done."""
        return monotonic() - self.began

    def told(self) -> dict[str, Any]:
        """What a line of the log says of it: numbers and names of the program, nobody's."""
        if self.request is None:
            return {"request_id": self.request_id, "task": self.task, "task_id": self.task_id}
        person = getattr(self.request, "_cached_user", None)  # Django's own, there once somebody asked
        told = {"request_id": self.request_id, "route": route_of(self.request)}
        return told | ({"user": person.pk} if person is not None and person.pk else {})


_current: ContextVar[Work | None] = ContextVar("work", default=None)


def current_work() -> Work | None:
    return _current.get()


@contextmanager
def doing(work: Work) -> Iterator[Work]:
    token = _current.set(work)
    try:
        yield work
    finally:
        _current.reset(token)


def new_number() -> str:
    return uuid.uuid4().hex


def looks_like_a_number(text: str) -> bool:
    return bool(LOOKS_LIKE_A_NUMBER.fullmatch(text))


def route_of(request: HttpRequest) -> str:
    """The name of the address that was asked for, without what it was filled in with."""
    match = request.resolver_match
    return (match.view_name or match.route or UNKNOWN_ROUTE) if match else UNKNOWN_ROUTE


def numbers_in(request: HttpRequest) -> dict[str, int]:
    """The ids that the address named."""
    match = request.resolver_match
    filled = match.kwargs if match else {}
    return {name: value for name, value in filled.items() if isinstance(value, int)}
