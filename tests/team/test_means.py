"""Budget, pay and assumptions: who sets them, what stays of them, and who never sees them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from accounts.models import AuditEntry
from channels_mgmt.team.assumptions import USUAL, Assumption
from channels_mgmt.team.models import Budget, Pay, WorkAssumption
from channels_mgmt.team.services.means import (
    assumptions_of,
    budget_of,
    change_assumptions,
    pay_of,
    set_budget,
    set_pay,
)
from cmhub.lib.editions import ChangedMeanwhileError
from cmhub.lib.scope import Scope, asking
from tests.access.test_walk import PEOPLE
from tests.cast import Cast, client_of

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)
PAGE, PAY, ASSUMPTIONS = (
    "/b/wouri/team/means/",
    "/b/wouri/team/means/pay/",
    "/b/wouri/team/staffing/assumptions/",
)
AMOUNT = Decimal("412987.50")


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def pay(cast: Cast, amount: Decimal | None = AMOUNT, *, day: date = TODAY, person: Any = None) -> Pay:
    return set_pay(
        agency=cast.agency,
        person=person or cast.cm,
        amount=amount,
        currency="XAF",
        starts_on=day,
        by=cast.manager,
    )


def budget(cast: Cast, amount: Decimal | None = AMOUNT, day: date = TODAY) -> Budget:
    return set_budget(brand=cast.brand, amount=amount, currency="XOF", starts_on=day, by=cast.manager)


def test_what_holds_on_a_day_is_what_began_last_as_it_was_set_last(cast: Cast) -> None:
    budget(cast, Decimal(100), date(2026, 1, 1))
    budget(cast, Decimal(300), date(2026, 11, 1))
    budget(cast, Decimal(200), date(2026, 10, 1))
    budget(cast, Decimal(350), date(2026, 11, 1))
    for day, amount in (
        (date(2025, 12, 31), None),
        (date(2026, 9, 30), 100),
        (date(2026, 10, 1), 200),
        (date(2026, 11, 18), 350),
    ):
        found = budget_of(cast.brand, day)
        assert (found.amount if found else None) == amount
    budget(cast, None, TODAY)
    assert budget_of(cast.brand, TODAY) is None
    assert Budget.objects.count() == 5

    pay(cast, Decimal(10), day=date(2026, 1, 1))
    pay(cast, Decimal(12))
    pay(cast, Decimal(7), person=cast.junior)
    held = pay_of(cast.agency, [cast.cm.pk, cast.junior.pk, cast.content.pk], TODAY)
    assert {person: row.amount for person, row in held.items()} == {cast.cm.pk: 12, cast.junior.pk: 7}


def test_sums_are_never_changed_nor_deleted(cast: Cast) -> None:
    for row in (pay(cast), budget(cast)):
        rows = type(row).objects.filter(pk=row.pk)
        for act in (lambda rows=rows: rows.update(amount=1), lambda rows=rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


def test_managers_set_them_on_a_page(cast: Cast) -> None:
    client = client_of(cast.manager)
    form = {"amount": "412987.50", "currency": "XAF", "starts_on": "2026-11-01"}
    assert client.post(PAGE, form).status_code == 303
    assert client.post(PAY, {**form, "person": cast.cm.pk}).status_code == 303
    page = client.get(PAGE).text
    assert page.count("412") == 2
    assert (Budget.objects.get().amount, Pay.objects.get().person) == (AMOUNT, cast.cm)


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": "-1"},
        {"amount": "1e40"},
        {"currency": "BTC"},
        {"starts_on": "hier"},
        {"amount": "beaucoup"},
    ],
)
def test_nonsense_is_refused_and_kept_in_the_form(cast: Cast, changed: dict[str, str]) -> None:
    form = {"amount": "5", "currency": "XAF", "starts_on": "2026-11-01", "person": cast.cm.pk, **changed}
    client = client_of(cast.manager)
    for page in (PAGE, PAY):
        answer = client.post(page, form)
        assert answer.status_code == 422
    assert not Pay.objects.exists()
    assert not Budget.objects.exists()


def test_nobody_of_another_agency_is_paid_here(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        pay(cast, person=cast.rival)
    form = {"amount": "5", "currency": "XAF", "starts_on": "2026-11-01", "person": cast.rival.pk}
    assert client_of(cast.manager).post(PAY, form).status_code == 422


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "manager"])
def test_the_database_shows_them_to_nobody_without_the_right(cast: Cast, name: str) -> None:
    """Not one's own pay either: what one is paid is between oneself and the house."""
    user = getattr(cast, name)
    budget(cast)
    for person in (cast.cm, cast.manager, *([user] if name != "rival" else [])):
        pay(cast, person=person)
    with asking(Scope(user.pk)):
        assert not Pay.objects.exists()
        assert not Budget.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM team_pay")
            assert cursor.fetchone() == (0,)
        with pytest.raises((DatabaseError, ValidationError)), transaction.atomic():
            pay(cast, person=cast.cm)
    assert not Pay.objects.visible_to(user).exists()
    assert not Budget.objects.visible_to(user).exists()
    assert client_of(user).get(PAGE).status_code in {403, 404}
    with asking(Scope(cast.manager.pk)):
        assert Pay.objects.exists()
        assert Budget.objects.exists()
    assert Pay.objects.visible_to(cast.manager).exists()


