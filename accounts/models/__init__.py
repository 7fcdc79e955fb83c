from accounts.models.agency import Agency, Membership
from accounts.models.audit import AuditEntry
from accounts.models.company import Company, Contact, Department
from accounts.models.directory import Absence, Expert, LineCheck
from accounts.models.employment import Employment, Leave
from accounts.models.invitation import Invitation
from accounts.models.notice import Notice, PushKey, PushMessage, PushSubscription
from accounts.models.notification import Notification
from accounts.models.preferences import NotificationPreferences
from accounts.models.setup import SetupLink
from accounts.models.skills import Certification, SkillAssessment, Training
from accounts.models.territory import HolidayCorrection, Territory
from accounts.models.user import User

__all__ = [
    "Absence",
    "Agency",
    "AuditEntry",
    "Certification",
    "Company",
    "Contact",
    "Department",
    "Employment",
    "Expert",
    "HolidayCorrection",
    "Invitation",
    "Leave",
    "LineCheck",
    "Membership",
    "Notice",
    "Notification",
    "NotificationPreferences",
    "PushKey",
    "PushMessage",
    "PushSubscription",
    "SetupLink",
    "SkillAssessment",
    "Territory",
    "Training",
    "User",
]
