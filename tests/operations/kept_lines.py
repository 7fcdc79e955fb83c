"""What programs wrote to their logs."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cmhub.lib.logs import JsonLines


class Kept(logging.Handler):
    """The lines as production writes them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))

    def of(self, logger: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["logger"] == logger]


@contextmanager
def kept_lines() -> Iterator[Kept]:
    """Whatever this process logs meanwhile."""
    handler = Kept()
    loggers = [logging.getLogger(name) for name in ("", "django")]  # django's own does not hand on
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield handler
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
