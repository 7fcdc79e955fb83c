import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import User
from channels_mgmt.escalations.choices import State, Verb
from channels_mgmt.escalations.models.escalation import Escalation
from cmhub.lib.erased import ERASED

WITHOUT_WORDS = (
    "OLD.details"
    f""" || CASE WHEN OLD.details ? 'why' THEN '{{"why": "{ERASED}"}}' ELSE '{{}}' END::jsonb"""
    f""" || CASE WHEN OLD.verb = 'closed' THEN '{{"reason": "{ERASED}"}}' ELSE '{{}}' END::jsonb"""
)
"""The details once the words of people are erased; why an escalation climbed is a code, and stays."""


class EscalationEvent(models.Model):
    """One step of an escalation, never changed or deleted, but that the words which people wrote in it are
    erased with the person whom they are about.
    """

    append_only = True
    movable = ("details",)

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=20, choices=Verb.choices)
    to_state = models.CharField(max_length=20, choices=State.choices, blank=True, default="")
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            # Which questions a department declined is asked on each list, and few are.
            models.Index(fields=["escalation"], condition=Q(verb=Verb.NOT_OURS), name="escalation_declined")
        ]
        triggers = [
            pgtrigger.ReadOnly(name="unchanging", exclude=["details"]),
            pgtrigger.Protect(
                name="words_are_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"NEW.details IS DISTINCT FROM ({WITHOUT_WORDS})"),
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.escalation_id} · {self.verb}"
