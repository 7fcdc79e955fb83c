"""Percentiles that the database reckons."""

from typing import Any

from django.db.models import Aggregate, FloatField


class Percentile(Aggregate):
    """`percentile_cont` of an expression: linear, as the report's percentiles are. None of no rows."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: Any, share: float) -> None:
        super().__init__(expression, share=share)
