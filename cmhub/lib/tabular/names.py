"""Names of columns as they are compared and remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cmhub.lib.text import fold


def simplified(name: str) -> str:
    return " ".join(fold(name).replace("_", " ").replace("-", " ").split())


def header_mark(header: Sequence[str]) -> str:
    """A short mark of a header, by which the columns chosen for it are remembered."""
    return hashlib.sha256("\x1f".join(simplified(name) for name in header).encode()).hexdigest()
