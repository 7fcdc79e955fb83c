"""Shifts: who may take them, what is refused and why, and what a page shows of them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.choices import Role
from accounts.models import AuditEntry, User
from accounts.services.employment import add_leave
from accounts.skill_choices import LeaveKind
from channels_mgmt.team.models import Shift
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.oncall import on_call
from channels_mgmt.team.services.shifts import add_shift, change_shift, put_back, take_away
from cmhub.lib.editions import ChangedMeanwhileError
from tests.cast import Cast, client_of

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""A Wednesday, ten o'clock in Douala."""
FRIDAY, MONDAY = datetime(2026, 3, 6, 17, 0, tzinfo=UTC), datetime(2026, 3, 9, 7, 0, tzinfo=UTC)
PAGE = "/b/wouri/team/rota/"


@pytest.fixture(autouse=True)
def _that_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def weekend(cast: Cast, user: User, kind: str = ShiftKind.PRIMARY, **more: Any) -> Shift:
    given = {"starts_at": FRIDAY, "ends_at": MONDAY, "by": cast.manager} | more
    return add_shift(brand=cast.brand, user=user, kind=kind, **given)


def refused(call: Any) -> str:
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        call()
    return " ".join(caught.value.messages)


def test_a_shift_is_on_record_and_covers(cast: Cast) -> None:
    shift = weekend(cast, cast.cm)
    weekend(cast, cast.junior, ShiftKind.BACKUP)
    found = on_call(cast.brand, FRIDAY + timedelta(hours=1))
    assert (found.primary and found.primary.pk, found.backup and found.backup.pk) == (
        cast.cm.pk,
        cast.junior.pk,
    )
    assert found.until == MONDAY
    assert on_call(cast.brand, FRIDAY - timedelta(seconds=1)).primary is None
    assert on_call(cast.brand, FRIDAY - timedelta(seconds=1)).until == FRIDAY
    assert on_call(cast.brand, MONDAY).primary is None, "half-open: the end is not part of it"
    entry = AuditEntry.objects.get(verb="shift.added", object_id=shift.pk)
    assert entry.by == cast.manager
    assert entry.after["user"] == cast.cm.pk


@pytest.mark.parametrize("name", ["executive", "content", "contact", "colleague", "other_cm", "rival"])
def test_who_has_no_working_role_on_the_brand_takes_no_shift(name: str, cast: Cast) -> None:
    said = refused(lambda: weekend(cast, cast.people[name]))
    assert cast.people[name].name in said
    assert not Shift.objects.exists()


@pytest.mark.parametrize("name", ["cm", "junior", "service", "support", "manager"])
def test_who_has_one_does(name: str, cast: Cast) -> None:
    assert weekend(cast, cast.people[name]).user == cast.people[name]


def test_a_role_must_hold_for_the_whole_shift(cast: Cast) -> None:
    role = cast.cm.brand_roles.get(brand=cast.brand, role=Role.COMMUNITY_MANAGER)
    role.ends_on = date(2026, 3, 8)
    role.save()
    assert "8 mars" in refused(lambda: weekend(cast, cast.cm))


def test_who_is_on_leave_is_refused_with_the_day_they_are_back(cast: Cast) -> None:
    leave(cast, date(2026, 3, 8), date(2026, 3, 12))
    assert "12 mars 2026" in refused(lambda: weekend(cast, cast.cm))
    assert weekend(cast, cast.cm, ends_at=datetime(2026, 3, 7, 22, 0, tzinfo=UTC))


def leave(cast: Cast, first: date, back: date) -> None:
    add_leave(
        agency=cast.agency,
        user=cast.cm,
        by=cast.manager,
        kind=LeaveKind.ANNUAL,
        starts_on=first,
        ends_on=back,
    )


