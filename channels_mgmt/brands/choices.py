from django.db import models
from django.utils.translation import gettext_lazy as _


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
