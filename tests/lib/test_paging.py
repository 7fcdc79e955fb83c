from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from cmhub.lib.paging import CappedCount, Cursor, keyset_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups() -> QuerySet[Any]:
    """23 rows of which many share the value that orders them."""
    Group.objects.bulk_create(Group(name=f"{n}{'x' * (n % 4)}") for n in range(10, 33))
    return Group.objects.annotate(size=Length("name"))


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("size", [1, 5, 23, 24])
def test_there_and_back_over_equal_values(groups: QuerySet[Any], size: int, descending: bool) -> None:
    expected = list(groups.order_by(*(["-size", "-pk"] if descending else ["size", "pk"])))
    pages = [keyset_page(groups, field="size", size=size, descending=descending)]
    assert pages[0].previous == ""
    while pages[-1].next:
        pages.append(
            keyset_page(groups, field="size", cursor=pages[-1].next, size=size, descending=descending)
        )
    assert [row for page in pages for row in page.rows] == expected
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = keyset_page(groups, field="size", cursor=back.previous, size=size, descending=descending)
        assert back.rows == page.rows
    assert back.previous == ""


def test_the_first_page_is_whole_when_rows_came_since(groups: QuerySet[Any]) -> None:
    first = keyset_page(groups, field="name", size=10)
    second = keyset_page(groups, field="name", cursor=first.next, size=10)
    Group.objects.create(name="zzz")
    back = keyset_page(groups, field="name", cursor=second.previous, size=10)
    assert back.rows == first.rows
    assert keyset_page(groups, field="name", cursor=back.previous, size=10).rows[0].name == "zzz"


def test_a_page_whose_rows_are_gone_is_the_first(groups: QuerySet[Any]) -> None:
    first = keyset_page(groups, field="name", size=22)
    Group.objects.filter(name__lt=first.rows[-1].name).delete()
    assert keyset_page(groups, field="name", cursor=first.next, size=22).rows == first.rows


@pytest.mark.parametrize("cursor", ["x", "é", "AAAA", "W10", "WzEsMl0", "A" * 5000, "WzEsMSwxXQ=", "bnVsbA"])
def test_a_cursor_that_somebody_made_up(groups: QuerySet[Any], cursor: str) -> None:
    assert keyset_page(groups, field="size", cursor=cursor, size=3).rows


def test_numbers_beyond_the_database(groups: QuerySet[Any]) -> None:
    for cursor in (Cursor(5, 2**70), Cursor("x", 1), Cursor(None, 1)):
        first = keyset_page(groups, field="size", size=3)
        assert keyset_page(groups, field="size", cursor=cursor.encode(), size=3) == first


def test_one_query(groups: QuerySet[Any], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cursor = keyset_page(groups, field="size", size=3).next
    with django_assert_num_queries(1):
        keyset_page(groups, field="size", cursor=cursor, size=3)


def test_a_count_that_ended_at_its_cap_says_so() -> None:
    with translation.override("fr"):
        assert str(CappedCount(23, more=False)) == "23"
        assert str(CappedCount(22, more=True)) == "plus de 22"
