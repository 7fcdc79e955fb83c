"""The lines that were refused, kept with their reasons for whoever sent them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TextIO

from cmhub.lib.tabular import Row
from cmhub.lib.text import escape_formula


class Refusals:
    """A CSV `line,reason,…` with the cells of the file, made with its first line; a context manager."""

    def __init__(self, path: Path, header: Sequence[str]) -> None:
        self.path = path
        self.header = header
        self.count = 0
        self.file: TextIO | None = None

    def add(self, row: Row, reason: str) -> None:
        if self.file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Bytes that could not be decoded go out as they came in.
            self.file = self.path.open("w", encoding="utf-8", errors="surrogateescape", newline="")
            self.writer = csv.writer(self.file)
            self.writer.writerow(["line", "reason", *map(escape_formula, self.header)])
        self.count += 1
        self.writer.writerow([row.line_number, reason, *map(escape_formula, row.values)])

    @property
    def written(self) -> Path | None:
        return self.path if self.count else None

    def __enter__(self) -> Refusals:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.file:
            self.file.close()
        if kind:
            self.path.unlink(missing_ok=True)
