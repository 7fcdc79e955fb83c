"""The order of names for people: as a dictionary has them, accents and capitals aside.

The database sorts by code point, which puts “Éva” after “Zoé” and “zoé” after “Zoé”. It is one and the same
on the embedded server, which knows no ICU collation, and on others.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.db.models.functions import Lower


def alphabetical(field: str) -> list[Any]:
    """For `order_by(*…)` and `Meta.ordering`: the field as one reads it, then as it is written."""
    return [Lower(Unaccent(field)), field]
