from django.db import models

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand


class DigestQuerySet(models.QuerySet["Digest"]):
    def visible_to(self, user: User) -> "DigestQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.WATCH_VIEW))


class Digest(models.Model):
    """That the routine items of a brand were sent together in a week, to how many people."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    week = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    items = models.PositiveIntegerField()
    people = models.PositiveIntegerField()

    objects = DigestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "week"], name="watch_digest_once")]

    def __str__(self) -> str:
        return f"{self.brand_id} · {self.week}"
