from channels_mgmt.inbox.models.adoption import AdoptionQuestion
from channels_mgmt.inbox.models.approval import Approval, ApprovalRule
from channels_mgmt.inbox.models.episode import WaitingEpisode
from channels_mgmt.inbox.models.event import InteractionEvent
from channels_mgmt.inbox.models.intake import ColumnMap, IntakeRun
from channels_mgmt.inbox.models.interaction import Interaction
from channels_mgmt.inbox.models.message import Message
from channels_mgmt.inbox.models.promise import Promise

__all__ = [
    "AdoptionQuestion",
    "Approval",
    "ApprovalRule",
    "ColumnMap",
    "IntakeRun",
    "Interaction",
    "InteractionEvent",
    "Message",
    "Promise",
    "WaitingEpisode",
]
