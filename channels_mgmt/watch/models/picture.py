from uuid import uuid4

from django.db import models
from django.db.models import Q

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.models.item import Item


class ItemPictureQuerySet(models.QuerySet["ItemPicture"]):
    def visible_to(self, user: User) -> "ItemPictureQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.WATCH_VIEW))


class ItemPicture(models.Model):
    """A screenshot of what was seen; it lies in a file of the name `stored_as` (services/pictures.py)."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="pictures")
    stored_as = models.UUIDField(default=uuid4, unique=True, editable=False)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)

    objects = ItemPictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gte=1, height__gte=1, size__gte=1), name="watch_picture_is_a_picture"
            )
        ]

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"
