"""Exchanges of shifts: nothing changes without the other's yes, and nothing is taken twice."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.models import AuditEntry, Notification, User
from accounts.services.employment import add_leave
from accounts.skill_choices import LeaveKind
from channels_mgmt.team.models import Shift, ShiftSwap
from channels_mgmt.team.rota_choices import ShiftKind, SwapState
from channels_mgmt.team.services.oncall import on_call
from channels_mgmt.team.services.shifts import add_shift, change_shift, take_away
from channels_mgmt.team.services.swaps import accept, ask_swap, refuse, who_may, withdraw
from channels_mgmt.team.tasks import expire_swaps
from tests.cast import Cast, client_of

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
FRIDAY, MONDAY = datetime(2026, 3, 6, 17, 0, tzinfo=UTC), datetime(2026, 3, 9, 7, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
PAGE = "/b/wouri/team/rota/swaps/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def shift(cast: Cast, user: User, kind: str = ShiftKind.PRIMARY, later: timedelta = timedelta()) -> Shift:
    return add_shift(
        brand=cast.brand,
        user=user,
        kind=kind,
        starts_at=FRIDAY + later,
        ends_at=MONDAY + later,
        by=cast.manager,
    )


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        call()
    return " ".join(caught.value.messages)


def test_who_is_asked_has_it_on_their_home(cast: Cast) -> None:
    swap = ask_swap(shift=shift(cast, cast.cm), by=cast.cm, asked=cast.service, note="Mariage de ma sœur")
    asked, asker = client_of(cast.service), client_of(cast.cm)
    answer = f"{PAGE}{swap.pk}/"
    page = asked.get("/").text
    assert f'action="{answer}"' in page
    assert "Mariage de ma sœur" in page
    assert answer not in asker.get("/").text
    asked.post(answer, {"act": "refuse"})
    assert answer not in asked.get("/").text


def test_what_is_had_in_return_is_of_who_can_be_asked_person_by_person(cast: Cast) -> None:
    mine = shift(cast, cast.cm)
    theirs = shift(cast, cast.service, later=WEEK)
    meanwhile = shift(cast, cast.support, ShiftKind.BACKUP)
    page = f"/b/wouri/team/rota/{mine.pk}/swap/"
    asker = client_of(cast.cm)
    groups = dict(asker.get(page).context["form"].fields["in_return"].choices[1:])
    assert {name: [pk for pk, _words in listed] for name, listed in groups.items()} == {
        cast.service.name: [theirs.pk],
        cast.support.name: [meanwhile.pk],
    }
    key = str(uuid4())
    wrong = asker.post(page, {"asked": cast.service.pk, "in_return": meanwhile.pk, "key": key})
    assert wrong.context["form"].errors.keys() == {"in_return"}


def test_what_has_begun_is_offered_to_nobody(cast: Cast, clock: time_machine.Traveller) -> None:
    mine = shift(cast, cast.cm)
    asker, rota = client_of(cast.cm), "/b/wouri/team/rota/?week=2026-W10"
    offered, changed = f"/b/wouri/team/rota/{mine.pk}/swap/", f"/b/wouri/team/rota/{mine.pk}/"
    assert offered in asker.get(rota).text
    clock.move_to(FRIDAY, tick=False)
    assert offered not in asker.get(rota).text
    assert f'href="{changed}"' in client_of(cast.manager).get(rota).text
    clock.move_to(MONDAY, tick=False)
    assert f'href="{changed}"' not in client_of(cast.manager).get(rota).text


def test_the_others_yes_makes_it_theirs(cast: Cast) -> None:
    mine = shift(cast, cast.cm)
    swap = ask_swap(shift=mine, by=cast.cm, asked=cast.service, note="Mariage de ma sœur")
    assert on_call(cast.brand, FRIDAY).primary.pk == cast.cm.pk, "nothing changes by asking"  # type: ignore[union-attr]
    (asked,) = Notification.objects.filter(key__startswith="swap_asked:")
    assert (asked.user, asked.sender_name) == (cast.service, "Wouri Mobile")
    accept(swap=swap, by=cast.service)
    mine.refresh_from_db()
    assert (mine.user, mine.by_hand, mine.edition) == (cast.service, True, 2)
    assert on_call(cast.brand, FRIDAY).primary.pk == cast.service.pk  # type: ignore[union-attr]
    (told,) = Notification.objects.filter(key__startswith="swap_answered:")
    assert told.user == cast.cm
    assert set(AuditEntry.objects.filter(object_type="team.shiftswap").values_list("verb", flat=True)) == {
        "swap.asked",
        "swap.accepted",
    }


def test_two_shifts_change_hands_at_once_also_those_of_one_night(cast: Cast) -> None:
    first, backup = shift(cast, cast.cm), shift(cast, cast.service, ShiftKind.BACKUP)
    swap = ask_swap(shift=first, by=cast.cm, asked=cast.service, in_return=backup)
    accept(swap=swap, by=cast.service)
    found = on_call(cast.brand, FRIDAY)
    assert (found.primary.pk, found.backup.pk) == (cast.service.pk, cast.cm.pk)  # type: ignore[union-attr]


def test_no_leaves_it(cast: Cast) -> None:
    mine = shift(cast, cast.cm)
    swap = ask_swap(shift=mine, by=cast.cm, asked=cast.service)
    refuse(swap=swap, by=cast.service)
    assert refused(lambda: accept(swap=swap, by=cast.service))
    mine.refresh_from_db()
    assert mine.user == cast.cm
    assert Notification.objects.filter(key=f"swap_answered:{swap.pk}:refused:{cast.cm.pk}").exists()


def test_nobody_answers_for_another(cast: Cast) -> None:
    swap = ask_swap(shift=shift(cast, cast.cm), by=cast.cm, asked=cast.service)
    for somebody in (cast.support, cast.cm, cast.manager):
        assert refused(lambda somebody=somebody: accept(swap=swap, by=somebody))  # type: ignore[misc]
    assert refused(lambda: withdraw(swap=swap, by=cast.manager))
    assert withdraw(swap=swap, by=cast.cm).state == SwapState.WITHDRAWN
    assert refused(lambda: accept(swap=swap, by=cast.service))


def test_what_is_offered_to_all_goes_to_the_first(cast: Cast) -> None:
    mine = shift(cast, cast.cm)
    shift(cast, cast.support, ShiftKind.BACKUP)
    may = {user.name for user in who_may(mine)}
    assert may == {"Junior", "Service", "Manager"}, "who is the backup then cannot"
    swap = ask_swap(shift=mine, by=cast.cm)
    assert Notification.objects.filter(key__startswith="swap_asked:").count() == 3
    assert refused(lambda: accept(swap=swap, by=cast.support))
    assert refused(lambda: accept(swap=swap, by=cast.content))
    assert refused(lambda: refuse(swap=swap, by=cast.service))
    accept(swap=swap, by=cast.service)
    assert refused(lambda: accept(swap=swap, by=cast.junior))


def test_what_cannot_be_asked(cast: Cast) -> None:
    mine, theirs = shift(cast, cast.cm), shift(cast, cast.service, later=WEEK)
    assert refused(lambda: ask_swap(shift=mine, by=cast.service))
    assert refused(lambda: ask_swap(shift=mine, by=cast.cm, asked=cast.cm))
    assert refused(lambda: ask_swap(shift=mine, by=cast.cm, asked=cast.executive))
    assert refused(lambda: ask_swap(shift=mine, by=cast.cm, asked=cast.support, in_return=theirs))
    ask_swap(shift=mine, by=cast.cm, asked=cast.service, in_return=theirs)
    assert refused(lambda: ask_swap(shift=mine, by=cast.cm)), "offered once at a time"
    assert ShiftSwap.objects.count() == 1


def test_a_form_sent_twice_asks_once(cast: Cast) -> None:
    mine, key = shift(cast, cast.cm), uuid4()
    given: Any = {"shift": mine, "by": cast.cm, "asked": cast.service, "key": key}
    assert ask_swap(**given) == ask_swap(**given)


def on_leave(cast: Cast) -> None:
    add_leave(
        agency=cast.agency, user=cast.service, by=cast.manager, kind=LeaveKind.ANNUAL,
        starts_on=date(2026, 3, 8), ends_on=date(2026, 3, 12),
    )  # fmt: skip


@pytest.mark.parametrize(
    "happens",
    [
        on_leave,
        lambda cast: shift(cast, cast.service, ShiftKind.BACKUP),
        lambda cast: take_away(shift=Shift.objects.get(), by=cast.manager),
        lambda cast: change_shift(shift=Shift.objects.get(), by=cast.manager, user=cast.support),
        lambda cast: cast.service.brand_roles.update(ends_on=date(2026, 3, 5)),
    ],
    ids=["leave", "overlap", "taken away", "given to another", "role lost"],
)
def test_what_became_impossible_says_why(happens: Callable[[Cast], object], cast: Cast) -> None:
    swap = ask_swap(shift=shift(cast, cast.cm), by=cast.cm, asked=cast.service)
    happens(cast)
    said = refused(lambda: accept(swap=swap, by=cast.service))
    assert said
    page = client_of(cast.service).get(PAGE)
    if page.status_code == 200:
        assert said.replace("'", "&#x27;") in page.content.decode()
        assert "disabled" in page.content.decode()
    assert ShiftSwap.objects.get().state == SwapState.ASKED, "until it is withdrawn or expires"


def test_a_request_without_answer_expires_and_is_told_once(cast: Cast, clock: time_machine.Traveller) -> None:
    swap = ask_swap(shift=shift(cast, cast.cm), by=cast.cm, asked=cast.service)
    assert swap.expires_at == FRIDAY, "never beyond the beginning of the shift"
    far = ask_swap(shift=shift(cast, cast.cm, later=WEEK), by=cast.cm, asked=cast.service)
    assert far.expires_at == NOW + timedelta(days=3)
    clock.move_to(FRIDAY)
    assert refused(lambda: accept(swap=swap, by=cast.service))
    expire_swaps()
    expire_swaps()
    swap.refresh_from_db()
    assert swap.state == SwapState.EXPIRED
    assert Notification.objects.filter(key__startswith=f"swap_answered:{swap.pk}:expired:").count() == 1


# --- Pages --------------------------------------------------------------------------------------------


def test_asked_and_answered_by_the_pages(cast: Cast) -> None:
    mine = shift(cast, cast.cm)
    cm, service = client_of(cast.cm), client_of(cast.service)
    ask = f"/b/wouri/team/rota/{mine.pk}/swap/"
    assert cast.service.name in cm.get(ask).content.decode()
    answer = cm.post(ask, {"asked": cast.service.pk, "note": "Mariage", "key": uuid4()})
    assert answer.status_code == 303
    assert "Mariage" in service.get(PAGE).content.decode()
    assert "Mariage" not in client_of(cast.support).get(PAGE).content.decode(), "between the two"
    assert "Mariage" in client_of(cast.manager).get(PAGE).content.decode(), "and who writes the rota"
    swap = ShiftSwap.objects.get()
    assert client_of(cast.support).post(f"{PAGE}{swap.pk}/", {"act": "accept"}).status_code == 404
    service.post(f"{PAGE}{swap.pk}/", {"act": "nonsense"})
    mine.refresh_from_db()
    assert mine.user == cast.cm
    assert service.post(f"{PAGE}{swap.pk}/", {"act": "accept"}).status_code == 303
    mine.refresh_from_db()
    assert mine.user == cast.service
    assert 'name="asked"' not in cm.get(ask).content.decode(), "it is no longer theirs to offer"
    assert cm.post(ask, {"asked": cast.support.pk, "key": uuid4()}).status_code == 422


def test_the_page_asks_the_same_however_many_requests_there_are(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        mine = shift(cast, cast.cm, later=number * WEEK)
        ask_swap(shift=mine, by=cast.cm, asked=cast.service if number % 2 else None)
    service = client_of(cast.service)
    service.get(PAGE)
    with django_assert_max_num_queries(13):
        service.get(PAGE)


# --- Races --------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_once_one_has_it(cast: Cast) -> None:
    swap = ask_swap(shift=shift(cast, cast.cm), by=cast.cm)
    ready, outcomes = Barrier(2), []

    def take(user: User) -> None:
        ready.wait()
        try:
            accept(swap=swap, by=user)
            outcomes.append(user.pk)
        except ValidationError:
            outcomes.append(None)
        finally:
            connection.close()

    threads = [Thread(target=take, args=[user]) for user in (cast.service, cast.junior)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome is None for outcome in outcomes) == [False, True]
    assert Shift.objects.get().user_id in outcomes
