"""Words of the rota: what somebody is on call as, and how far an exchange has come."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ShiftKind(models.TextChoices):
    """As what somebody is on call."""

    PRIMARY = "primary", pgettext_lazy("shift", "on call")
    BACKUP = "backup", pgettext_lazy("shift", "backup")


class SwapState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("swap", "waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("swap", "accepted")
    REFUSED = "refused", pgettext_lazy("swap", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("swap", "withdrawn")
    EXPIRED = "expired", pgettext_lazy("swap", "expired")
