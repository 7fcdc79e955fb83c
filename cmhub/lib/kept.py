"""Querysets that Django writes as SQL once for a process: writing one often costs more than running it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

Given = int | str | datetime | list[int]
"""What may change from one use to the next: an id, a word, an instant, some ids."""

Shape = tuple[tuple[str, int | type], ...]
"""The name of each value with its type; of ids, with how many they are: each has its place in the SQL."""

WRITTEN = 64
"""How many shapes of one queryset are kept; beyond them those least used are written anew."""


class Kept(Generic[M]):
    """A queryset of which only the values given to it change; made by `@kept`.

    The function builds the queryset from its arguments, which it hands on to lookups as they are: while the
    SQL is written, other values stand in for them. It is a defect, told when the SQL is first written, to
    calculate with one, to leave one out, or to ask for the time inside.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self.build = build
        self.written = lru_cache(WRITTEN)(self.write)

    def __call__(self, **given: Given) -> list[M]:
        """The rows, with the fields and annotations that the queryset has; of no other model (no joined
        objects: annotate what a row shows of them).
        """
        sql, params = self.sql(**given)
        return list(self.model.objects.raw(sql, params))

    def values(self, **given: Given) -> list[dict[str, Any]]:
        """The rows of a queryset of `values()`, which may be a union over several models."""
        sql, params = self.sql(**given)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def sql(self, **given: Given) -> tuple[str, tuple[Any, ...]]:
        shape: Shape = tuple(
            (name, len(value) if isinstance(value, list) else type(value)) for name, value in given.items()
        )
        sql, params = self.written(shape)
        values = dict(zip(flat(stand_ins(shape)), flat(given), strict=True))
        return sql, tuple(values.get(param, param) for param in params)

    def write(self, shape: Shape) -> tuple[str, tuple[Any, ...]]:
        standing = stand_ins(shape)
        queryset = self.build(**standing)
        self.model: Any = queryset.model
        sql, params = queryset.query.sql_with_params()
        left_out = set(flat(standing)).difference(params)
        foreign = [param for param in params if isinstance(param, date) and param not in flat(standing)]
        if left_out or foreign:
            raise TypeError(f"{self.build.__qualname__} does not keep to its arguments")
        return sql, params


def kept(build: Callable[..., QuerySet[M]]) -> Kept[M]:
    """Makes of a function that returns a queryset one that returns its rows, by SQL that is kept."""
    return Kept(build)


def stand_ins(shape: Shape) -> dict[str, Any]:
    """Values that no row has, each another one."""
    places = iter(range(1, 1 << 16))
    return {name: stand_in(kind, places) for name, kind in shape}


def stand_in(kind: int | type, places: Iterator[int]) -> Any:
    if isinstance(kind, int):
        return [stand_in(int, places) for _ in range(kind)]
    if kind is datetime:
        return datetime(2, 1, 1, tzinfo=UTC) + timedelta(seconds=next(places))
    place = next(places)
    return f"stand-in {place}" if kind is str else -(1 << 62) - place


def flat(values: Mapping[str, Any]) -> list[Any]:
    return [one for value in values.values() for one in (value if isinstance(value, list) else [value])]
