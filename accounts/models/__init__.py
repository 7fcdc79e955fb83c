from accounts.models.agency import Agency, Membership
from accounts.models.audit import AuditEntry
from accounts.models.company import Company, Contact, Department
from accounts.models.invitation import Invitation
from accounts.models.notification import Notification
from accounts.models.setup import SetupLink
from accounts.models.territory import HolidayCorrection, Territory
from accounts.models.user import User

__all__ = [
    "Agency",
    "AuditEntry",
    "Company",
    "Contact",
    "Department",
    "HolidayCorrection",
    "Invitation",
    "Membership",
    "Notification",
    "SetupLink",
    "Territory",
    "User",
]
