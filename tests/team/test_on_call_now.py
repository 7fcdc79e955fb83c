"""Who is on call now, on every page of the brand: from the cache, right at boundaries, the same for all."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test.utils import override_settings

from accounts.choices import Role
from accounts.models import User
from accounts.services.employment import add_leave
from accounts.skill_choices import LeaveKind
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.creation import give_role
from channels_mgmt.team.models import Shift
from channels_mgmt.team.rota_choices import ShiftKind
from channels_mgmt.team.services.oncall import key_of, on_call
from channels_mgmt.team.services.shifts import add_shift, change_shift, take_away
from tests.cast import Cast, client_of

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
TONIGHT = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def night(cast: Cast, user: User, kind: str = ShiftKind.PRIMARY, hours: int = 14, **more: Any) -> Shift:
    when = {"starts_at": TONIGHT, "ends_at": TONIGHT + timedelta(hours=hours)} | more
    return add_shift(brand=cast.brand, user=user, kind=kind, by=cast.manager, **when)


def settled(cast: Cast) -> None:
    """As it is once the seconds after a change are over: nothing is kept, and anything may be."""
    cache.delete(key_of(cast.brand.pk))


def primary(cast: Cast, at: datetime) -> str:
    found = on_call(cast.brand, at).primary
    return found.name if found else ""


def test_kept_for_the_next_page_and_right_at_boundaries(cast: Cast, django_assert_num_queries: Any) -> None:
    night(cast, cast.cm)
    night(cast, cast.service, starts_at=TONIGHT + timedelta(hours=14), ends_at=TONIGHT + timedelta(hours=20))
    settled(cast)
    with django_assert_num_queries(1):
        on_call(cast.brand, NOW)
    with django_assert_num_queries(0):
        second = timedelta(seconds=1)
        assert primary(cast, TONIGHT - second) == ""
        assert on_call(cast.brand, TONIGHT - second).until == TONIGHT
        assert primary(cast, TONIGHT) == "Cm"
        assert primary(cast, TONIGHT + timedelta(hours=14) - second) == "Cm"
        assert primary(cast, TONIGHT + timedelta(hours=14)) == "Service"
        assert primary(cast, TONIGHT + timedelta(hours=20)) == ""
    with django_assert_num_queries(1):
        on_call(cast.brand, NOW + timedelta(days=4))


def test_a_change_is_seen_at_once(cast: Cast) -> None:
    shift = night(cast, cast.cm)
    for change, wanted in (
        (lambda: change_shift(shift=shift, by=cast.manager, user=cast.service), "Service"),
        (lambda: take_away(shift=shift, by=cast.manager), ""),
    ):
        settled(cast)
        on_call(cast.brand, NOW)
        change()
        assert primary(cast, TONIGHT) == wanted


@pytest.mark.django_db(transaction=True)
def test_what_was_read_before_a_change_is_committed_is_not_kept(cast: Cast) -> None:
    shift = night(cast, cast.cm)
    settled(cast)
    assert primary(cast, TONIGHT) == "Cm"
    take_away(shift=shift, by=cast.manager)
    assert cache.get(key_of(cast.brand.pk)) == "dropped"
    assert primary(cast, TONIGHT) == ""
    assert cache.get(key_of(cast.brand.pk)) == "dropped", "for some seconds nobody keeps anything"


def test_leave_and_roles_drop_it_too(cast: Cast) -> None:
    night(cast, cast.cm)
    settled(cast)
    assert primary(cast, TONIGHT) == "Cm"
    add_leave(
        agency=cast.agency, user=cast.cm, by=cast.manager, kind=LeaveKind.SICK,
        starts_on=date(2026, 3, 4), ends_on=date(2026, 3, 5),
    )  # fmt: skip
    assert primary(cast, TONIGHT) == ""
    assert primary(cast, TONIGHT + timedelta(hours=7)) == "Cm", "back at midnight in Douala"
    settled(cast)
    on_call(cast.brand, NOW)
    role = cast.cm.brand_roles.get(brand=cast.brand, role=Role.COMMUNITY_MANAGER)
    role.ends_on = date(2026, 3, 5)
    role.save()
    assert primary(cast, TONIGHT + timedelta(hours=7)) == ""
    give_role(brand=cast.brand, user=cast.cm, role=Role.SOCIAL_MEDIA_MANAGER, by=cast.manager)
    assert primary(cast, TONIGHT + timedelta(hours=7)) == "Cm"


def test_a_role_lapses_with_the_place_in_the_house(cast: Cast) -> None:
    night(cast, cast.cm)
    place = cast.cm.memberships.get(agency=cast.agency)
    place.ends_on = date(2026, 3, 5)
    place.save()
    assert primary(cast, TONIGHT) == "Cm"
    assert primary(cast, TONIGHT + timedelta(hours=7)) == ""


@override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}})
def test_without_a_cache_the_database_is_asked(cast: Cast) -> None:
    night(cast, cast.cm)
    assert primary(cast, TONIGHT) == "Cm"


@pytest.mark.parametrize(
    "page", ["", "inbox/", "team/", "escalations/", "reports/", "directory/", "publishing/"]
)
def test_every_page_of_the_brand_says_it(page: str, cast: Cast, clock: time_machine.Traveller) -> None:
    night(cast, cast.cm)
    night(cast, cast.service, ShiftKind.BACKUP)
    User.objects.filter(pk=cast.service.pk).update(phone="+237 6 70 00 00 03")
    clock.move_to(TONIGHT)
    settled(cast)
    for name, has_line in (("junior", True), ("executive", False)):
        text = client_of(cast.people[name]).get(f"/b/wouri/{page}").content.decode()
        shown = text.split('<div class="main">')[1]
        assert cast.cm.name in shown
        assert cast.service.name in shown
        assert (f"mailto:{cast.cm.email}" in text) == has_line
        assert ("tel:+237670000003" in text) == has_line


def test_who_does_not_see_the_team_does_not_see_it_nor_does_another_brand(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    User.objects.filter(pk=cast.cm.pk).update(name="Odile Ngassa")
    night(cast, cast.cm)
    clock.move_to(TONIGHT)
    assert "Odile Ngassa" not in client_of(cast.decider).get("/b/wouri/").content.decode()
    assert "Odile Ngassa" not in client_of(cast.other_cm).get("/b/sanaga/").content.decode()


def test_the_same_whoever_asks_first(cast: Cast, clock: time_machine.Traveller) -> None:
    """The executive, who works nowhere in the house, fills what the manager reads next."""
    night(cast, cast.manager)
    clock.move_to(TONIGHT)
    settled(cast)
    for name in ("executive", "junior"):
        assert "Manager" in client_of(cast.people[name]).get("/b/wouri/team/").content.decode()


def test_my_shifts_on_my_day_and_empty_weekends_on_the_managers_board(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    night(cast, cast.cm)
    clock.move_to(TONIGHT)
    day = client_of(cast.cm).get("/").content.decode()
    assert "Wouri Mobile" in day
    assert "my shifts" in day.lower() or "mes gardes" in day.lower()
    assert "/calendars/" in day
    board = client_of(cast.manager).get("/").content.decode()
    assert "/b/wouri/team/rota/gaps/" in board
    weekend = {
        "starts_at": datetime(2026, 3, 6, 17, tzinfo=UTC),
        "ends_at": datetime(2026, 3, 9, 7, tzinfo=UTC),
    }
    night(cast, cast.cm, **weekend)
    board = client_of(cast.manager).get("/").content.decode()
    assert "/b/wouri/team/rota/gaps/" not in board
    assert Brand.objects.get(slug="sanaga").name in board
