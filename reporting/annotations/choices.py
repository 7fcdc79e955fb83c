from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a mark on the time line is of, what tells most about figures first."""

    CRISIS = "crisis", pgettext_lazy("annotation", "crisis")
    OUTAGE = "outage", pgettext_lazy("annotation", "network outage")
    STRIKE = "strike", pgettext_lazy("annotation", "strike")
    CAMPAIGN = "campaign", pgettext_lazy("annotation", "campaign")
    OTHER = "other", pgettext_lazy("annotation", "other event")
    DAY = "day", pgettext_lazy("annotation", "day of the brand")
    HOLIDAY = "holiday", pgettext_lazy("annotation", "public holiday")


ENTERED = (Kind.STRIKE, Kind.OUTAGE, Kind.OTHER)
"""Those that people write down; the others come from what the product knows."""

ICONS = {
    Kind.CRISIS: "siren",
    Kind.OUTAGE: "wifi-off",
    Kind.STRIKE: "users",
    Kind.CAMPAIGN: "flag",
    Kind.OTHER: "pencil",
    Kind.DAY: "star",
    Kind.HOLIDAY: "calendar",
}
