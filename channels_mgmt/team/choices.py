from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role


class Network(models.TextChoices):
    FACEBOOK = "facebook", "Facebook"
    X = "x", "X"
    INSTAGRAM = "instagram", "Instagram"
    LINKEDIN = "linkedin", "LinkedIn"
    TIKTOK = "tiktok", "TikTok"
    YOUTUBE = "youtube", "YouTube"
    WHATSAPP = "whatsapp", "WhatsApp"
    TELEGRAM = "telegram", "Telegram"
    BLOG = "blog", _("blog")
    FORUM = "forum", _("forum")
    REVIEWS = "reviews", _("review site")


class Purpose(models.TextChoices):
    OFFICIAL = "official", _("official")
    CUSTOMER_SERVICE = "customer_service", _("customer service")
    TECH_SUPPORT = "tech_support", _("technical support")
    DEPARTMENT = "department", _("a department's own")


class ChannelState(models.TextChoices):
    OPEN = "open", _("open")
    DORMANT = "dormant", _("dormant by decision")
    CLOSED = "closed", _("closed")


HOLDERS: dict[str, frozenset[str]] = {
    Purpose.OFFICIAL: frozenset({Role.COMMUNITY_MANAGER, Role.SOCIAL_MEDIA_MANAGER}),
    Purpose.CUSTOMER_SERVICE: frozenset({Role.CUSTOMER_SERVICE}),
    Purpose.TECH_SUPPORT: frozenset({Role.TECH_SUPPORT}),
    Purpose.DEPARTMENT: frozenset({Role.COMMUNITY_MANAGER}),
}
"""The roles that may hold a channel, by its purpose."""
