from django.db import models
from django.utils.translation import pgettext_lazy


class IdeaState(models.TextChoices):
    OPEN = "open", pgettext_lazy("post idea", "to be used")
    USED = "used", pgettext_lazy("post idea", "used")
    DROPPED = "dropped", pgettext_lazy("post idea", "dropped")
