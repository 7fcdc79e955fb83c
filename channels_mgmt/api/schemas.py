"""What programs send and get, as the OpenAPI description tells it."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, WithJsonSchema

from channels_mgmt.inbox.intake.columns import COLUMNS

MOST = 1_000
"""Messages of one batch."""
PAGE, LONGEST_PAGE = 100, 500

TEXT = {"type": ["string", "number", "null"]}
KINDS_OF_VALUE: dict[str, Any] = {
    "direction": {"type": ["string", "boolean"], "description": "in or out"},
    "sent_at": {"type": "string", "description": "ISO 8601; without offset in the brand's time zone"},
    "automatic": {"type": ["boolean", "string", "null"]},
}
LINE: dict[str, Any] = {
    "type": "object",
    "title": "Message",
    "description": "A line of the message file. One that cannot be taken is refused, the others are taken.",
    "properties": {
        column.name: KINDS_OF_VALUE.get(
            column.name, TEXT if not column.needed else {"type": ["string", "number"]}
        )
        for column in COLUMNS
    },
    "required": [column.name for column in COLUMNS if column.needed],
    "additionalProperties": False,
}


class Batch(Schema):
    messages: list[Annotated[Any, WithJsonSchema(LINE)]] = Field(min_length=1, max_length=MOST)


class RefusedLine(Schema):
    line: int = Field(description="Place in the batch, from 1")
    reason: str


class Taken(Schema):
    """read = taken + known + refused."""

    read: int
    taken: int
    known: int
    refused: int
    refusals: list[RefusedLine]
    warnings: list[str]


def in_utc(instant: datetime) -> datetime:
    """Offsets that Python takes may be wider than those of the database, and reach beyond its calendar."""
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise ValueError("out of the calendar") from None


Instant = Annotated[AwareDatetime, AfterValidator(in_utc)]


class Asked(Schema):
    since: Instant | None = Field(None, description="From this instant on, with offset")
    until: Instant | None = Field(None, description="Before this instant, with offset")
    channel: str = Field("", max_length=80, description="Slug of a channel")
    cursor: str = Field("", max_length=300, description="`next` of the page before")
    limit: int = Field(PAGE, ge=1, le=LONGEST_PAGE)


class MessageOut(Schema):
    id: int
    message_id: str | None
    interaction: int | None
    channel: str
    network: str
    direction: Literal["in", "out"]
    sent_at: datetime
    author: str
    text: str
    in_reply_to: str
    conversation: str
    automatic: bool
    holding: bool
    url: str


class InteractionOut(Schema):
    id: int
    channel: str
    network: str
    author: str
    kind: str
    theme: str
    language: str
    sentiment: str
    state: str
    priority: int
    opened_at: datetime
    last_at: datetime
    waiting_since: datetime | None
    first_response_at: datetime | None
    closed_at: datetime | None
    message_count: int
    excerpt: str
    link: str


class MessagesPage(Schema):
    """Newest first; `next` is the cursor of the following page, null on the last one."""

    messages: list[MessageOut]
    next: str | None


class InteractionsPage(Schema):
    """Those with the latest message first; `since` and `until` look at that message's time."""

    interactions: list[InteractionOut]
    next: str | None


class Problem(Schema):
    code: str
    message: str
    fields: list[str] = []


class Error(Schema):
    """Each refusal; the message is in the language of Accept-Language, French or English."""

    error: Problem
