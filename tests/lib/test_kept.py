"""Statements that are written once and used with other values."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Agency, User
from cmhub.lib.kept import kept
from tests.cast import Cast

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


@kept
def named(name: str, ids: list[int], since: datetime) -> Any:
    people = User.objects.filter(Q(name=name) | Q(pk__in=ids), created_at__gte=since)
    return people.annotate(address=F("email")).only("name").order_by("pk")


def test_each_use_gives_the_rows_of_its_own_values(cast: Cast) -> None:
    long_ago = timezone.now() - timedelta(days=1)

    assert named(name=cast.cm.name, ids=[], since=long_ago) == [cast.cm]
    assert named(name=cast.other_cm.name, ids=[], since=long_ago) == [cast.other_cm]
    both = sorted([cast.cm, cast.manager], key=lambda person: person.pk)
    assert named(name="", ids=[person.pk for person in both], since=long_ago) == both
    assert named(name=cast.cm.name, ids=[], since=timezone.now() + timedelta(days=1)) == []


def test_a_row_has_what_the_queryset_asked_for(cast: Cast) -> None:
    (person,) = named(name=cast.cm.name, ids=[], since=timezone.now() - timedelta(days=1))

    assert person.address == cast.cm.email
    assert "language" in person.get_deferred_fields()


def test_a_value_cannot_change_the_statement(cast: Cast) -> None:
    name = "'; drop table accounts_user; -- %s"

    assert named(name=name, ids=[], since=NOON) == []
    assert User.objects.exists()


def test_the_sql_is_written_once_for_a_shape(cast: Cast) -> None:
    written = []

    @kept
    def people(ids: list[int]) -> Any:
        written.append(len(ids))
        return User.objects.filter(pk__in=ids)

    people(ids=[cast.cm.pk, cast.manager.pk])
    people(ids=[cast.other_cm.pk, cast.contact.pk])
    people(ids=[cast.cm.pk])

    assert written == [2, 1]


def calculating(at: datetime) -> Any:
    return User.objects.filter(created_at__lt=at - timedelta(days=1))


def leaving_out(at: datetime, person: int) -> Any:
    return User.objects.filter(created_at__lt=at)


def asking_for_the_time(person: int) -> Any:
    return User.objects.filter(pk=person, created_at__lt=timezone.now())


@pytest.mark.parametrize(
    ("build", "given"),
    [
        (calculating, {"at": NOON}),
        (leaving_out, {"at": NOON, "person": 1}),
        (asking_for_the_time, {"person": 1}),
    ],
)
def test_a_queryset_that_would_keep_too_much_is_refused(build: Callable[..., Any], given: Any) -> None:
    with pytest.raises(TypeError, match=build.__name__):
        kept(build).sql(**given)


def test_a_kept_statement_may_stand_in_another() -> None:
    @kept
    def inner(name: str) -> Any:
        return Agency.objects.filter(name=name)

    outer_sql, params = inner.sql(name="stand-in 1")

    assert params == ("stand-in 1",)
    assert outer_sql.count("%s") == 1
