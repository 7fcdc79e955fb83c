from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cmhub.lib.house_words import MANAGER as AGENCY_MANAGER


class Role(models.TextChoices):
    """What a person can be: the first three for a whole agency, the others on a brand."""

    ADMINISTRATOR = "administrator", _("administrator")
    MANAGER = "manager", AGENCY_MANAGER
    STRATEGIST = "strategist", _("strategist")
    COMMUNITY_MANAGER = "community_manager", _("community manager")
    SOCIAL_MEDIA_MANAGER = "social_media_manager", _("social media manager")
    CONTENT_MANAGER = "content_manager", _("content manager")
    CUSTOMER_SERVICE = "customer_service", _("customer-service agent")
    TECH_SUPPORT = "tech_support", _("technical-support agent")
    DEPARTMENT_CONTACT = "department_contact", _("department contact")
    DECISION_MAKER = "decision_maker", _("decision-maker")
    EXECUTIVE = "executive", _("executive")


AGENCY_ROLES = (Role.ADMINISTRATOR, Role.MANAGER, Role.STRATEGIST)
BRAND_ROLES = tuple(role for role in Role if role not in AGENCY_ROLES)


class HouseKind(models.TextChoices):
    """What an agency is: one that works for clients, or a company with its own team."""

    AGENCY = "agency", _("an agency with clients")
    COMPANY = "company", _("one company with its own team")


class Correction(models.TextChoices):
    """What a person says of a public holiday."""

    CONFIRMED = "confirmed", pgettext_lazy("holiday", "confirmed")
    ADDED = "added", pgettext_lazy("holiday", "added")
    REMOVED = "removed", pgettext_lazy("holiday", "worked, not a holiday")
    MOVED = "moved", pgettext_lazy("holiday", "moved")


class Spoken(models.TextChoices):
    """A language of the public of a territory, by its ISO 639 code."""

    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    TAMAZIGHT = "ber", _("Tamazight")
    WOLOF = "wo", _("Wolof")
    FULA = "ff", _("Fula")
    DYULA = "dyu", _("Dyula")
    BAMBARA = "bm", _("Bambara")
    LINGALA = "ln", _("Lingala")
    PIDGIN = "wes", _("Cameroonian Pidgin")


class DepartmentKind(models.TextChoices):
    MARKETING = "marketing", _("marketing")
    SALES = "sales", _("sales")
    CUSTOMER_SERVICE = "customer_service", _("customer service")
    TECHNICAL = "technical", _("technical support")
    COMMUNICATION = "communication", _("communication")
    LEGAL = "legal", _("legal")
    FINANCE = "finance", _("finance")
    HR = "hr", _("human resources")
    IT = "it", _("information systems")
    DESIGN = "design", _("design")
    MANAGEMENT = "management", _("general management")


class DirectLine(models.TextChoices):
    """A way to reach a contact at once, named as the field that holds it."""

    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    WHATSAPP = "whatsapp", _("WhatsApp")


class Media(models.TextChoices):
    """For whom an expert can speak."""

    PRESS = "press", pgettext_lazy("media", "press")
    RADIO = "radio", pgettext_lazy("media", "radio")
    TELEVISION = "television", pgettext_lazy("media", "television")


class NotificationState(models.TextChoices):
    PENDING = "pending", pgettext_lazy("notification", "to be sent")
    SENDING = "sending", pgettext_lazy("notification", "being sent")
    SENT = "sent", pgettext_lazy("notification", "sent")
    REFUSED = "refused", pgettext_lazy("notification", "refused")
    UNKNOWN = "unknown", pgettext_lazy("notification", "outcome unknown")


class Urgency(models.TextChoices):
    """How soon a person must hear of something: with the next digest, in their hours, at once, whatever they
    asked for.
    """

    DIGEST = "digest", pgettext_lazy("urgency", "with the next digest")
    NORMAL = "normal", pgettext_lazy("urgency", "in one’s hours")
    URGENT = "urgent", pgettext_lazy("urgency", "at once")
    CRISIS = "crisis", pgettext_lazy("urgency", "at once, by every line")


class Topic(models.TextChoices):
    """What a message is about, as people choose how they hear of it."""

    ESCALATION = "escalation", pgettext_lazy("notification topic", "escalations")
    APPROVAL = "approval", pgettext_lazy("notification topic", "approvals")
    CRISIS = "crisis", pgettext_lazy("notification topic", "crises")
    WATCH = "watch", pgettext_lazy("notification topic", "watch")
    ROTA = "rota", pgettext_lazy("notification topic", "rota")
    STRATEGY = "strategy", pgettext_lazy("notification topic", "strategy and briefings")
    ACCOUNT = "account", pgettext_lazy("notification topic", "one’s account")
    OTHER = "other", pgettext_lazy("notification topic", "other")


class MailWay(models.TextChoices):
    """How a person wants to hear by e-mail of what is of a topic."""

    NOW = "now", pgettext_lazy("mail", "at once")
    DIGEST = "digest", pgettext_lazy("mail", "in the digest")
    NEVER = "never", pgettext_lazy("mail", "not by e-mail")


class InvitationState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("invitation", "waiting for an answer")
    EXPIRED = "expired", pgettext_lazy("invitation", "expired")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
    REVOKED = "revoked", pgettext_lazy("invitation", "taken back")


class Language(models.TextChoices):
    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"
