"""A row of the file as a message, or the reason why it is none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from channels_mgmt.inbox.intake import values
from channels_mgmt.inbox.intake.columns import Mapped
from cmhub.lib.instants import EARLIEST, InstantError, check_plausible, parse_instant
from cmhub.lib.tabular import Row, row_problem
from cmhub.lib.text import TextError, clean_text, normalise_handle

MAX_ID = MAX_AUTHOR = 200
MAX_TEXT = 100_000
"""Characters: more than any network allows, and little enough for PostgreSQL's full-text index."""
REMEMBERED = 20_000
"""Names whose compared form is kept, so that a name that comes often is worked out once."""

Label = Callable[[str], str | None]
LABELS: tuple[tuple[str, Label], ...] = (
    ("kind", values.kind),
    ("theme", values.theme),
    ("language", values.language),
    ("sentiment", values.sentiment),
)
"""In the order in which PostgreSQL's jsonb writes its keys, so that texts of labels compare."""


class RefusedLineError(ValueError):
    """A line that cannot be taken; `str()` says why, in the active language."""


class Place(NamedTuple):
    """The channel of a line."""

    channel_id: int
    network: str


class Line(NamedTuple):
    """A message as it is staged; `labels` is JSON or an empty string."""

    line: int
    channel_id: int
    network: str
    external_id: str
    out: bool
    sent_at: datetime
    author: str
    author_key: str
    text: str
    in_reply_to: str
    conversation: str
    addressee_key: str
    automatic: bool
    url: str
    labels: str


@dataclass
class LineReader:
    """Reads the rows of one file. `channels` are those of the brand by slug; `channel`, where given, is
    that of all lines.
    """

    mapped: Mapped
    zone: tzinfo
    now: datetime
    channels: Mapping[str, Place]
    channel: Place | None = None
    ignored: Counter[str] = field(default_factory=Counter)
    """Columns whose value meant nothing to us, and how often: the lines were taken without it."""

    def __post_init__(self) -> None:
        place = self.mapped.get
        self.needed = tuple(
            self.mapped[name] for name in ("message_id", "direction", "sent_at", "author", "text")
        )
        self.reply, self.conversation, self.to = place("in_reply_to"), place("conversation"), place("to")
        self.automatic, self.url = place("automatic"), place("url")
        self.channel_column = None if self.channel else place("channel")
        self.only_channel = next(iter(self.channels.values())) if len(self.channels) == 1 else None
        self.labels = [(name, self.mapped[name], meaning) for name, meaning in LABELS if name in self.mapped]
        self.earliest, self.latest = EARLIEST, self.now
        self.names: dict[str, str] = {}

    def read(self, row: Row) -> Line:
        """The message of a row; raises RefusedLineError."""
        if row.problem:
            raise RefusedLineError(row_problem(row.problem))
        cells = row.values
        id_at, direction_at, sent_at, author_at, text_at = self.needed
        out = values.DIRECTIONS.get(cells[direction_at])
        if out is None:
            out = self.direction(cells[direction_at])
        place = self.channel or self.place(cells)
        text = cells[text_at]
        joined = "".join(cells)
        if "\x00" in joined:
            raise RefusedLineError(_("The line contains NUL characters."))
        if not joined.isascii():
            try:
                joined.encode()
            except UnicodeEncodeError:  # bytes that could not be decoded stand as lone surrogates
                self.refuse_unreadable(cells)
        if "\r" in text:
            text = clean_text(text)
        if len(text) > MAX_TEXT:
            raise RefusedLineError(_("The text is longer than %(limit)d characters.") % {"limit": MAX_TEXT})
        author = cells[author_at].strip()
        author_key = self.names.get(author) or self.key_of(author)
        in_reply_to = cells[self.reply] if self.reply is not None else ""
        return Line(
            row.line_number,
            place.channel_id,
            place.network,
            self.identifier(cells[id_at], "message_id") or self.missing("message_id"),
            out,
            self.instant(cells[sent_at]),
            author,
            author_key,
            text,
            self.identifier(in_reply_to, "in_reply_to") if in_reply_to else "",
            self.identifier(cells[self.conversation], "conversation")
            if self.conversation is not None
            else "",
            normalise_handle(cells[self.to])[:MAX_AUTHOR] if self.to is not None else "",
            out and self.automatic is not None and self.is_automatic(cells[self.automatic]),
            self.address(cells[self.url]) if self.url is not None else "",
            self.labels_of(cells) if self.labels else "",
        )

    def missing(self, column: str) -> Any:
        raise RefusedLineError(_("A needed value is missing: %(column)s.") % {"column": column})

    def direction(self, cell: str) -> bool:
        out = values.direction(cell)
        if out is None:
            if not cell.strip():
                self.missing("direction")
            raise RefusedLineError(_("“%(text)s” is neither in nor out.") % {"text": cell[:60]})
        return out

    def place(self, cells: list[str]) -> Place:
        slug = cells[self.channel_column].strip() if self.channel_column is not None else ""
        place = self.channels.get(slug) if slug else self.only_channel
        if place is None:
            if not slug:
                self.missing("channel")
            raise RefusedLineError(_("The brand has no channel “%(slug)s”.") % {"slug": slug[:60]})
        return place

    def refuse_unreadable(self, cells: list[str]) -> None:
        for at in self.mapped.values():
            try:
                clean_text(cells[at])
            except TextError as error:
                raise RefusedLineError(str(error)) from error

    def key_of(self, author: str) -> str:
        key = normalise_handle(author)
        if not key:
            self.missing("author")
        if max(len(author), len(key)) > MAX_AUTHOR:
            raise RefusedLineError(
                _("The author's name is longer than %(limit)d characters.") % {"limit": MAX_AUTHOR}
            )
        if len(self.names) < REMEMBERED:
            self.names[author] = key
        return key

    def identifier(self, cell: str, column: str) -> str:
        known = cell if cell.isdigit() else values.identifier(cell)
        if known is None:
            raise RefusedLineError(
                _(
                    "The id “%(id)s” is in scientific notation: a spreadsheet has rounded it. "
                    "Export the file again."
                )
                % {"id": cell.strip()[:60]}
            )
        if len(known) > MAX_ID:
            raise RefusedLineError(
                _("The id in %(column)s is longer than %(limit)d characters.")
                % {"column": column, "limit": MAX_ID}
            )
        return known

    def instant(self, cell: str) -> datetime:
        try:
            instant = parse_instant(cell, self.zone)
            if not self.earliest <= instant <= self.latest:
                check_plausible(instant, now=self.now)
        except InstantError as error:
            if error.code == "empty":
                self.missing("sent_at")
            raise RefusedLineError(str(error)) from error
        return instant

    def is_automatic(self, cell: str) -> bool:
        truth = values.truth(cell)
        if truth is None:
            self.ignored["automatic"] += 1
        return bool(truth)

    def address(self, cell: str) -> str:
        known = values.address(cell)
        if known is None and cell.strip():
            self.ignored["url"] += 1
        return known or ""

    def labels_of(self, cells: list[str]) -> str:
        said = {}
        for name, at, meaning in self.labels:
            if cell := cells[at].strip():
                if known := meaning(cell):
                    said[name] = known
                else:
                    self.ignored[name] += 1
        return json.dumps(said, ensure_ascii=False) if said else ""
