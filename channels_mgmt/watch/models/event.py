import pgtrigger
from django.db import models

from accounts.models import User
from channels_mgmt.watch.choices import State, Verb
from channels_mgmt.watch.models.item import Item


class ItemEvent(models.Model):
    """One step of a watch item, never changed or deleted."""

    append_only = True

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=20, choices=Verb.choices)
    to_state = models.CharField(max_length=15, choices=State.choices, blank=True, default="")
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} · {self.verb}"
