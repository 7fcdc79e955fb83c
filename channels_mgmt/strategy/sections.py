"""What each section of a strategy is made of: fields of the version, and rows of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from channels_mgmt.strategy.choices import Section
from channels_mgmt.strategy.models import (
    CommunityCode,
    DecisionMaker,
    MixShare,
    NetworkPlan,
    Objective,
    Persona,
)
from channels_mgmt.strategy.models.parts import Part


@dataclass(frozen=True)
class Shape:
    """The fields of the version that belong to a section, and the rows by the name of their relation."""

    fields: tuple[str, ...] = ()
    rows: str = ""
    model: type[Part] | None = None


SHAPES: Mapping[str, Shape] = {
    Section.GOAL: Shape(("goals", "goal_words", "company_strategy")),
    Section.PRESENCE: Shape(
        (
            "site_state",
            "site_findings",
            "staff_state",
            "staff_findings",
            "content_state",
            "content_findings",
        )
    ),
    Section.MISSION: Shape(("mission", "audience")),
    Section.PERSONAS: Shape((), "personas", Persona),
    Section.TONE: Shape(("tone", "says", "does_not_say"), "communities", CommunityCode),
    Section.NETWORKS: Shape(("networks_apart", "in_time_percent"), "networks", NetworkPlan),
    Section.MIX: Shape((), "mix", MixShare),
    Section.CRISIS: Shape(("crisis_words",), "decision_makers", DecisionMaker),
    Section.OBJECTIVES: Shape((), "objectives", Objective),
}

PARTS: Mapping[str, type[Part]] = {shape.rows: shape.model for shape in SHAPES.values() if shape.model}
"""The models of rows by the name of their relation."""

NOT_WRITTEN = frozenset({"id", "brand", "strategy", "position", "direction"})
"""Fields of rows that nobody writes."""


def written_fields(model: type[Part]) -> list[str]:
    """The columns of a row that are its content, its key among them."""
    return [field.attname for field in model._meta.concrete_fields if field.name not in NOT_WRITTEN]
