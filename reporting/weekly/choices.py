from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    COMPUTED = "computed", pgettext_lazy("report state", "computed")
    COMPLETED = "completed", pgettext_lazy("report state", "completed by the community manager")
    VALIDATED = "validated", pgettext_lazy("report state", "validated by the manager")
    PUBLISHED = "published", pgettext_lazy("report state", "published")
    READ = "read", pgettext_lazy("report state", "read")


PASSAGES: dict[str, frozenset[str]] = {
    State.COMPUTED: frozenset({State.COMPLETED}),
    State.COMPLETED: frozenset({State.COMPUTED, State.VALIDATED}),
    State.VALIDATED: frozenset({State.COMPUTED, State.PUBLISHED}),
    State.PUBLISHED: frozenset({State.READ}),
    State.READ: frozenset(),
}
"""The allowed passages of a report; what is published only comes to be read."""

FROZEN = (State.PUBLISHED, State.READ)


class Area(models.TextChoices):
    PRODUCT = "product", pgettext_lazy("insight", "product")
    SERVICE = "service", pgettext_lazy("insight", "service")
    IMAGE = "image", pgettext_lazy("insight", "image")


AREAS = {
    Area.PRODUCT: _("What was learned about the products"),
    Area.SERVICE: _("What was learned about the service"),
    Area.IMAGE: _("What was learned about the image"),
}
"""What the insights of each are headed with."""


class Progress(models.TextChoices):
    """How far a recommendation went."""

    OPEN = "open", pgettext_lazy("recommendation", "open")
    DONE = "done", pgettext_lazy("recommendation", "done")
    DROPPED = "dropped", pgettext_lazy("recommendation", "given up")


class Answer(models.TextChoices):
    """What is said to a decision that was asked for."""

    YES = "yes", pgettext_lazy("decision", "yes")
    NO = "no", pgettext_lazy("decision", "no")
    LATER = "later", pgettext_lazy("decision", "later")


WEEKS_DRAWN = 12
"""Over how many weeks the charts of a report go."""
