from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import Agency, User
from channels_mgmt.brands.models import Brand
from cmhub.lib.row_security import OF_AGENCY, of_brand


class MarkedDayQuerySet(models.QuerySet["MarkedDay"]):
    def visible_to(self, user: User) -> "MarkedDayQuerySet":
        brands = Brand.objects.granting(user, Right.PUBLISHING_VIEW)
        return self.filter(Q(brand=None, agency__in=brands.values("agency")) | Q(brand__in=brands))

    def of(self, brand: Brand) -> "MarkedDayQuerySet":
        """What its house says of the calendar, and what is said for the brand alone."""
        return self.filter(Q(brand=None) | Q(brand=brand), agency=brand.agency_id)


class MarkedDay(models.Model):
    """A day that is worth a word in the calendar, as the house says it for all of its brands, or for one.

    Without `code` it is a day of their own. With the code of a day that the product knows
    (`publishing.built_in_days`) it stands in its place, in the year `year`, or in every one where that is
    empty. `country` is empty for a day that is kept everywhere.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=150)
    day = models.DateField(_("day"))
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    hidden = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    key = models.UUIDField(null=True, unique=True, editable=False)

    row_security = f"brand_id IS NULL AND {OF_AGENCY} OR {of_brand()}"
    objects = MarkedDayQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "brand", "code", "year"],
                condition=~Q(code=""),
                nulls_distinct=False,
                name="marked_day_said_once",
                violation_error_message=_("This day has been changed already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def yearly(self) -> bool:
        return self.year is None
