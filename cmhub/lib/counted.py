"""Counts as one column of a row that is read anyway."""

from django.db.models import IntegerField, Subquery


class CountOf(Subquery):
    """How many rows a queryset has; sliced, it counts no further: ``CountOf(rows.values("pk")[:100])``."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
