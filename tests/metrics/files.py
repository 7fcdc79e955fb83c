"""Exports as tests make them, and what readers say of them."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from reporting.metrics.readers import Answers, Export, Record, Refusal, read, recognise
from reporting.metrics.readers.declared import Format

TODAY = date(2026, 11, 22)
EXPORTS = Path(__file__).parent / "exports"


def export(name: str) -> str:
    return (EXPORTS / f"{name}.csv").read_text(encoding="utf-8")


def table(*rows: list[Any], separator: str = ",") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue()


def known(
    data: str | bytes, *, name: str = "export.csv", mapped: Format | None = None, **answers: Any
) -> Export:
    source = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    return recognise(source, today=TODAY, name=name, answers=Answers(**answers), mapped=mapped)


def records(
    data: str | bytes, *, name: str = "export.csv", mapped: Format | None = None, **answers: Any
) -> list[Record]:
    source = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    found = recognise(source, today=TODAY, name=name, answers=Answers(**answers), mapped=mapped)
    return [record for _part, record in read(source, found)]


def refusals(data: str | bytes, **answers: Any) -> dict[int, str]:
    """Line → code."""
    return {one.line: one.code for one in records(data, **answers) if isinstance(one, Refusal)}


def codes(questions: Any) -> list[str]:
    return [question.code for question in questions]
