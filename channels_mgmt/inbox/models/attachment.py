from uuid import uuid4

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models.message import Message


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: User) -> "AttachmentQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.INBOX_VIEW))


class Attachment(models.Model):
    """A photo or screenshot that a person put to a message which they logged.

    The picture lies in a file of the name `stored_as` (services/attachments.py). It follows its message where
    interactions are made one or taken apart.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    stored_as = models.UUIDField(default=uuid4, unique=True, editable=False)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gte=1, height__gte=1, size__gte=1), name="attachment_is_a_picture"
            )
        ]

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"


def pictures() -> ArraySubquery:
    """The ids of what is attached to each message of a queryset, to annotate it with."""
    return ArraySubquery(Attachment.objects.filter(message=OuterRef("pk")).order_by("pk").values("pk"))
