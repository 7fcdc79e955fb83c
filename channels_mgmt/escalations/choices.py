from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cmhub.lib.house_words import MANAGER as AGENCY_MANAGER


class State(models.TextChoices):
    OPENED = "opened", pgettext_lazy("escalation state", "opened")
    NOTIFIED = "notified", pgettext_lazy("escalation state", "notified")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("escalation state", "acknowledged")
    ANSWERED = "answered", pgettext_lazy("escalation state", "answered")
    RELAYED = "relayed", pgettext_lazy("escalation state", "relayed")
    CLOSED = "closed", pgettext_lazy("escalation state", "closed")


PASSAGES: dict[str, frozenset[str]] = {
    State.OPENED: frozenset({State.NOTIFIED, State.ACKNOWLEDGED, State.ANSWERED, State.CLOSED}),
    State.NOTIFIED: frozenset({State.ACKNOWLEDGED, State.ANSWERED, State.CLOSED}),
    State.ACKNOWLEDGED: frozenset({State.ANSWERED, State.CLOSED}),
    State.ANSWERED: frozenset({State.RELAYED, State.CLOSED}),
    State.RELAYED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}
"""The allowed passages of an escalation, from each state."""

ASKING = (State.OPENED, State.NOTIFIED, State.ACKNOWLEDGED)
"""States in which the department still owes an answer."""


IN_HAND = (*ASKING, State.ANSWERED, State.RELAYED)
"""States in which something is still to be done."""


class Verb(models.TextChoices):
    OPENED = "opened", pgettext_lazy("escalation event", "passed on")
    NOTIFIED = "notified", pgettext_lazy("escalation event", "notified")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("escalation event", "receipt acknowledged")
    ANSWERED = "answered", pgettext_lazy("escalation event", "answered")
    RELAYED = "relayed", pgettext_lazy("escalation event", "relayed to the public")
    CLOSED = "closed", pgettext_lazy("escalation event", "closed")
    LATE_TO_ACKNOWLEDGE = "late_to_acknowledge", _("late to acknowledge")
    LATE_TO_ANSWER = "late_to_answer", _("late to answer")
    CLIMBED = "climbed", _("climbed to the next person")
    ABSENT = "absent", pgettext_lazy("escalation event", "absent when asked")


class Rung(models.TextChoices):
    CONTACT = "contact", pgettext_lazy("escalation chain", "contact")
    HEAD = "head", pgettext_lazy("escalation chain", "head of department")
    MANAGER = "manager", AGENCY_MANAGER
