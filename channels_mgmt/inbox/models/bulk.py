from datetime import datetime, timedelta

from django.db import models

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.choices import BulkVerb

UNDO_FOR = timedelta(hours=1)


class BulkActQuerySet(models.QuerySet["BulkAct"]):
    def visible_to(self, user: User) -> "BulkActQuerySet":
        """Those of the person alone: nobody undoes what others did."""
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW), by=user)

    def past(self, at: datetime) -> "BulkActQuerySet":
        return self.filter(at__lt=at - UNDO_FOR)


class BulkAct(models.Model):
    """One act on several interactions, kept as long as it can be undone.

    Each of `items` is as `services.bulk.snapshot` writes it: an id, how it was, and how far its history went
    right after the act. No words of anybody are in it.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    act = models.CharField(max_length=12, choices=BulkVerb.choices)
    items = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = BulkActQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["brand", "at"], name="bulk_act_past")]

    def __str__(self) -> str:
        return f"{self.act}: {len(self.items)}"
