from channels_mgmt.crisis.models.crisis import Crisis
from channels_mgmt.crisis.models.event import CrisisEvent
from channels_mgmt.crisis.models.lesson import Lesson, LessonAction
from channels_mgmt.crisis.models.link import TellingLink
from channels_mgmt.crisis.models.statement import Statement, StatementPublished
from channels_mgmt.crisis.models.surge import BrandRhythm, Reading, Surge
from channels_mgmt.crisis.models.suspension import Suspension
from channels_mgmt.crisis.models.task import CrisisTask, Decision, Status
from channels_mgmt.crisis.models.telling import Call, Telling

__all__ = [
    "BrandRhythm",
    "Call",
    "Crisis",
    "CrisisEvent",
    "CrisisTask",
    "Decision",
    "Lesson",
    "LessonAction",
    "Reading",
    "Statement",
    "StatementPublished",
    "Status",
    "Surge",
    "Suspension",
    "Telling",
    "TellingLink",
]
