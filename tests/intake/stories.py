"""Files of messages for tests: made by hypothesis, written as CSV, and read back from the database."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction, Message, WaitingEpisode
from tests.intake.reference import Said, Thread

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
HEADER = [
    "message_id", "direction", "sent_at", "author", "text", "in_reply_to", "conversation", "to", "automatic",
]  # fmt: skip
IDS = [str(number) for number in range(1, 13)]
AUTHORS = ["awa", "binta", "chantal"]
# Few values, so that equal times, circles, orphans and shared conversations are the rule and not the
# exception.
said = st.builds(
    Said,
    id=st.sampled_from(IDS),
    out=st.booleans(),
    at=st.integers(0, 60).map(lambda hours: START + timedelta(hours=hours)),
    author=st.sampled_from(AUTHORS),
    text=st.sampled_from(["", "Bonjour", "Ça marche ?"]),
    reply=st.sampled_from(["", "", *IDS, "absent"]),
    conversation=st.sampled_from(["", "", "c1", "c2"]),
    to=st.sampled_from(["", "", *AUTHORS]),
    automatic=st.booleans(),
)
stories = st.lists(said, min_size=1, max_size=14, unique_by=lambda one: one.id)


def write_file(path: Path, messages: list[Said]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for one in messages:
            writer.writerow(
                [
                    one.id,
                    "out" if one.out else "in",
                    one.at.isoformat(),
                    one.author,
                    one.text,
                    one.reply,
                    one.conversation,
                    one.to,
                    "true" if one.automatic else "",
                ]
            )
    return path


def stored_threads(brand: Brand) -> tuple[set[Thread], set[str]]:
    """What the database holds, in the terms of the reference; every derived column is checked on the way."""
    result = set()
    outbound = set(
        Message.objects.filter(brand=brand, interaction=None).values_list("external_id", flat=True)
    )
    for interaction in Interaction.objects.filter(brand=brand):
        messages = list(interaction.messages.all())
        messages.sort(key=lambda m: (m.sent_at, m.direction == "out", m.external_id or ""))
        episodes = tuple(
            WaitingEpisode.objects.filter(interaction=interaction)
            .order_by("number")
            .values_list("opened_at", "ended_at", "ended_by")
        )
        check_columns(interaction, messages, episodes)
        result.add(Thread(tuple(m.external_id or "" for m in messages), episodes))
    return result, outbound


def check_columns(interaction: Interaction, messages: list[Message], episodes: tuple) -> None:
    received = [m for m in messages if m.direction == "in"]
    answers = [
        m
        for m in messages
        if m.direction == "out" and not m.automatic and messages.index(m) > messages.index(received[0])
    ]
    assert interaction.opened_at == received[0].sent_at
    assert interaction.last_at == max(m.sent_at for m in messages)
    assert interaction.author_key == received[0].author_key
    assert interaction.excerpt == received[0].text
    assert interaction.message_count == len(messages)
    assert interaction.waiting_since == (episodes[-1][0] if episodes[-1][1] is None else None)
    assert interaction.first_response_at == episodes[0][1]
    assert interaction.substantive_at == (answers[0].sent_at if answers else None)
    if interaction.waiting_since is None:
        assert interaction.state == "answered"
    else:
        assert interaction.state == ("reopened" if len(episodes) > 1 else "new")
