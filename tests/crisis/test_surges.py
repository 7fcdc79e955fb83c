"""Surges in the database: raised once, with evidence, followed, decided on, and never by what is old."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import Notification
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis import tasks
from channels_mgmt.crisis.choices import SurgeState
from channels_mgmt.crisis.models import BrandRhythm, Reading, Surge
from channels_mgmt.crisis.services import rhythms, surges
from channels_mgmt.crisis.services.opening import open_crisis
from channels_mgmt.crisis.services.surges import CALM, COOL_DOWN, detect, dismiss
from channels_mgmt.crisis.services.surges_now import possible_of
from channels_mgmt.crisis.surges.rhythm import HOURS
from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction, Message
from channels_mgmt.inbox.services import sorting
from channels_mgmt.publishing.models import Campaign, Post
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.shifts import add_shift
from tests.cast import Cast

NIGHT = datetime(2026, 3, 7, 23, 0, tzinfo=UTC)
"""A Saturday, midnight in Douala."""
ANGRY = "C’est une honte, toujours pas de réseau, je suis très déçu et en colère !"
CALM_WORDS = "Bonjour, à quelle heure ouvre l’agence ?"


@pytest.fixture
def night(cast: Cast) -> Iterator[Cast]:
    with time_machine.travel(NIGHT, tick=False):
        for brand in (cast.brand, cast.other_brand):
            known(brand)
        yield cast


def known(brand: Brand, rate: float = 0.6, at: datetime = NIGHT) -> None:
    BrandRhythm.objects.create(
        brand=brand,
        counted_at=at - timedelta(hours=8),
        rates=[rate] * HOURS,
        share=0.25,
        spread=0.1,
        spread_of_blocks=0.1,
        weeks=5,
        words={"bonjour": 0.4},
    )


def write(brand: Brand, person: str, at: datetime, text: str = ANGRY, **values: Any) -> Message:
    channel = brand.channels.earliest("pk")
    own = {"brand": brand, "channel": channel, "author": person, "author_key": person.casefold()}
    interaction = Interaction.objects.create(opened_at=at, last_at=at, excerpt=text[:200], **own, **values)
    return Message.objects.create(
        interaction=interaction,
        network=channel.network,
        external_id=uuid4().hex,
        direction=Direction.IN,
        sent_at=at,
        text=text,
        **own,
    )


def rush(brand: Brand, people: int, at: datetime = NIGHT, **values: Any) -> list[Message]:
    """So many people within the last half hour."""
    return [
        write(brand, f"Client {number}", at - timedelta(minutes=30 * (number + 1) / (people + 1)), **values)
        for number in range(people)
    ]


def test_a_rush_is_raised_once_with_its_evidence(night: Cast) -> None:
    said = rush(night.brand, 12)
    (surge,) = detect(NIGHT)
    assert detect(NIGHT) == []
    assert detect(NIGHT + timedelta(minutes=1)) == []
    assert Surge.objects.get() == surge
    assert (surge.brand, surge.stream, surge.observed) == (night.brand, "complaints", 12)
    assert surge.from_at == said[-1].sent_at
    assert surge.expected < 1 < surge.statistic
    surge.refresh_from_db()
    told = surge.evidence
    assert (told["people"], told["suggested"], told["confirmed"]) == (12, 12, 0)
    assert told["first"] == said[-1].pk
    assert len(told["quoted"]) == 1, "what says the same is quoted once"
    assert told["channels"] == [[night.brand.channels.earliest("pk").pk, 12]]
    assert "réseau" in {word for word, _people, _times in told["words"]}
    assert sum(people for _at, people, _usual in told["curve"]) >= 12
    assert ANGRY not in str(told)


def test_those_on_call_and_the_managers_are_told_once_and_nobody_of_the_client(night: Cast) -> None:
    begins = NIGHT - timedelta(hours=5)
    add_shift(
        brand=night.brand, user=night.cm, kind=ShiftKind.PRIMARY, starts_at=begins,
        ends_at=begins + timedelta(hours=12), by=night.manager, at=begins,
    )  # fmt: skip
    rush(night.brand, 12)
    (surge,) = detect(NIGHT)
    detect(NIGHT + timedelta(minutes=1))
    told = Notification.objects.filter(key__startswith=f"surge:{surge.pk}:")
    assert set(told.values_list("user__email", flat=True)) == {night.cm.email, night.manager.email}
    message = told.get(user=night.cm)
    assert f"/surges/{surge.pk}/" in message.body
    assert "honte" not in message.body


def test_while_nobody_is_on_call_those_who_work_on_the_brand_are_told(night: Cast) -> None:
    rush(night.brand, 12)
    (surge,) = detect(NIGHT)
    told = set(
        Notification.objects.filter(key__startswith=f"surge:{surge.pk}:").values_list("user", flat=True)
    )
    assert {night.cm.pk, night.service.pk, night.manager.pk} <= told
    assert told.isdisjoint({night.executive.pk, night.decider.pk, night.contact.pk, night.other_cm.pk})


def test_few_people_or_one_who_floods_raise_nothing(night: Cast) -> None:
    rush(night.brand, 3)
    for number in range(40):
        write(night.other_brand, "Troll", NIGHT - timedelta(seconds=40 * number))
    assert detect(NIGHT) == []


def test_what_people_say_stands_before_what_the_machine_reads(night: Cast) -> None:
    rush(night.brand, 12, sentiment="neutral")
    rush(night.other_brand, 12, sentiment="negative", text=CALM_WORDS)
    (surge,) = detect(NIGHT)
    assert surge.brand == night.other_brand
    assert (surge.evidence["confirmed"], surge.evidence["suggested"]) == (12, 0)


def test_abuse_and_signals_count_and_what_was_set_aside_does_not(night: Cast) -> None:
    half = rush(night.brand, 6, kind="abuse", text=CALM_WORDS)
    rush(night.brand, 6, at=NIGHT - timedelta(minutes=31), kind="crisis_signal", text=CALM_WORDS)
    for message in rush(night.other_brand, 12):
        assert message.interaction
        sorting.set_aside(interaction=message.interaction, by=night.other_cm, reason="Pourriel")
    (surge,) = detect(NIGHT)
    assert surge.brand == night.brand
    assert set(surge.evidence["quoted"]) <= {
        message.pk for message in Message.objects.filter(brand=night.brand)
    }
    assert half[0].brand == surge.brand


def test_the_volume_alone_raises_too_but_not_on_the_day_of_a_campaign(night: Cast) -> None:
    for brand in (night.brand, night.other_brand):
        rush(brand, 60, text=CALM_WORDS)
    Post.objects.create(
        brand=night.other_brand,
        channel=night.other_brand.channels.earliest("pk"),
        external_id="jeu",
        state="published",
        published_at=NIGHT - timedelta(hours=3),
        campaign=Campaign.objects.create(brand=night.other_brand, name="Jeu de mars"),
    )
    (surge,) = detect(NIGHT)
    assert (surge.brand, surge.stream) == (night.brand, "volume")


def test_what_was_sent_long_ago_raises_nothing_however_it_arrives(night: Cast) -> None:
    rush(night.brand, 40, at=NIGHT - timedelta(hours=49))
    rush(night.other_brand, 40, at=NIGHT - timedelta(hours=30))
    assert detect(NIGHT) == []
    assert not Reading.objects.exists()


def test_a_file_that_comes_hours_later_is_still_looked_at(night: Cast) -> None:
    rush(night.brand, 15, at=NIGHT - timedelta(hours=8))
    (surge,) = detect(NIGHT)
    assert surge.until_at <= NIGHT - timedelta(hours=7)
    detect(NIGHT + timedelta(minutes=1))
    surge.refresh_from_db()
    assert surge.ended_at is not None
    for minute in range(2, 240, 30):
        assert detect(NIGHT + timedelta(minutes=minute)) == []


def test_the_machine_reads_a_message_once_and_forgets_its_reading(
    night: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rush(night.brand, 12)
    detect(NIGHT)
    assert set(Reading.objects.values_list("said", flat=True)) == {"negative"}

    def read_again(*_args: object) -> None:
        raise AssertionError("read twice")

    monkeypatch.setattr("channels_mgmt.crisis.services.streams.reading_of", read_again)
    detect(NIGHT + timedelta(minutes=1))
    monkeypatch.undo()
    with time_machine.travel(NIGHT + timedelta(days=4), tick=False):
        tasks.count_rhythms()
    assert not Reading.objects.exists()


def lasting(cast: Cast, hours: float) -> Surge:
    """A surge that was raised and has calmed down so many hours after it."""
    rush(cast.brand, 12)
    (surge,) = detect(NIGHT)
    for minute in range(0, int(hours * 60), 10):
        detect(NIGHT + timedelta(minutes=minute))
    surge.refresh_from_db()
    return surge


def test_a_surge_follows_its_rush_and_ends_when_it_is_calm(night: Cast) -> None:
    rush(night.brand, 8)
    (surge,) = detect(NIGHT)
    before = surge.statistic
    later = NIGHT + timedelta(minutes=30)
    for message in rush(night.brand, 20, at=later):
        Message.objects.filter(pk=message.pk).update(author_key=f"later {message.author}")
    assert detect(later) == []
    surge.refresh_from_db()
    assert surge.statistic > before
    assert surge.evidence["people"] == 28
    assert (surge.until_at, surge.ended_at) == (later, None)
    for hour in range(1, 12):
        detect(later + timedelta(hours=hour))
    surge.refresh_from_db()
    assert surge.ended_at is not None
    assert surge.ended_at - surge.until_at >= CALM


def test_dismissed_it_does_not_come_back_for_the_same_rush_but_for_the_next(night: Cast) -> None:
    surge = lasting(night, 0.1)
    dismiss(surge=surge, why="Match de l’équipe nationale", by=night.cm, at=NIGHT + timedelta(minutes=5))
    again = NIGHT + timedelta(minutes=40)
    rush(night.brand, 20, at=again)
    assert detect(again) == []
    assert possible_of(night.brand.pk) == []
    for minute in range(40, 16 * 60, 30):
        assert detect(NIGHT + timedelta(minutes=minute)) == []
    surge.refresh_from_db()
    assert surge.ended_at is not None
    next_one = surge.ended_at + COOL_DOWN + timedelta(hours=7)
    with time_machine.travel(next_one, tick=False):
        BrandRhythm.objects.update(counted_at=next_one)
        rush(night.brand, 14, at=next_one)
        (new,) = detect(next_one)
    assert new.pk != surge.pk
    assert new.state == SurgeState.RAISED


def test_within_the_cool_down_it_is_the_same_rush(night: Cast) -> None:
    surge = lasting(night, 9)
    assert surge.ended_at is not None
    back = surge.ended_at + timedelta(hours=1)
    rush(night.brand, 15, at=back)
    assert detect(back) == []
    surge.refresh_from_db()
    assert surge.until_at == back
    assert not Surge.objects.exclude(ended_at=None).exists()
    assert Notification.objects.filter(key__startswith="surge:", user=night.manager).count() == 1


def test_saying_that_it_is_none_needs_a_reason_and_is_said_once(night: Cast) -> None:
    surge = lasting(night, 0)
    with pytest.raises(ValidationError):
        dismiss(surge=surge, why="  ", by=night.cm)
    dismiss(surge=surge, why="Panne connue", by=night.cm)
    assert dismiss(surge=surge, why="Autre", by=night.manager).why == "Panne connue"


def test_a_crisis_that_is_opened_on_it_decides_it_also_after_it_was_dismissed(night: Cast) -> None:
    surge = lasting(night, 0)
    dismiss(surge=surge, why="Panne connue", by=night.cm)
    crisis = open_crisis(brand=night.brand, level=2, title="Panne", by=night.manager, surge=surge)
    surge.refresh_from_db()
    assert (surge.state, surge.decided_by, crisis.surge) == (SurgeState.CRISIS, night.manager, surge)
    with pytest.raises(ValidationError):
        dismiss(surge=surge, why="Non", by=night.cm)
    # Whoever opens one from it again joins the first.
    assert open_crisis(brand=night.brand, level=2, title="Panne", by=night.cm, surge=surge) == crisis


def test_a_drill_on_it_decides_nothing(night: Cast) -> None:
    surge = lasting(night, 0)
    open_crisis(brand=night.brand, level=1, title="Exercice", by=night.manager, surge=surge, drill=True)
    surge.refresh_from_db()
    assert surge.state == SurgeState.RAISED


def test_the_database_lets_a_brand_have_one_surge_that_lasts(night: Cast) -> None:
    surge = lasting(night, 0)
    surge.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        surge.save(force_insert=True)


def test_a_brand_that_fails_keeps_none_of_the_others(night: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rush(night.brand, 12)
    rush(night.other_brand, 12)
    real = surges.decide

    def decide(look: surges.Look) -> Surge | None:
        if look.brand == night.brand:
            raise RuntimeError("broken")
        return real(look)

    monkeypatch.setattr(surges, "decide", decide)
    (surge,) = detect(NIGHT)
    assert surge.brand == night.other_brand


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_raise_one(cast: Cast) -> None:
    now = timezone.now()
    known(cast.brand, at=now)
    rush(cast.brand, 12, at=now)
    look = next(iter(surges.looks(now, [cast.brand.pk])))
    alarm = look.alarm()
    assert alarm is not None
    together, found = Barrier(2), []

    def work() -> None:
        try:
            together.wait()
            with transaction.atomic():
                found.append(surges.raise_surge(look, alarm))
        finally:
            connection.close()

    workers = [Thread(target=work) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(surge is None for surge in found) == [False, True]
    assert Surge.objects.count() == 1
    assert Notification.objects.filter(key__startswith="surge:", user=cast.manager).count() == 1


# --- Rhythms ---------------------------------------------------------------------------------------


def test_the_rhythm_is_counted_from_the_messages_by_the_brands_clocks(cast: Cast) -> None:
    for week in range(1, 6):
        for number in range(6):
            at = NIGHT - timedelta(weeks=week) + timedelta(minutes=5 * number)
            write(cast.brand, f"{week} {number}", at, text=ANGRY if number < 3 else CALM_WORDS)
            write(cast.brand, f"{week} {number}", at + timedelta(seconds=30), sentiment="positive")
    counted = rhythms.count_rhythm(cast.brand, at=NIGHT)
    # Saturday 23:00 in London is Sunday 00:00 in Douala.
    assert max(range(HOURS), key=lambda hour: counted.rates[hour]) == 6 * 24
    assert 3 < counted.rates[6 * 24] < 9
    # Of twelve messages a week three are negative, as the machine reads them.
    assert counted.share == pytest.approx(0.25, abs=0.02)
    assert "reseau" in counted.words


def test_rhythms_are_counted_each_night_and_where_much_came_in(night: Cast) -> None:
    assert rhythms.count_due(NIGHT) == Brand.objects.count() - 2
    assert rhythms.count_due(NIGHT) == 0
    rhythms.doubt_rhythm(night.brand, 10)
    assert rhythms.count_due(NIGHT) == 0
    rhythms.doubt_rhythm(night.brand, rhythms.MUCH)
    rush(night.brand, 12)
    # Before it is counted anew nobody can say whether this is much.
    assert detect(NIGHT) == []
    assert rhythms.count_due(NIGHT) == 1
    assert [surge.brand for surge in detect(NIGHT)] == [night.brand]
    assert rhythms.count_due(NIGHT + timedelta(hours=22)) == Brand.objects.count()


def test_each_minute_in_as_many_queries_however_many_brands_are_quiet(
    night: Cast, django_assert_max_num_queries: Any
) -> None:
    write(night.brand, "Awa", NIGHT - timedelta(minutes=3), text=CALM_WORDS)
    write(night.other_brand, "Ibou", NIGHT - timedelta(minutes=2), text=CALM_WORDS)
    detect(NIGHT)
    with django_assert_max_num_queries(14):
        detect(NIGHT)
