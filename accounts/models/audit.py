import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.agency import Agency
from accounts.models.user import User
from cmhub.lib.row_security import of_brand


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def of(self, agency: Agency) -> "AuditEntryQuerySet":
        """What was done in one agency: that of the reader, who manages it."""
        return self.filter(agency=agency)

    def about(self, object_type: str, object_id: int) -> "AuditEntryQuerySet":
        return self.filter(object_type=object_type, object_id=object_id)


class AuditEntry(models.Model):
    """Who did what, to what, when and from where. Written with the act itself and never changed.

    `label` is what the object was called then; it names no member of the public, of whom the record holds
    nothing but ids. `before` and `after` hold the values of the fields that changed. `source` is the command
    or task, empty for what came from a page. What is recorded once only has a key in `once`.
    """

    append_only = True
    row_security = f"agency_id IN (SELECT cmhub_houses()) OR by_id = cmhub_person() OR {of_brand()}"

    agency = models.ForeignKey(
        Agency, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_index=False
    )
    brand_id = models.BigIntegerField(null=True)
    by = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=200, default="")
    details = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    address = models.GenericIPAddressField(_("address"), null=True)
    device = models.CharField(max_length=60, default="")
    source = models.CharField(max_length=80, default="")
    once = models.CharField(max_length=120, null=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"
        constraints = [
            models.UniqueConstraint(fields=["once"], condition=Q(once__isnull=False), name="audit_once")
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id", "at"], name="audit_by_object"),
            models.Index(fields=["by", "at"], name="audit_by_person"),
            models.Index(fields=["agency", "at", "id"], name="audit_by_agency"),
            models.Index(fields=["agency", "verb", "at"], name="audit_by_verb"),
            models.Index(fields=["brand_id", "at"], name="audit_by_brand"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"
