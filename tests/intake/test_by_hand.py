"""The same messages in the same order lead to the same state, whether a file or a person brings them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from channels_mgmt.inbox.models import Interaction, WaitingEpisode
from channels_mgmt.inbox.services import sorting, states
from channels_mgmt.inbox.services.intake import take_in
from channels_mgmt.inbox.services.logging import log_interaction, log_message
from channels_mgmt.team.models import Channel
from tests.intake.conftest import NOW
from tests.intake.reference import Said
from tests.intake.stories import START, write_file

ACTS: dict[str, Any] = {
    "hold": sorting.hold,
    "close": sorting.close,
    "reopen": sorting.reopen,
    "set aside": lambda **values: sorting.set_aside(reason="spam", **values),
    "pass on": lambda **values: states.move(to="waiting_escalated", **values),
}
messages = st.tuples(st.sampled_from(["in", "out"]), st.integers(0, 100).filter(lambda minute: minute != 50))
acts = st.tuples(st.sampled_from(sorted(ACTS)), st.just(0))
courses = st.lists(messages | acts, max_size=7, unique_by=lambda step: step[1] or object()).map(
    lambda steps: [("in", 50), *steps]
)


def by_file(step: tuple[str, int], number: int, official: Channel, path: Path) -> None:
    said = Said(
        str(number), step[0] == "out", START + timedelta(minutes=step[1]),
        "bonabo" if step[0] == "out" else "awa", f"message {number}", reply="1" if number > 1 else "",
    )  # fmt: skip
    take_in(brand=official.brand, path=write_file(path, [said]), channel=official, at=NOW)


def by_hand(step: tuple[str, int], number: int, official: Channel, person: User) -> None:
    values: dict[str, Any] = {"text": f"message {number}", "by": person, "at": NOW}
    sent_at = START + timedelta(minutes=step[1])
    if number == 1:
        log_interaction(brand=official.brand, channel=official, author="awa", sent_at=sent_at, **values)
    else:
        author = "bonabo" if step[0] == "out" else "awa"
        log_message(interaction=only(), direction=step[0], author=author, sent_at=sent_at, **values)


def only() -> Interaction:
    return Interaction.objects.get(channel__slug="bonabo-official")


def lived(course: list[tuple[str, int]], person: User, bring: Any) -> list[dict[str, Any]]:
    """What the interaction says of itself after each step."""
    told = []
    for number, step in enumerate(course, start=1):
        if step[0] == "out" and only().state == "waiting_escalated":
            continue  # a person says whether their reply settles it, which a file cannot
        if step[0] in ACTS:
            try:
                with transaction.atomic():
                    ACTS[step[0]](interaction=only(), by=person, at=NOW)
            except ValidationError:
                continue  # refused by the table of passages
        else:
            bring(step, number)
        told.append({"step": step, **said_by(only())})
    return told


def said_by(interaction: Interaction) -> dict[str, Any]:
    names = (
        "state", "reopened", "reason", "closed_at", "opened_at", "last_at", "waiting_since",
        "first_response_at", "substantive_at", "message_count",
    )  # fmt: skip
    episodes = WaitingEpisode.objects.filter(interaction=interaction).order_by("number")
    return {
        **{name: getattr(interaction, name) for name in names},
        "episodes": list(episodes.values_list("number", "opened_at", "ended_at", "ended_by")),
    }


@pytest.mark.usefixtures("embedded_servers")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(course=courses)
@example(course=[("in", 50), ("close", 0), ("in", 60)])
@example(course=[("in", 50), ("close", 0), ("in", 60), ("in", 70)])
@example(course=[("in", 50), ("in", 60), ("out", 55)])
@example(course=[("in", 50), ("hold", 0), ("out", 60), ("in", 70), ("out", 65)])
def test_a_file_and_a_person_tell_the_same_story(
    official: Channel, person: User, tmp_path: Path, course: list[tuple[str, int]]
) -> None:
    told = []
    for bring in (
        lambda step, number: by_file(step, number, official, tmp_path / "messages.csv"),
        lambda step, number: by_hand(step, number, official, person),
    ):
        with transaction.atomic():
            told.append(lived(course, person, bring))
            transaction.set_rollback(True)
    assert told[0] == told[1]
