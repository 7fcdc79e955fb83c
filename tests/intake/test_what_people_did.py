"""Intake beside what people said and logged: it changes nothing of theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.services import sorting
from channels_mgmt.inbox.services.intake import take_in
from channels_mgmt.inbox.services.logging import log_message
from channels_mgmt.team.models import Channel
from tests.intake.conftest import NOW
from tests.intake.exchange import QUESTION, REPLY, hours, only
from tests.intake.reference import Said


def test_what_a_person_said_of_an_interaction_stays(
    brand: Brand, official: Channel, tmp_path: Path, person: User
) -> None:
    path = tmp_path / "messages.csv"

    def take_labelled(*lines: str) -> None:
        header = "message_id,direction,sent_at,author,text,in_reply_to,kind,theme"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        take_in(brand=brand, path=path, channel=official, at=NOW)

    take_labelled("2,in,2026-03-02T10:00:00Z,awa,b,1,question,frais")
    assert (only(brand).kind, only(brand).theme) == ("question", "frais")
    take_labelled("1,in,2026-03-02T09:00:00Z,awa,a,,réclamation,")
    assert (only(brand).kind, only(brand).theme) == ("complaint", "frais"), "the first by time"
    sorting.classify(interaction=only(brand), by=person, kind="lead", at=NOW)
    take_labelled(
        "0,in,2026-03-02T08:00:00Z,awa,z,,félicitations,réseau",
        "1,in,2026-03-02T09:00:00Z,awa,a,0,réclamation,",
    )
    assert (only(brand).kind, only(brand).theme, only(brand).message_count) == ("lead", "réseau", 3)


def test_a_message_logged_into_a_thread_stays_there(brand: Brand, take: Any, person: User) -> None:
    take(QUESTION)
    log_message(
        interaction=only(brand), direction="in", text="Allô ?", by=person, sent_at=hours(0.5), at=hours(0.6)
    )
    take(REPLY, Said("7", False, hours(0.5), "binta", "allô ?"))
    interaction = only(brand)
    assert interaction.message_count == 3
    assert set(interaction.messages.values_list("external_id", flat=True)) == {"1", "2", "7"}
