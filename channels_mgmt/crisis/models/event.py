import pgtrigger
from django.db import models

from accounts.models import User
from channels_mgmt.crisis.choices import Verb
from channels_mgmt.crisis.models.crisis import Crisis
from cmhub.lib.erased import ERASED


class CrisisEvent(models.Model):
    """One line of the log of a crisis: what happened, or what somebody wrote into it.

    Never changed or deleted; only what somebody wrote may be erased with a member of the public whom it
    names.
    """

    append_only = True
    movable = ("text",)

    crisis = models.ForeignKey(Crisis, on_delete=models.PROTECT, related_name="events", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    verb = models.CharField(max_length=20, choices=Verb.choices)
    text = models.TextField(blank=True, default="")
    details = models.JSONField(default=dict)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["crisis", "at"], name="crisis_event_log")]
        triggers = [
            pgtrigger.ReadOnly(name="unchanging", exclude=["text"]),
            pgtrigger.Protect(
                name="text_is_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"NEW.text IS DISTINCT FROM OLD.text AND NEW.text <> '{ERASED}'"
                ),
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.crisis_id} · {self.verb}"
