from channels_mgmt.inbox.models.adoption import AdoptionQuestion
from channels_mgmt.inbox.models.approval import Approval, ApprovalRule
from channels_mgmt.inbox.models.attachment import Attachment
from channels_mgmt.inbox.models.bulk import BulkAct
from channels_mgmt.inbox.models.directed import Directed
from channels_mgmt.inbox.models.episode import WaitingEpisode
from channels_mgmt.inbox.models.event import InteractionEvent
from channels_mgmt.inbox.models.intake import ColumnMap, IntakeRun
from channels_mgmt.inbox.models.interaction import Interaction
from channels_mgmt.inbox.models.learnt import LearntWord
from channels_mgmt.inbox.models.message import Message
from channels_mgmt.inbox.models.moderation import ModerationAct
from channels_mgmt.inbox.models.promise import Promise
from channels_mgmt.inbox.models.satisfaction import Satisfaction
from channels_mgmt.inbox.models.view import SavedView

__all__ = [
    "AdoptionQuestion",
    "Approval",
    "ApprovalRule",
    "Attachment",
    "BulkAct",
    "ColumnMap",
    "Directed",
    "IntakeRun",
    "Interaction",
    "InteractionEvent",
    "LearntWord",
    "Message",
    "ModerationAct",
    "Promise",
    "Satisfaction",
    "SavedView",
    "WaitingEpisode",
]
