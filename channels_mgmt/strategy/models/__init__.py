from channels_mgmt.strategy.models.briefing import Briefing, BriefingReading, BriefingTarget
from channels_mgmt.strategy.models.life import (
    CharterDecision,
    StrategyReading,
    ValidationLink,
)
from channels_mgmt.strategy.models.objective import Objective, OwnMetric, OwnMetricValue
from channels_mgmt.strategy.models.parts import (
    CommunityCode,
    DecisionMaker,
    MixShare,
    NetworkPlan,
    Persona,
)
from channels_mgmt.strategy.models.strategy import Author, SectionEdition, Strategy, StrategyEvent

__all__ = [
    "Author",
    "Briefing",
    "BriefingReading",
    "BriefingTarget",
    "CharterDecision",
    "CommunityCode",
    "DecisionMaker",
    "MixShare",
    "NetworkPlan",
    "Objective",
    "OwnMetric",
    "OwnMetricValue",
    "Persona",
    "SectionEdition",
    "Strategy",
    "StrategyEvent",
    "StrategyReading",
    "ValidationLink",
]
