"""Counts that end at a cap, several in one query."""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from channels_mgmt.brands.models import Brand
from cmhub.lib.paging import COUNT_CAP, CappedCount


class Capped(Subquery):
    """The number of rows of a queryset, of which no more than the cap and one are looked at."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet[Any], cap: int = COUNT_CAP, **extra: Any) -> None:
        super().__init__(queryset.order_by().values("pk")[: cap + 1], **extra)


def capped(number: int, cap: int = COUNT_CAP) -> CappedCount:
    return CappedCount(min(number, cap), number > cap)


def capped_counts(
    brand: Brand, querysets: Mapping[str, QuerySet[Any]], cap: int = COUNT_CAP
) -> dict[str, CappedCount]:
    """The capped count of each queryset, by its name, in one query."""
    counts = {name: Capped(queryset, cap) for name, queryset in querysets.items()}
    numbers: Any = Brand.objects.filter(pk=brand.pk).order_by().values(**counts).get()
    return {name: capped(number, cap) for name, number in numbers.items()}


def with_counts(brands: Any, **querysets: QuerySet[Any]) -> Any:
    """Adds to each brand the capped count of each queryset, which is of the brand `OuterRef("pk")`."""
    return brands.order_by().only("pk").annotate(**{name: Capped(rows) for name, rows in querysets.items()})
