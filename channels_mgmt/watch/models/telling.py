from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.choices import Language
from accounts.models import Contact, User
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Rung
from channels_mgmt.watch.models.item import Item


class TellingQuerySet(models.QuerySet["Telling"]):
    def visible_to(self, user: User) -> "TellingQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.WATCH_VIEW))


class Telling(models.Model):
    """That somebody was told of an item: as what and when, and what they did about it.

    `expects` says that they are asked to acknowledge and to decide; others only know. `mailed` is whether a
    message was written to them; who has no address is called. `why` names the rule by which they were told.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="tellings")
    rung = models.CharField(max_length=20, choices=Rung.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.FRENCH)
    stands_in_for = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=120, blank=True)
    expects = models.BooleanField(default=False)
    mailed = models.BooleanField(default=False)
    told_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        ordering = ["told_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "email"],
                condition=~Q(email=""),
                name="watch_told_once",
                violation_error_message=_("This person was told already."),
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(acknowledged_at__gte=models.F("told_at")),
                name="watch_told_before_acknowledged",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "item"], condition=Q(expects=True), name="watch_asked_of"),
        ]

    def __str__(self) -> str:
        return self.name
