"""A whole version with all its rows, read by one statement."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DecimalField, F, Model, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject

from channels_mgmt.strategy.choices import REQUIRED, Section
from channels_mgmt.strategy.models import (
    CommunityCode,
    DecisionMaker,
    MixShare,
    NetworkPlan,
    Objective,
    OwnMetric,
    Persona,
    SectionEdition,
    Strategy,
)
from channels_mgmt.strategy.models.parts import without_zeros
from channels_mgmt.strategy.sections import PARTS, SHAPES

BESIDES: dict[type[Model], dict[str, Any]] = {
    DecisionMaker: {
        "name": Coalesce("user__name", "contact__name"),
        "department": F("contact__department__name"),
        "phone": F("contact__phone"),
        "email": Coalesce("user__email", "contact__email"),
    },
    Objective: {"own_name": F("own_metric__name"), "own_unit": F("own_metric__unit")},
    SectionEdition: {"saver": F("saved_by__name")},
}
"""What is shown of a row that is not in its own columns."""


@dataclass
class Document:
    """A version and its rows, in their order."""

    strategy: Strategy
    personas: list[Persona] = field(default_factory=list)
    communities: list[CommunityCode] = field(default_factory=list)
    networks: list[NetworkPlan] = field(default_factory=list)
    mix: list[MixShare] = field(default_factory=list)
    decision_makers: list[DecisionMaker] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    editions: dict[str, SectionEdition] = field(default_factory=dict)

    def rows(self, section: str) -> list[Any]:
        name = SHAPES[section].rows
        return getattr(self, name) if name else []

    def edition(self, section: str) -> int:
        return self.editions[section].edition if section in self.editions else 0

    def is_written(self, section: str) -> bool:
        """Whether anything stands in a section."""
        if self.rows(section):
            return True
        texts = (name for name in SHAPES[section].fields if name != "in_time_percent")
        return any(getattr(self.strategy, name) for name in texts)

    @property
    def missing(self) -> list[Section]:
        """The sections without which the version cannot be submitted."""
        return [section for section in REQUIRED if not self.is_written(section)]

    @property
    def missing_names(self) -> str:
        return ", ".join(str(section.label) for section in self.missing)

    @property
    def unwritten(self) -> list[str]:
        """The names of the sections in which nothing stands."""
        return [str(section.label) for section in Section if not self.is_written(section)]

    @property
    def posts_per_week(self) -> Decimal | None:
        """The sum of the cadences; None where none is set."""
        set_ones = [plan.posts_per_week for plan in self.networks if plan.posts_per_week is not None]
        return without_zeros(sum(set_ones, Decimal(0))) if set_ones else None

    @property
    def mix_sum(self) -> int:
        return sum(share.percent for share in self.mix)


def document_of(versions: QuerySet[Strategy]) -> Document | None:
    """The first of these versions, whole; None where there is none."""
    return next(iter(documents_of(versions[:1])), None)


def documents_of(versions: QuerySet[Strategy]) -> list[Document]:
    rows: dict[str, Any] = {f"{name}_rows": _rows_of(model) for name, model in PARTS.items()}
    rows["editions_rows"] = _rows_of(SectionEdition)
    whole = versions.select_related("brand__agency", "validated_by").annotate(**rows)
    return [_document(version) for version in whole]


def _rows_of(model: type[Any]) -> ArraySubquery:
    # A number with decimals would come back from JSON as a float.
    columns = {
        column.attname: Cast(column.attname, TextField())
        if isinstance(column, DecimalField)
        else F(column.attname)
        for column in model._meta.concrete_fields
    }
    order = ("position", "pk") if model is not SectionEdition else ("pk",)
    rows = model._base_manager.filter(strategy=OuterRef("pk")).order_by(*order)
    return ArraySubquery(rows.values(row=JSONObject(**columns, **BESIDES.get(model, {}))))


def _document(version: Strategy) -> Document:
    parts = {name: list(_instances(model, version, name)) for name, model in PARTS.items()}
    editions = {one.section: one for one in _instances(SectionEdition, version, "editions")}
    return Document(version, editions=editions, **parts)


def _instances(model: type[Any], version: Strategy, name: str) -> Iterable[Any]:
    for row in getattr(version, f"{name}_rows"):
        columns = {one.attname: _value(one, row[one.attname]) for one in model._meta.concrete_fields}
        instance = model.from_db(version._state.db, list(columns), list(columns.values()))
        instance._state.fields_cache["strategy"] = version
        for besides in BESIDES.get(model, {}):
            setattr(instance, besides, row[besides])
        if isinstance(instance, Objective) and instance.own_metric_id:
            named = OwnMetric(pk=instance.own_metric_id, name=row["own_name"], unit=row["own_unit"])
            instance._state.fields_cache["own_metric"] = named
        yield instance


def _value(column: Any, value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    if column.get_internal_type() == "DateTimeField":
        return datetime.fromisoformat(value)
    return column.to_python(value)
