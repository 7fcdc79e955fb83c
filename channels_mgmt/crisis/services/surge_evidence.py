"""The evidence of a surge, gathered from the messages that make it; its words are never copied."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.models import BrandRhythm, Reading
from channels_mgmt.crisis.services.streams import BAD_KINDS, GRAVE
from channels_mgmt.crisis.surges.evidence import Said, counts, curve, evidence
from channels_mgmt.crisis.surges.scanning import Heard
from channels_mgmt.inbox.models import Message
from channels_mgmt.inbox.suggestions.learning import teachable

MOST_TEXTS = 400
"""Messages whose words are read: of a greater rush the first ones and the last ones."""
WORD = re.compile(r"[^\W\d_]+")
READ = 800
"""Characters of each that are read."""


def gather(
    brand: Brand, known: BrandRhythm, heard: Iterable[Heard], stream: str, since: datetime, at: datetime
) -> dict[str, Any]:
    """What shows the rush since an instant, as JSON keeps it; see `surges.evidence`."""
    rows = sorted(heard)
    began = since.timestamp()
    own = [one for one in rows if one.at >= began and counts(one, stream)]
    steps = curve(
        rows, known.rhythm, ZoneInfo(brand.time_zone), stream=stream, since=began, until=at.timestamp()
    )
    usual = BrandRhythm.objects.filter(brand=brand).values_list("words", flat=True).first() or {}
    told = evidence(said_in(own), usual)
    if rising := told.get("words"):
        told["words"] = spelled(rising, [one.message for one in own[:MOST_TEXTS]])
    # Of a rush so great that not all of it is read, the counts are of all.
    people = {one.person for one in own}
    confirmed = {one.person for one in own if one.confirmed}
    numbers = {
        "messages": len(own),
        "people": len(people),
        "confirmed": len(confirmed),
        "suggested": len(people - confirmed),
    }
    return {**told, **numbers, "curve": steps, "drawn_at": at.timestamp()}


def said_in(own: list[Heard]) -> list[Said]:
    """What the messages say, with their channels and themes."""
    half = MOST_TEXTS // 2
    chosen = own if len(own) <= MOST_TEXTS else own[:half] + own[-half:]
    by_id = {one.message: one for one in chosen}
    readings = dict(Reading.objects.filter(message__in=by_id).values_list("message", "said"))
    rows = Message.objects.filter(pk__in=by_id).values_list(
        "pk", "channel_id", "interaction__theme", "interaction__kind", "text"
    )
    return [
        Said(
            message=pk,
            at=by_id[pk].at,
            person=by_id[pk].person,
            confirmed=by_id[pk].confirmed,
            grave=kind in BAD_KINDS or (not kind and readings.get(pk) in GRAVE),
            channel=channel,
            theme=theme or "",
            words=frozenset(teachable(text[:READ])),
            length=len(text),
        )
        for pk, channel, theme, kind, text in rows
    ]


def spelled(rising: list[tuple[str, int, float]], messages: list[int]) -> list[tuple[str, int, float]]:
    """The words as people write them most often, with their accents: they are counted without."""
    written: dict[str, Counter[str]] = {word: Counter() for word, *_counts in rising}
    for text in Message.objects.filter(pk__in=messages).values_list("text", flat=True):
        for form in WORD.findall(text[:READ].casefold()):
            if (plain := unaccented(form)) in written:
                written[plain][form] += 1
    return [
        (written[word].most_common(1)[0][0] if written[word] else word, people, times)
        for word, people, times in rising
    ]


def unaccented(word: str) -> str:
    return "".join(one for one in normalize("NFD", word) if not combining(one))
