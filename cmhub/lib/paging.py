"""Pages of a long list that cost the same wherever they lie, and counts that end at a cap."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from cmhub.lib.numbers import number_words

PAGE_SIZE = 25
COUNT_CAP = 1_000

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows of one page, and the cursors of its neighbours, empty where there is none."""

    rows: list[M]
    next: str
    previous: str


@dataclass(frozen=True)
class CappedCount:
    """How many rows there are, or the cap where there are more."""

    number: int
    more: bool

    def __str__(self) -> str:
        number = number_words(self.number)
        return _("more than %(number)s") % {"number": number} if self.more else number


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: beyond the row with these values, forwards or backwards."""

    value: Any
    pk: int
    backwards: bool = False

    def encode(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, date | datetime) else self.value
        data = json.dumps([value, self.pk, int(self.backwards)], separators=(",", ":"), default=str)
        return base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, field: Field) -> Cursor | None:
        """The cursor of a URL; None where somebody has changed it: the list then begins at its beginning."""
        try:
            data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            value, pk, backwards = json.loads(data)
            value = field.to_python(value)
            if value is None or type(pk) is not int or abs(pk) > 2**63 - 1:
                return None
            return cls(value, pk, bool(backwards))
        except (ValueError, TypeError, binascii.Error, ValidationError, OverflowError, RecursionError):
            return None


def keyset_page(
    queryset: QuerySet[M], *, field: str, cursor: str = "", size: int = PAGE_SIZE, descending: bool = True
) -> Page[M]:
    """One page of the queryset ordered by ``(field, id)``, both descending unless told otherwise.

    ``field`` is a field or an annotation of the model, never null, with an index on ``(…, field, id)``.
    ``cursor`` comes from the URL (``?cursor=``) and may be anything. One query wherever the page lies in
    the list, a second one where the way back ends at the first page, or the way on at rows that are gone:
    that page is then made whole.
    """
    at = Cursor.decode(cursor, field_of(queryset, field)) if cursor else None
    backwards = bool(at and at.backwards)
    falling = descending != backwards
    sign = "-" if falling else ""
    beyond_cursor = queryset.filter(beyond(field, at, falling=falling)) if at else queryset
    found = list(beyond_cursor.order_by(f"{sign}{field}", f"{sign}pk")[: size + 1])
    more, rows = len(found) > size, found[:size]
    if at and (not rows or (backwards and not more)):
        return keyset_page(queryset, field=field, size=size, descending=descending)
    if backwards:
        rows.reverse()
    return Page(
        rows,
        next=cursor_at(rows[-1], field) if more or backwards else "",
        previous=cursor_at(rows[0], field, backwards=True) if at else "",
    )


def every_row(
    queryset: QuerySet[M], *, field: str, size: int = 2_000, descending: bool = True
) -> Iterator[M]:
    """All rows in the order of ``(field, id)``, falling unless told otherwise, no more than `size` of them in
    memory at once.
    """
    page = keyset_page(queryset, field=field, size=size, descending=descending)
    yield from page.rows
    while page.next:
        page = keyset_page(queryset, field=field, size=size, cursor=page.next, descending=descending)
        yield from page.rows


def beyond(field: str, at: Cursor, *, falling: bool) -> Q:
    """What follows a row in the order. The first condition is for the index, the second makes it exact."""
    comparison = "lt" if falling else "gt"
    return Q(**{f"{field}__{comparison}e": at.value}) & (
        Q(**{f"{field}__{comparison}": at.value}) | Q(**{f"pk__{comparison}": at.pk})
    )


def cursor_at(row: Model, field: str, *, backwards: bool = False) -> str:
    return Cursor(getattr(row, field), row.pk, backwards).encode()


def field_of(queryset: QuerySet[Any], name: str) -> Field:
    annotation = queryset.query.annotations.get(name)
    return annotation.output_field if annotation is not None else queryset.model._meta.get_field(name)


def with_query(query: QueryDict, **changes: str) -> str:
    """The query string with these parameters changed; an empty value takes one out."""
    changed = query.copy()
    changed.pop("lang", None)
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return f"?{changed.urlencode()}"