def test_a_manager_who_left_sees_nothing(cast: Cast) -> None:
    pay(cast)
    cast.manager.memberships.update(ends_on=TODAY)
    with asking(Scope(cast.manager.pk)):
        assert not Pay.objects.exists()


def test_the_record_says_that_they_were_set_and_not_how_much(cast: Cast) -> None:
    pay(cast)
    budget(cast)
    told = AuditEntry.objects.filter(verb__in=["pay.set", "budget.set"])
    assert told.count() == 2
    for entry in told:
        said = f"{entry.label} {entry.details} {entry.before} {entry.after}"
        assert "412" not in said
        assert "XAF" not in said
    for path in ("/record/", "/people/me/data/", "/people/me/"):
        for user in (cast.cm, cast.manager):
            assert "412" not in client_of(user).get(path, follow=True).text.replace("\u202f", "")


def test_assumptions_are_changed_and_let_go(cast: Cast) -> None:
    client = client_of(cast.manager)
    assert client.get(ASSUMPTIONS).status_code == 200
    assert client.post(ASSUMPTIONS, {"edition": "0", "minutes_per_post": "45.5"}).status_code == 303
    assert assumptions_of(cast.brand).values == {"minutes_per_post": Decimal("45.5")}
    assert client.post(ASSUMPTIONS, {"edition": "1"}).status_code == 303
    assert assumptions_of(cast.brand).values == {}
    told = AuditEntry.objects.filter(verb="assumption.changed").order_by("pk")
    assert [(entry.before, entry.after) for entry in told] == [
        ({"minutes_per_post": None}, {"minutes_per_post": "45.5"}),
        ({"minutes_per_post": "45.50"}, {"minutes_per_post": None}),
    ]


def test_of_two_who_change_them_at_once_the_second_is_told_and_loses_nothing(cast: Cast) -> None:
    client = client_of(cast.manager)
    change_assumptions(brand=cast.brand, values={"minutes_per_post": Decimal(30)}, edition=0, by=cast.manager)
    answer = client.post(ASSUMPTIONS, {"edition": "0", "minutes_per_post": "90", "hours_meetings": "3"})
    assert answer.status_code == 409
    assert 'value="90"' in answer.text
    assert "30" in answer.text
    assert assumptions_of(cast.brand).values == {"minutes_per_post": 30}
    with pytest.raises(ChangedMeanwhileError):
        change_assumptions(brand=cast.brand, values={}, edition=0, by=cast.manager)
    again = {"edition": "1", "minutes_per_post": "90", "hours_meetings": "3"}
    assert client.post(ASSUMPTIONS, again).status_code == 303


@pytest.mark.parametrize(
    "changed",
    [
        {"minutes_per_interaction": "0"},
        {"minutes_per_post": "-3"},
        {"hours_meetings": "169"},
        {"hours_full_time": "0"},
        {"minutes_per_post": "beaucoup"},
        {"edition": "x"},
    ],
)
def test_impossible_assumptions_are_refused(cast: Cast, changed: dict[str, str]) -> None:
    assert client_of(cast.manager).post(ASSUMPTIONS, {"edition": "0", **changed}).status_code == 422
    assert not WorkAssumption.objects.exists()


def test_assumptions_are_for_who_runs_the_team(cast: Cast) -> None:
    for name, status in (("strategist", 403), ("executive", 403), ("cm", 403), ("rival", 404)):
        assert client_of(getattr(cast, name)).get(ASSUMPTIONS).status_code == status


def test_every_assumption_has_its_usual_value() -> None:
    assert set(USUAL) == set(Assumption)
