"""Exports of networks as records: recognised by their header, read line by line, refused in words.

    export = recognise(file, today=today, name=file.name, answers=Answers(network="facebook"))
    export.is_known, export.format, export.network, export.unused, export.notes
    export.asks, export.conflicts          # what a person must answer first
    for part, record in read(file, export): ...

Pure: no database, no clock. `docs/exports.md` has the formats and how to add one.
"""

from reporting.metrics.readers.asking import Answers
from reporting.metrics.readers.formats import FORMATS
from reporting.metrics.readers.mapping import MappingError, guessed_columns, mapped_format
from reporting.metrics.readers.reading import OpenQuestionError, read, read_part
from reporting.metrics.readers.recognising import Export, Part, recognise
from reporting.metrics.readers.records import (
    Aside,
    AudienceRow,
    DayRow,
    Figures,
    PostRow,
    Record,
    Refusal,
    Span,
    Value,
)
from reporting.metrics.readers.wording import Ask, Conflict, Note

__all__ = [
    "FORMATS",
    "Answers",
    "Aside",
    "Ask",
    "AudienceRow",
    "Conflict",
    "DayRow",
    "Export",
    "Figures",
    "MappingError",
    "Note",
    "OpenQuestionError",
    "Part",
    "PostRow",
    "Record",
    "Refusal",
    "Span",
    "Value",
    "guessed_columns",
    "mapped_format",
    "read",
    "read_part",
    "recognise",
]
