"""The full-text search of a brand's inbox."""

from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db.models import BigIntegerField, DateTimeField, Func, Value

from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models.message import SEARCH_CONFIG

SEARCH_LIMIT = 1_000
"""A search looks at the interactions in which the words stood last, no more than these."""


class Found(Func):
    """The interactions that `inbox_found` gives, for `pk__in=`."""

    function = "inbox_found"
    template = "(SELECT %(function)s(%(expressions)s))"
    output_field = BigIntegerField()


def found(brand: Brand, text: str, span: tuple[datetime, datetime] | None) -> Found:
    """The interactions in whose messages the words stand, as people type them into a search: all of them, a
    “phrase”, one `or` another, `-without`. Within a span, which is half-open, in what was written then.
    """
    query = SearchQuery(text, config=SEARCH_CONFIG, search_type="websearch")
    instants = [Value(instant, DateTimeField()) for instant in span or ()]
    return Found(Value(brand.pk, BigIntegerField()), query, Value(SEARCH_LIMIT), *instants)
