import pgtrigger
from django.db import models

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import State
from channels_mgmt.inbox.models.interaction import Interaction


class InteractionEvent(models.Model):
    """What a person or a rule did to an interaction: a passage from a state to another, a note, a change.

    Its interaction changes when two interactions turn out to be one, and its note may be erased with what
    concerns a member of the public; nothing else does.
    """

    append_only = True
    movable = ("interaction", "note")

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    interaction = models.ForeignKey(
        Interaction, on_delete=models.CASCADE, related_name="events", db_index=False
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    verb = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, choices=State.choices, blank=True, default="")
    to_state = models.CharField(max_length=20, choices=State.choices, blank=True, default="")
    note = models.TextField(blank=True, default="")
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["interaction", "at"], name="interaction_event_thread"),
            models.Index(
                fields=["brand", "-at"],
                condition=models.Q(verb="classified"),
                include=["interaction"],
                name="interaction_event_sorted",
            ),
            models.Index(
                fields=["interaction", "brand"],
                condition=models.Q(verb="escalated"),
                name="interaction_event_passed_on",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="unchanging", exclude=["interaction", "note"]),
            pgtrigger.Protect(
                name="note_is_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.note IS DISTINCT FROM OLD.note AND NEW.note <> ''"),
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.interaction_id}: {self.verb}"
