"""Whoever is put on call, moved or taken off by somebody else is told, once, in their words and hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.translation import override

from accounts.models import Notification, User
from channels_mgmt.team.models import RotaPattern, Shift
from channels_mgmt.team.rota.patterns import Slot
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.patterns import end_pattern, extend_all, write_pattern
from channels_mgmt.team.services.shift_mails import words_of
from channels_mgmt.team.services.shifts import add_shift, change_shift, put_back, take_away
from channels_mgmt.team.services.swaps import accept, ask_swap
from tests.cast import Cast

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""A Wednesday."""
EVENING = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def shift(cast: Cast, user: User, by: User | None, **more: Any) -> Shift:
    given: dict[str, Any] = {"starts_at": EVENING, "ends_at": EVENING + 4 * HOUR} | more
    return add_shift(brand=cast.brand, user=user, kind=ShiftKind.PRIMARY, by=by, **given)


def told(user: User) -> list[Notification]:
    return list(Notification.objects.filter(user=user, key__startswith="rota:").order_by("pk"))


def test_who_is_put_on_call_is_told_once_by_the_clock_of_the_brand(cast: Cast) -> None:
    key = uuid4()
    for _sent_twice in range(2):
        made = shift(cast, cast.cm, cast.manager, key=key)
    (mail,) = told(cast.cm)
    assert (mail.sender_name, mail.email) == ("Wouri Mobile", cast.cm.email)
    assert "18\u00a0h" in mail.body, "17:00 UTC in Douala"
    assert cast.manager.name in mail.body
    assert "/b/wouri/team/rota/" in mail.body
    assert not told(cast.manager)
    change_shift(shift=made, by=cast.manager, user=cast.cm)
    assert len(told(cast.cm)) == 1, "nothing has changed"


def test_who_reads_english_is_told_in_english(cast: Cast) -> None:
    User.objects.filter(pk=cast.cm.pk).update(language="en")
    made = shift(cast, User.objects.get(pk=cast.cm.pk), cast.manager)
    (mail,) = told(cast.cm)
    assert mail.language == "en"
    assert mail.body.startswith(f"Hello {cast.cm.get_short_name()}")
    with override("en"):
        assert words_of(made, ZoneInfo("Africa/Douala")) in mail.body


def test_what_one_does_oneself_and_what_is_past_is_told_to_nobody(cast: Cast) -> None:
    shift(cast, cast.manager, cast.manager)
    past = shift(
        cast, cast.cm, cast.manager, starts_at=NOW - 8 * HOUR, ends_at=NOW - 4 * HOUR, afterwards=True
    )
    change_shift(shift=past, by=cast.manager, user=cast.service, afterwards=True)
    long_ago = NOW - timedelta(days=10)
    shift(cast, cast.support, cast.manager, starts_at=long_ago, ends_at=long_ago + HOUR, at=long_ago)
    shift(cast, cast.cm, None, starts_at=EVENING + 4 * HOUR, ends_at=EVENING + 5 * HOUR)
    assert not Notification.objects.filter(key__startswith="rota:").exists()


def test_a_shift_that_changes_hands_is_told_to_both_and_one_that_moves_to_its_holder(cast: Cast) -> None:
    made = shift(cast, cast.cm, cast.manager)
    change_shift(shift=made, by=cast.manager, ends_at=made.ends_at + HOUR)
    change_shift(shift=made, by=cast.manager, user=cast.service)
    given, moved, taken = told(cast.cm)
    (theirs,) = told(cast.service)
    assert "22\u00a0h" in given.body
    assert "22\u00a0h" in moved.body
    assert "23\u00a0h" in moved.body
    assert len({mail.subject for mail in (given, moved, taken)}) == 3
    assert theirs.subject == given.subject
    take_away(shift=made, by=cast.manager)
    take_away(shift=made, by=cast.manager)
    assert [mail.subject for mail in told(cast.service)] == [given.subject, taken.subject]
    put_back(shift=made, by=cast.manager)
    assert [mail.subject for mail in told(cast.service)][2:] == [given.subject]


def test_an_exchange_has_mails_of_its_own(cast: Cast) -> None:
    made = shift(cast, cast.cm, cast.cm)
    accept(swap=ask_swap(shift=made, by=cast.cm, asked=cast.service), by=cast.service)
    assert not Notification.objects.filter(key__startswith="rota:").exists()


def write(cast: Cast, pattern: RotaPattern | None = None, **more: Any) -> RotaPattern:
    terms: dict[str, Any] = {
        "name": "Jeudis",
        "kind": ShiftKind.PRIMARY,
        "starts_on": date(2026, 3, 2),
        "ends_on": None,
        "weeks_each": 1,
        "holidays_too": False,
        "days_left_out": [],
        "slots": [Slot(4, time(18), 4, time(22))],
        "people": [cast.cm, cast.service],
    } | more
    made, _written = write_pattern(brand=cast.brand, by=cast.manager, pattern=pattern, **terms)
    return made


def test_a_pattern_sends_each_person_one_mail_with_all_the_days(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    pattern = write(cast)
    for user, days in ((cast.cm, ("5 mars", "19 mars")), (cast.service, ("12 mars", "26 mars"))):
        (mail,) = told(user)
        assert mail.body.count("\n- ") == 4
        assert all(day in mail.body for day in days)
    # What the night adds is told to nobody: it was said when the pattern was written.
    clock.shift(timedelta(weeks=1))
    assert extend_all() == 1
    assert len(told(cast.cm)) == len(told(cast.service)) == 1
    # A name is nobody's shift.
    write(cast, pattern, name="Les jeudis")
    assert len(told(cast.cm)) == 1
    # One person fewer: the one who stays has more, and the one who goes has none.
    write(cast, pattern, people=[cast.cm])
    assert (len(told(cast.cm)), len(told(cast.service))) == (2, 2)
    ended = end_pattern(pattern=pattern, by=cast.manager)
    assert told(cast.cm)[-1].body.count("\n- ") == ended
    assert len(told(cast.service)) == 2


def test_what_follows_its_pattern_says_what_it_was_before(cast: Cast) -> None:
    pattern = write(cast)
    write(cast, pattern, slots=[Slot(4, time(18), 4, time(23))])
    body = told(cast.cm)[-1].body
    assert body.count("22\u00a0h") == body.count("23\u00a0h") == body.count("\n- ") == 4
