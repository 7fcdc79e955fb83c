from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from cmhub.lib.row_security import of_brand

SHIFTS = "shifts"
"""The kind of this room; `team.feed_kinds` holds all of them."""


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: User) -> "CalendarFeedQuerySet":
        """The person's own, and those of the brands whose rota they write."""
        return self.filter(Q(user=user) | Q(brand__in=Brand.objects.granted(user, Right.ROTA_MANAGE)))

    def live(self) -> "CalendarFeedQuerySet":
        return self.filter(revoked_at=None)


class CalendarFeed(models.Model):
    """A secret address at which a calendar reads: all shifts of its person, or what a brand has of a kind.

    A digest of the address is kept, so that it is shown once, when it is made. It is its person's own: what
    they may no longer see leaves it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    brand = models.ForeignKey(
        Brand, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_feeds"
    )
    kind = models.CharField(max_length=20, default=SHIFTS)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    last_fetched_at = models.DateTimeField(null=True, blank=True)

    row_security = f"user_id = cmhub_person() OR {of_brand()}"
    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "brand", "kind"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
                name="calendar_feed_once",
                violation_error_message=_("There is an address already: renew it."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
