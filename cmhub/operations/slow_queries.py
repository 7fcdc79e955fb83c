"""Statements of pages and tasks that take long, without what they were asked with. Those of commands, for
which somebody waits who knows why, are not told.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from cmhub.lib.logs import FACTS
from cmhub.lib.work import current_work

log = logging.getLogger("cmhub.slow_queries")

LONGEST = 2_000
"""Characters of a statement."""


def connect() -> None:
    if settings.SLOW_QUERY_MS:
        connection_created.connect(watch, dispatch_uid="operations.slow_queries")


def watch(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Around all other wrappers, which may be entered already, and leave by taking the last one away."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, timed)


def timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = (perf_counter() - began) * 1000
        if took >= settings.SLOW_QUERY_MS and current_work():
            facts = {"ms": round(took), "sql": " ".join(str(sql).split())[:LONGEST]}
            log.warning("slow query", extra={FACTS: facts})
