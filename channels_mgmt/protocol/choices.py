from django.db import models
from django.utils.translation import pgettext_lazy


class Sensitivity(models.TextChoices):
    """How much harm a careless answer to a situation does."""

    ROUTINE = "routine", pgettext_lazy("sensitivity", "routine")
    SENSITIVE = "sensitive", pgettext_lazy("sensitivity", "sensitive")
    EMBARRASSING = "embarrassing", pgettext_lazy("sensitivity", "embarrassing")
