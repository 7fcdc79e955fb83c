"""Logs without what opens a door: of an address whose part is a link's token, that part is left out."""

from __future__ import annotations

import logging
import re
from typing import Any

OPENS = re.compile(
    r"(/(?:answer|calendar|crisis|invitations|reach|report|seen|setup|strategy/validate|password/reset/key)/)"
    r"(?!\d+/)[^/\s\"'?#]+"
)
"""Addresses by which somebody gets in without a login. `tests/lib/test_redaction.py` asks it of each."""


def without_tokens(text: str) -> str:
    """The text, with “…” where an address tells a token."""
    return OPENS.sub(r"\1…", text)


class WithoutTokens(logging.Filter):
    """Takes tokens out of what a line of the log is made of."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _clean(record.msg)
        if isinstance(record.args, dict):
            record.args = {name: _clean(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_clean(value) for value in record.args)
        return True


def _clean(value: Any) -> Any:
    return without_tokens(value) if isinstance(value, str) else value
