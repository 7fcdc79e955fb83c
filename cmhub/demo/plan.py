"""What the demonstration is made of, before anything of it is in a database.

Instants are aware, in the brand's time zone. People are named by their e-mail address, brands, channels
and departments by their short name or kind, messages by the network's id.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from cmhub.lib.weeks import Week

COLUMNS = (
    "message_id",
    "direction",
    "sent_at",
    "author",
    "text",
    "in_reply_to",
    "conversation",
    "to",
    "automatic",
    "channel",
    "kind",
    "theme",
    "sentiment",
    "language",
    "url",
)


@dataclass(slots=True)
class Row:
    """One line of the message file."""

    message_id: str
    direction: str
    sent_at: datetime
    author: str
    text: str
    channel: str
    in_reply_to: str = ""
    conversation: str = ""
    to: str = ""
    automatic: bool = False
    kind: str = ""
    theme: str = ""
    sentiment: str = ""
    language: str = ""
    url: str = ""

    def as_line(self) -> dict[str, str]:
        line = {column: getattr(self, column) for column in COLUMNS}
        line["sent_at"] = self.sent_at.isoformat(timespec="seconds")
        line["automatic"] = "true" if self.automatic else ""
        return line


@dataclass(slots=True)
class Talk:
    """One conversation as it was played: its kind and theme even where the file leaves them empty."""

    brand: str
    channel: str
    kind: str
    theme: str
    sentiment: str
    variety: str
    rows: list[Row]
    department: str = ""

    @property
    def opening(self) -> Row:
        return self.rows[0]


@dataclass(slots=True)
class PassedOn:
    """An interaction passed on to a department, and how far it went. `relay_id` is a message of the file."""

    brand: str
    message_id: str
    department: str
    by: str
    question: str
    opened_at: datetime
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    publishable: str = ""
    internal: str = ""
    relayed_at: datetime | None = None
    relay_id: str = ""
    put_in_touch: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """An open interaction in somebody's hands."""

    brand: str
    message_id: str
    holder: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """An interaction closed, hidden, or set aside; `state` is that of the inbox."""

    brand: str
    message_id: str
    state: str
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What somebody later said that an interaction is, which the file had left open."""

    message_id: str
    kind: str
    theme: str
    sentiment: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LoggedByHand:
    """What a person recorded themselves: a call, a visit, a message seen on a telephone.

    `key` is its own among the brand's.
    """

    brand: str
    key: str
    channel: str
    by: str
    at: datetime
    author: str
    text: str
    kind: str
    theme: str
    sentiment: str
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    brand: str
    channel: str
    network: str
    external_id: str
    at: datetime
    text: str
    category: str
    url: str
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """What a network reports of a channel for one day."""

    brand: str
    channel: str
    at: datetime
    followers: int
    reach: int
    impressions: int
    likes: int
    comments: int
    shares: int


@dataclass(frozen=True, slots=True)
class Insight:
    """Something learned about the product, the service or the image, with the messages that show it."""

    area: str
    text: str
    quotes: tuple[tuple[str, str], ...] = ()  # (message_id, text)


@dataclass(frozen=True, slots=True)
class Review:
    """What a CM has to say of a week but the reading, which is written from the week's figures.

    `state` is how far its report went; `situation` is `calm`, `crisis` or `uncovered`.
    """

    brand: str
    week: str
    state: str
    situation: str
    insights: tuple[Insight, ...]
    recommendations: tuple[str, ...]
    decisions_asked: tuple[str, ...]
    completed_by: str
    validated_by: str
    read_by: str
    completed_at: datetime
    published_at: datetime


@dataclass(slots=True)
class BrandPlan:
    """What happened to one brand: all of it, or what a later telling adds.

    `rows` are the messages that are new and `talks` the conversations that they may belong to. `relays` are
    the answers that go out through the product, by id, those told earlier among them.
    """

    slug: str
    rows: list[Row] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    relays: dict[str, Row] = field(default_factory=dict)
    passed_on: list[PassedOn] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    confirmed: list[Confirmed] = field(default_factory=list)
    by_hand: list[LoggedByHand] = field(default_factory=list)
    posts: list[Publication] = field(default_factory=list)
    audience: list[Audience] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Telling:
    """How far the story was told at one time: whole weeks up to `last_week`, then the days up to `until`."""

    last_week: Week
    until: datetime


@dataclass(slots=True)
class Plan:
    """A telling of the demonstration, brand by brand: the first, or what a later one adds `since` then.

    `weeks` are the whole weeks that are new.
    """

    seed: int
    weeks: tuple[str, ...]
    since: datetime | None
    until: datetime
    brands: dict[str, BrandPlan]

    def rows(self) -> Iterator[Row]:
        for brand in self.brands.values():
            yield from brand.rows
