from channels_mgmt.escalations.models.escalation import Escalation
from channels_mgmt.escalations.models.event import EscalationEvent
from channels_mgmt.escalations.models.rule import RoutingRule

__all__ = ["Escalation", "EscalationEvent", "RoutingRule"]
