"""Row-level security: which rows of each table the role of requests is let see, drawn from the models.

A row of a brand is seen by whoever may see the brand, one of an agency by whoever works in it or for one of
its brands, and one that hangs on such a row by whoever sees that row. A model may say otherwise in
`row_security`: a condition, or `OPEN` for one that is asked before it is known who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.db.models import ForeignKey, Model
from psycopg import sql

OPEN = "true"
NARROWED = "(SELECT nullif(current_setting('cmhub.brands', true), '')::bigint[])::bigint[]"
OF_BRAND = f"{{}} = ANY({NARROWED}) OR {{}} IN (SELECT cmhub_brands())"
OF_AGENCY = "agency_id IN (SELECT cmhub_agencies())"
OF_STAFF = "user_id = cmhub_person() OR agency_id IN (SELECT cmhub_houses())"
OF_PARENT = "EXISTS (SELECT 1 FROM {table} parent WHERE parent.id = {own}.{column})"
EVERYTHING, SCOPED = "everything", "scoped"


class UnprotectedError(TypeError):
    """A model of ours of which nothing says who may see its rows."""


def of_brand(column: str = "brand_id") -> str:
    """The condition that the brand in this column is one that the person may see, and the page is about."""
    return OF_BRAND.format(column, column)


def condition_of(model: type[Model]) -> str:
    """The condition under which a row of this table is seen. Raises UnprotectedError where none is known."""
    if own := getattr(model, "row_security", None):
        return str(own)
    ways = {f.name: f for f in model._meta.concrete_fields if isinstance(f, ForeignKey)}
    if "brand" in ways:
        return of_brand()
    if "agency" in ways:
        return OF_AGENCY
    for way in ways.values():
        parent = way.related_model
        if isinstance(parent, type) and not way.null and has_condition(parent):
            own_table = model._meta.db_table
            return OF_PARENT.format(table=parent._meta.db_table, own=own_table, column=way.column)
    raise UnprotectedError(f"nothing says who may see the rows of {model._meta.label}")


def has_condition(model: type[Model]) -> bool:
    try:
        return condition_of(model) != OPEN
    except UnprotectedError:
        return False


def conditions(models: Iterable[type[Model]], libraries: Iterable[str]) -> dict[str, str]:
    """The condition of each table but those of the libraries, given by their labels."""
    return {
        model._meta.db_table: condition_of(model)
        for model in models
        if model._meta.managed and model._meta.app_label not in set(libraries)
    }


def protect(table: str, condition: str, *, scoped: str, others: str) -> Iterator[sql.Composed]:
    """The SQL by which `scoped` sees no more than the condition says, and the role `others` everything."""
    own = sql.Identifier(table)
    yield sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(own)
    for name, role, seen in ((EVERYTHING, others, OPEN), (SCOPED, scoped, condition)):
        policy = sql.Identifier(name)
        yield sql.SQL("DROP POLICY IF EXISTS {} ON {}").format(policy, own)
        make = "CREATE POLICY {} ON {} TO {} USING (" + seen + ") WITH CHECK (" + seen + ")"
        yield sql.SQL(make).format(policy, own, sql.Identifier(role))
        told = sql.Literal(mark(role, seen))
        yield sql.SQL("COMMENT ON POLICY {} ON {} IS {}").format(policy, own, told)


def marks(condition: str, *, scoped: str, others: str) -> set[str]:
    """What the policies of a table that is up to date say of themselves."""
    return {mark(others, OPEN), mark(scoped, condition)}


def mark(role: str, condition: str) -> str:
    return sha256(f"{role}: {condition}".encode()).hexdigest()


MARKS = """
SELECT tables.relname, array_agg(obj_description(policies.oid, 'pg_policy'))
FROM pg_policy policies JOIN pg_class tables ON tables.oid = policies.polrelid
WHERE tables.relnamespace = 'public'::regnamespace
GROUP BY 1
"""
"""The policies that there are, by their table. Those that are right are left alone: changing one waits until
nobody reads the table.
"""
