"""Files into the database: the same interactions whatever the order of lines, files and batches."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services.intake import IntakeSummary, take_in
from tests.intake.conftest import NOW
from tests.intake.reference import Said, threads
from tests.intake.stories import START, said, stored_threads, write_file


def take(brand: Brand, path: Path, messages: list[Said], **options: object) -> IntakeSummary:
    channel = brand.channels.get(slug=f"{brand.slug}-official")
    write_file(path, messages)
    return take_in(brand=brand, path=path, channel=channel, at=NOW, **options)  # type: ignore[arg-type]


@settings(
    max_examples=60,
    phases=set(Phase) - {Phase.shrink, Phase.explain},  # each try is several files: shrinking takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    story=st.lists(said, min_size=1, max_size=14),
    cuts=st.lists(st.integers(1, 13), max_size=4),
    shuffle=st.randoms(use_true_random=False),
)
def test_any_order_of_lines_and_files_gives_the_same(
    brand: Brand,
    tmp_path_factory: pytest.TempPathFactory,
    story: list[Said],
    cuts: list[int],
    shuffle: random.Random,
) -> None:
    """Ids may come several times with different contents."""
    expected = threads(settled(story))
    shuffle.shuffle(story)
    path = tmp_path_factory.mktemp("files") / "part.csv"
    undo = transaction.savepoint()
    try:
        taken = 0
        for begin, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(story)], strict=True):
            if part := story[begin:end]:
                summary = take(brand, path, part)
                assert summary.read == len(part) == summary.taken + summary.known
                taken += summary.taken
        assert taken == Message.objects.filter(brand=brand).count()
        assert stored_threads(brand) == expected
    finally:
        transaction.savepoint_rollback(undo)


def settled(story: list[Said]) -> list[Said]:
    """One content for each id, where time and text do not tell which: the rules leave it open, the intake
    does not.

    What is filled in comes before what is empty, and a message in before one out.
    """

    def rank(one: Said) -> tuple:
        return (
            one.at,
            one.text,
            one.out,
            one.author,
            *((*(-ord(letter) for letter in value), 1) for value in (one.reply, one.conversation, one.to)),
            not (one.automatic and one.out),
        )

    best: dict[str, Said] = {}
    for one in story:
        if one.id not in best or rank(one) < rank(best[one.id]):
            best[one.id] = one
    return list(best.values())


def test_again_takes_nothing_twice(brand: Brand, tmp_path: Path) -> None:
    story = [
        Said("1", False, START, "awa", "Bonjour"),
        Said("2", True, START + timedelta(hours=1), "bonabo", reply="1"),
    ]
    assert take(brand, tmp_path / "a.csv", story).taken == 2
    again = take(brand, tmp_path / "a.csv", story)
    assert (again.read, again.taken, again.known, again.warned) == (2, 0, 2, 0)
    assert Interaction.objects.filter(brand=brand).count() == 1


def test_another_content_is_known_with_a_warning(brand: Brand, tmp_path: Path) -> None:
    first = Said("1", False, START, "awa", "Bonjour")
    take(brand, tmp_path / "a.csv", [first])
    later = take(brand, tmp_path / "a.csv", [replace(first, at=START + timedelta(hours=1), text="A")])
    assert (later.known, later.warned) == (1, 1)
    assert Message.objects.get(brand=brand).text == "Bonjour"
    smaller = take(brand, tmp_path / "a.csv", [replace(first, text="Allô")])
    assert (smaller.known, smaller.warned) == (1, 1)
    assert "1" in smaller.warnings[0]
    assert Message.objects.get(brand=brand).text == "Allô"


def test_an_id_is_once_on_a_network_and_free_on_another(brand: Brand, tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.csv", [Said("1", False, START, "awa", "Bonjour")])
    taken = {
        slug: take_in(brand=brand, path=path, channel=brand.channels.get(slug=slug), at=NOW).taken
        for slug in ("bonabo-official", "bonabo-help", "bonabo-facebook")
    }
    assert taken == {"bonabo-official": 1, "bonabo-help": 0, "bonabo-facebook": 1}


def test_a_reply_on_another_channel_of_the_network_is_followed(brand: Brand, tmp_path: Path) -> None:
    later = START + timedelta(hours=2)
    first = write_file(tmp_path / "a.csv", [Said("1", False, START, "awa", "Bonjour")])
    second = write_file(
        tmp_path / "b.csv",
        [Said("2", True, later, "bonabo", reply="1"), Said("3", False, later, "awa", reply="2")],
    )
    for path, slug in ((second, "bonabo-help"), (first, "bonabo-official")):
        take_in(brand=brand, path=path, channel=brand.channels.get(slug=slug), at=NOW)
    interaction = Interaction.objects.get(brand=brand)
    assert (interaction.message_count, interaction.channel.slug) == (3, "bonabo-official")


def test_dry_run_counts_and_takes_nothing(brand: Brand, tmp_path: Path) -> None:
    story = [Said("1", False, START, "awa", "Bonjour"), Said("1", False, START, "awa", "Bonjour")]
    summary = take(brand, tmp_path / "a.csv", story, dry_run=True)
    assert (summary.read, summary.taken, summary.known) == (2, 1, 1)
    assert not Message.objects.filter(brand=brand).exists()
    assert not Interaction.objects.filter(brand=brand).exists()