def test_a_leave_written_later_leaves_the_shift_but_not_its_cover(cast: Cast) -> None:
    weekend(cast, cast.cm)
    saturday, sunday = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=2)
    assert on_call(cast.brand, sunday).primary
    leave(cast, date(2026, 3, 8), date(2026, 3, 12))
    assert on_call(cast.brand, saturday).primary
    assert on_call(cast.brand, sunday).primary is None
    page = client_of(cast.manager).get(f"{PAGE}?week=2026-W10").content.decode()
    assert "est alors en congé" in page
    assert Shift.objects.standing().count() == 1


# --- The database -------------------------------------------------------------------------------------


def test_two_primaries_at_once_are_refused_in_words_and_by_the_database(cast: Cast) -> None:
    weekend(cast, cast.cm)
    assert refused(lambda: weekend(cast, cast.service))
    raw = {"brand": cast.brand, "starts_at": FRIDAY, "ends_at": MONDAY, "changed_at": NOW}
    with pytest.raises(IntegrityError, match="one_on_call_of_a_kind_at_a_time"), transaction.atomic():
        Shift.objects.create(user=cast.service, kind=ShiftKind.PRIMARY, **raw)
    with pytest.raises(IntegrityError, match="nobody_is_their_own_backup"), transaction.atomic():
        Shift.objects.create(user=cast.cm, kind=ShiftKind.BACKUP, **raw)
    assert refused(lambda: weekend(cast, cast.cm, ShiftKind.BACKUP))


def test_shifts_that_touch_do_not_overlap(cast: Cast) -> None:
    weekend(cast, cast.cm)
    weekend(cast, cast.cm, starts_at=MONDAY, ends_at=MONDAY + timedelta(hours=1))
    assert Shift.objects.count() == 2


def test_a_shift_that_ends_before_it_begins_and_one_longer_than_a_week(cast: Cast) -> None:
    assert refused(lambda: weekend(cast, cast.cm, ends_at=FRIDAY))
    assert refused(lambda: weekend(cast, cast.cm, ends_at=FRIDAY - timedelta(hours=1)))
    assert refused(lambda: weekend(cast, cast.cm, ends_at=FRIDAY + timedelta(days=8)))
    raw = {"brand": cast.brand, "user": cast.cm, "changed_at": NOW}
    with pytest.raises(IntegrityError, match="lasts_a_week"), transaction.atomic():
        Shift.objects.create(starts_at=FRIDAY, ends_at=FRIDAY + timedelta(days=9), **raw)
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(starts_at=FRIDAY, ends_at=FRIDAY, **raw)


def test_the_past_is_refused_or_recorded_as_such(cast: Cast) -> None:
    past = {"starts_at": NOW - timedelta(days=2), "ends_at": NOW - timedelta(days=1)}
    assert refused(lambda: weekend(cast, cast.cm, **past))
    shift = weekend(cast, cast.cm, afterwards=True, **past)
    assert shift.recorded_afterwards
    assert AuditEntry.objects.filter(verb="shift.recorded", object_id=shift.pk).exists()
    assert refused(lambda: change_shift(shift=shift, by=cast.manager, user=cast.service))
    assert change_shift(shift=shift, by=cast.manager, user=cast.service, afterwards=True).user == cast.service
    assert not weekend(cast, cast.cm, afterwards=True).recorded_afterwards


# --- Changes ------------------------------------------------------------------------------------------


def test_one_form_sent_twice_makes_one_shift(cast: Cast) -> None:
    key = uuid4()
    assert weekend(cast, cast.cm, key=key) == weekend(cast, cast.cm, key=key)
    assert Shift.objects.count() == 1


def test_the_second_who_changes_a_shift_is_told(cast: Cast) -> None:
    shift = weekend(cast, cast.cm)
    change_shift(shift=shift, by=cast.manager, edition=1, user=cast.service)
    with pytest.raises(ChangedMeanwhileError):
        change_shift(shift=shift, by=cast.manager, edition=1, user=cast.support)
    shift.refresh_from_db()
    assert (shift.user, shift.edition) == (cast.service, 2)


