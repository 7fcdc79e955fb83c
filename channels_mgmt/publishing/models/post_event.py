import pgtrigger
from django.db import models

from accounts.models import User
from channels_mgmt.publishing.choices import PostState
from channels_mgmt.publishing.models.post import Post
from channels_mgmt.publishing.post_choices import PostVerb


class PostEvent(models.Model):
    """One step of a post, never changed or deleted; `by` is nobody where an export told."""

    append_only = True

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=20, choices=PostVerb.choices)
    to_state = models.CharField(max_length=10, choices=PostState.choices, blank=True, default="")
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.post_id} · {self.verb}"
