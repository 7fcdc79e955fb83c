from django.db import models
from django.utils.translation import pgettext_lazy


class Sensitivity(models.TextChoices):
    """How much harm a careless answer to a situation does."""

    ROUTINE = "routine", pgettext_lazy("sensitivity", "routine")
    SENSITIVE = "sensitive", pgettext_lazy("sensitivity", "sensitive")
    EMBARRASSING = "embarrassing", pgettext_lazy("sensitivity", "embarrassing")


class GapState(models.TextChoices):
    """What became of something that was asked and had no agreed answer."""

    OPEN = "open", pgettext_lazy("gap state", "without an answer")
    WRITTEN = "written", pgettext_lazy("gap state", "written")
    NOT_NEEDED = "not_needed", pgettext_lazy("gap state", "not needed")
