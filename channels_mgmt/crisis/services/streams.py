"""The stream of what the public writes: of all brands, in one query, with what people and the machine say.

What nobody has said of an interaction the machine reads in its message, once: its reading is a suggestion,
which counts here because in a rush nobody has had the time to confirm anything, and nowhere else.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection

from channels_mgmt.brands.choices import Kind
from channels_mgmt.crisis.choices import Reads
from channels_mgmt.crisis.models import Reading
from channels_mgmt.crisis.surges.scanning import Heard
from channels_mgmt.inbox.choices import Sentiment, State
from channels_mgmt.inbox.models import Message
from channels_mgmt.inbox.services.learning import learned_of
from channels_mgmt.inbox.suggestions import Suggested, suggest
from cmhub.lib.erased import ERASED
from cmhub.lib.forgetting import forget

MOST_READ = 1_500
"""Messages that the machine reads in one run, the newest first: the next run goes on."""

BAD_KINDS = (Kind.ABUSE, Kind.CRISIS_SIGNAL)
GRAVE = (*BAD_KINDS, Reads.ABUSE, Reads.SIGNAL)

HEARD = """
    select brand.id, message.id, extract(epoch from message.sent_at)::float8, message.author_key,
        interaction.kind, interaction.sentiment, reading.said
    from brands_brand brand
    cross join lateral (
        select id, sent_at, author_key, interaction_id from inbox_message
        where brand_id = brand.id and sent_at > %(since)s and sent_at <= %(until)s and direction = 'in'
    ) message
    join inbox_interaction interaction
        on interaction.id = message.interaction_id and interaction.state <> %(set_aside)s
    left join crisis_reading reading on reading.message = message.id
    where brand.archived_at is null and (%(among)s::bigint[] is null or brand.id = any(%(among)s))
"""
"""Brand by brand over the index `message_week`: what it takes depends on the hours looked at alone."""


class Row(NamedTuple):
    """A message of the stream; `said` is None where the machine has not read it yet."""

    brand: int
    message: int
    at: float
    person: str
    kind: str
    sentiment: str
    said: str | None

    @property
    def is_sorted(self) -> bool:
        """Whether people have said enough for it not to be read."""
        return bool(self.sentiment) or self.kind in (*BAD_KINDS, Kind.PRAISE)


def hear(since: datetime, until: datetime, among: Collection[int] | None = None) -> dict[int, list[Heard]]:
    """What the public of each brand wrote from one instant to another, by the brand's id."""
    rows = read_rows(since, until, among)
    said = read_by_machine([row for row in rows if row.said is None and not row.is_sorted])
    heard: dict[int, list[Heard]] = defaultdict(list)
    for row in rows:
        bad, confirmed = judged(row.kind, row.sentiment, row.said or said.get(row.message, ""))
        heard[row.brand].append(Heard(row.at, row.person, bad, confirmed, row.message))
    return heard


def read_rows(since: datetime, until: datetime, among: Collection[int] | None) -> list[Row]:
    given: dict[str, Any] = {
        "since": since,
        "until": until,
        "set_aside": State.SET_ASIDE,
        "among": list(among) if among is not None else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(HEARD, given)
        return [Row(*row) for row in cursor.fetchall()]


def judged(kind: str, sentiment: str, said: str) -> tuple[bool, bool]:
    """Whether it is negative, abusive or a signal of a crisis, and whether a person has said so. What people
    say stands before what the machine reads, also where they say that it is nothing of the kind.
    """
    if kind in BAD_KINDS or sentiment == Sentiment.NEGATIVE:
        return True, True
    if sentiment or kind == Kind.PRAISE:
        return False, True
    return bool(said), False


def read_by_machine(unread: Iterable[Row]) -> dict[int, str]:
    """What the machine reads in messages that it has not read, kept for the next run."""
    newest = {row.message: row for row in sorted(unread, key=lambda row: -row.at)[:MOST_READ]}
    if not newest:
        return {}
    texts = dict(Message.objects.filter(pk__in=newest).values_list("pk", "text"))
    said = {pk: reading_of(newest[pk].brand, text) for pk, text in texts.items()}
    Reading.objects.bulk_create(
        (
            Reading(
                message=pk,
                brand_id=newest[pk].brand,
                sent_at=datetime.fromtimestamp(newest[pk].at, UTC),
                said=value,
            )
            for pk, value in said.items()
        ),
        ignore_conflicts=True,
    )
    return said


def reading_of(brand: int, text: str) -> str:
    """What is bad in a text by the machine's reading, the gravest alone; empty where there is nothing."""
    if not text or text == ERASED:
        return Reads.NOTHING
    return gravest(suggest(text, learned=learned_of(brand)))


def gravest(suggested: Suggested) -> str:
    if suggested.abuse:
        return Reads.ABUSE
    if suggested.kind and suggested.kind.value == Kind.CRISIS_SIGNAL:
        return Reads.SIGNAL
    if suggested.sentiment and suggested.sentiment.value == Sentiment.NEGATIVE:
        return Reads.NEGATIVE
    return Reads.NOTHING


def forget_readings(before: datetime) -> int:
    """Deletes what was read in messages sent before an instant; how many."""
    return forget(Reading.objects.filter(sent_at__lt=before))
