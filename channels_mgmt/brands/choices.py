from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


ONE_TO_ONE = (Network.WHATSAPP, Network.TELEGRAM)
"""Networks on which what the public writes is read by the brand alone."""


class Purpose(models.TextChoices):
    OFFICIAL = "official", _("official")
    CUSTOMER_SERVICE = "customer_service", _("customer service")
    TECH_SUPPORT = "tech_support", _("technical support")
    DEPARTMENT = "department", _("a department's own")


class Kind(models.TextChoices):
    """What a member of the public writes for."""

    QUESTION = "question", _("question")
    COMPLAINT = "complaint", _("complaint")
    TECHNICAL_PROBLEM = "technical_problem", _("technical problem")
    LEAD = "lead", pgettext_lazy("interaction kind", "lead")
    PRAISE = "praise", _("praise")
    SUGGESTION = "suggestion", _("suggestion")
    PARTNERSHIP = "partnership", _("partnership")
    PRESS = "press", _("press")
    JOB = "job", pgettext_lazy("interaction kind", "job")
    DESIGN = "design", _("design or brand asset")
    SITE_FAULT = "site_fault", _("app or site fault")
    ABUSE = "abuse", _("abuse")
    CRISIS_SIGNAL = "crisis_signal", _("crisis signal")
    OTHER = "other", pgettext_lazy("interaction kind", "other")


class SetupStep(models.TextChoices):
    """What a brand needs before its people can work, in the order in which one thing asks for the other."""

    IDENTITY = "identity", _("Identity")
    TERRITORIES = "territories", _("Territories")
    DEPARTMENTS = "departments", _("Departments")
    NETWORKS = "networks", _("Networks")
    STRATEGY = "strategy", pgettext_lazy("step", "Strategy")
    TEAM = "team", pgettext_lazy("step", "Team")
    COVER = "cover", pgettext_lazy("step", "Cover")


NOT_ALWAYS_NEEDED = (SetupStep.DEPARTMENTS, SetupStep.COVER)
"""Steps of which a manager may decide, with a reason, that the brand does without what is missing."""
