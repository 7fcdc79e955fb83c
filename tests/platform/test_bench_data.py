"""The benchmarks write rows by SQL: no column that must be filled is forgotten when a model has a new one."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db.models import NOT_PROVIDED

from benchmarks import data_sql, results

INSERT = re.compile(r"insert into (\w+)\s+\(([^)]*)\)", re.IGNORECASE)
WRITTEN = [
    (table, {column.strip().strip('"') for column in columns.split(",")})
    for module in (data_sql, results)
    for text in vars(module).values()
    if isinstance(text, str)
    for table, columns in INSERT.findall(text)
]
MODELS = {model._meta.db_table: model for model in apps.get_models()}


@pytest.mark.parametrize(("table", "columns"), WRITTEN, ids=[table for table, _columns in WRITTEN])
def test_every_column_that_must_be_filled_is(table: str, columns: set[str]) -> None:
    fields = MODELS[table]._meta.concrete_fields
    filled = {field.column for field in fields if field.generated or field.db_default is not NOT_PROVIDED}
    wanted = {field.column for field in fields if not field.null and not field.primary_key}
    assert wanted - filled <= columns
    assert columns <= {field.column for field in fields}
