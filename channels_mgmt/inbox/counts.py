"""Counts that end at a cap, several in one query."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import IntegerField, QuerySet, Subquery

from channels_mgmt.brands.models import Brand
from cmhub.lib.paging import COUNT_CAP, CappedCount

SOME_BRAND = -1
"""It stands for the brand in a statement that is kept."""


class Capped(Subquery):
    """The number of rows of a queryset, of which no more than the cap and one are looked at."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet[Any], cap: int = COUNT_CAP, **extra: Any) -> None:
        super().__init__(queryset.order_by().values("pk")[: cap + 1], **extra)


def capped(number: int) -> CappedCount:
    return CappedCount(min(number, COUNT_CAP), number > COUNT_CAP)


def capped_counts(brand: Brand, querysets: Mapping[str, QuerySet[Any]]) -> dict[str, CappedCount]:
    """The capped count of each queryset, by its name, in one query."""
    numbers: Any = _counting(brand.pk, querysets).get()
    return {name: capped(number) for name, number in numbers.items()}


Querysets = Callable[[int], Mapping[str, QuerySet[Any]]]
"""What is counted, by its name, of the brand with this id."""


def kept_counts(brand: Brand, querysets: Querysets) -> dict[str, CappedCount]:
    """`capped_counts` by a statement that Django writes once for a process: of it only the brand changes."""
    sql, params = _written(querysets)
    with connection.cursor() as cursor:
        cursor.execute(sql, [brand.pk if param == SOME_BRAND else param for param in params])
        names, numbers = [column.name for column in cursor.description], cursor.fetchone()
    return {name: capped(number) for name, number in zip(names, numbers, strict=True)}


def _counting(brand_id: int, querysets: Mapping[str, QuerySet[Any]]) -> Any:
    counts = {name: Capped(queryset) for name, queryset in querysets.items()}
    return Brand.objects.filter(pk=brand_id).order_by().values(**counts)


@lru_cache
def _written(querysets: Querysets) -> tuple[str, tuple[Any, ...]]:
    return _counting(SOME_BRAND, querysets(SOME_BRAND)).query.sql_with_params()