def test_taken_away_and_put_back(cast: Cast) -> None:
    shift = weekend(cast, cast.cm)
    take_away(shift=shift, by=cast.manager)
    assert on_call(cast.brand, FRIDAY).primary is None
    put_back(shift=shift, by=cast.manager)
    assert on_call(cast.brand, FRIDAY).primary
    take_away(shift=shift, by=cast.manager)
    weekend(cast, cast.service)
    assert refused(lambda: put_back(shift=shift, by=cast.manager))


# --- Pages --------------------------------------------------------------------------------------------


def sent(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "user": cast.cm.pk,
        "kind": "primary",
        "starts_at": "2026-03-06T18:00",
        "ends_at": "2026-03-09T08:00",
        "key": uuid4(),
    } | more


def test_the_manager_writes_changes_and_takes_away_by_the_pages(cast: Cast) -> None:
    manager = client_of(cast.manager)
    answer = manager.post(f"{PAGE}new/", sent(cast))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}?week=2026-W10")
    shift = Shift.objects.get()
    assert (shift.starts_at, shift.ends_at) == (FRIDAY, MONDAY), "by the clock of Douala"
    page = manager.get(f"{PAGE}?week=2026-W10").content.decode()
    assert cast.cm.name in page
    change = sent(cast, user=cast.service.pk, edition=1)
    assert manager.post(f"{PAGE}{shift.pk}/", change).status_code == 303
    stale = manager.post(f"{PAGE}{shift.pk}/", sent(cast, user=cast.support.pk, edition=1))
    assert stale.status_code == 409
    assert cast.service.name in stale.content.decode()
    assert cast.support.name in stale.content.decode()
    assert manager.post(f"{PAGE}{shift.pk}/remove/").status_code == 303
    assert cast.service.name not in main_of(manager.get(f"{PAGE}?week=2026-W10"))
    assert manager.post(f"{PAGE}{shift.pk}/restore/").status_code == 303
    shift.refresh_from_db()
    assert shift.cancelled_at is None


def main_of(answer: Any) -> str:
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def test_a_refusal_keeps_what_was_typed(cast: Cast) -> None:
    weekend(cast, cast.service)
    answer = client_of(cast.manager).post(f"{PAGE}new/", sent(cast))
    assert answer.status_code == 422
    assert "2026-03-06T18:00" in answer.content.decode()
    answer = client_of(cast.manager).post(f"{PAGE}new/", sent(cast, ends_at="2026-03-05T08:00"))
    assert answer.status_code == 422


def test_who_does_not_write_the_rota_reads_it(cast: Cast) -> None:
    weekend(cast, cast.cm)
    for name in ("cm", "executive", "content"):
        client = client_of(cast.people[name])
        assert cast.cm.name in client.get(f"{PAGE}?week=2026-W10").content.decode()
        assert client.post(f"{PAGE}new/", sent(cast)).status_code == 403
    assert client_of(cast.other_cm).get(PAGE).status_code == 404
    assert client_of(cast.rival).get(PAGE).status_code == 404


@pytest.mark.parametrize("query", ["week=2026-W60", "week=nonsense", "week=9999-W01&weeks=7", "weeks=4"])
def test_a_week_that_is_none_is_this_one(query: str, cast: Cast) -> None:
    answer = client_of(cast.cm).get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    assert "semaine 10" in answer.content.decode().lower()


def test_the_page_asks_the_same_however_many_shifts_there_are(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.manager)
    for number in range(14):
        begins = FRIDAY + timedelta(hours=4 * number)
        weekend(cast, cast.cm, starts_at=begins, ends_at=begins + timedelta(hours=4))
    client.get(f"{PAGE}?week=2026-W10&weeks=4")
    with django_assert_max_num_queries(12):
        client.get(f"{PAGE}?week=2026-W10&weeks=4")
