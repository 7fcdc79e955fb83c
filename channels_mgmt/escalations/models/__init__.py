from channels_mgmt.escalations.models.attachment import AnswerFile
from channels_mgmt.escalations.models.carried import Carried
from channels_mgmt.escalations.models.escalation import Escalation
from channels_mgmt.escalations.models.event import EscalationEvent
from channels_mgmt.escalations.models.link import AnswerLink
from channels_mgmt.escalations.models.remark import Remark
from channels_mgmt.escalations.models.rule import RoutingRule

__all__ = ["AnswerFile", "AnswerLink", "Carried", "Escalation", "EscalationEvent", "Remark", "RoutingRule"]
