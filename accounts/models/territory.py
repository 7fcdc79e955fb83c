from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import Correction, Spoken
from accounts.models.agency import Agency
from accounts.models.user import User, validate_time_zone


def saturday_and_sunday() -> list[int]:
    return [6, 7]


def french() -> list[str]:
    return [Spoken.FRENCH.value]


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def visible_to(self, user: User) -> "TerritoryQuerySet":
        return self.filter(agency__in=Agency.objects.visible_to(user))


class Territory(models.Model):
    """A country or region as one agency works in it: its time zone, its languages and the days nobody works.

    `region` is the ISO 3166-2 code within the country, empty for the whole of it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="territories")
    country = models.CharField(_("country"), max_length=2)
    region = models.CharField(_("region"), max_length=6, blank=True)
    name = models.CharField(_("name"), max_length=100)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    weekend = ArrayField(
        models.PositiveSmallIntegerField(),
        default=saturday_and_sunday,
        verbose_name=_("weekend"),
        help_text=_("ISO days: Monday is 1."),
    )
    languages = ArrayField(
        models.CharField(max_length=3, choices=Spoken.choices), default=french, verbose_name=_("languages")
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "territories"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="territory_name_once",
                violation_error_message=_("This territory already exists."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class HolidayCorrectionQuerySet(models.QuerySet["HolidayCorrection"]):
    def visible_to(self, user: User) -> "HolidayCorrectionQuerySet":
        return self.filter(agency__in=Agency.objects.visible_to(user))

    def of_place(self, agency: int, country: str, region: str = "") -> "HolidayCorrectionQuerySet":
        """Those of a country and, within it, of a region."""
        regions = {"", region}
        return self.filter(agency_id=agency, country=country, region__in=regions).order_by("date", "pk")


class HolidayCorrection(models.Model):
    """What a person of an agency says of a public holiday of a country, or of one of its regions.

    `date` is the day that the calendar of the country has, or for one that is added, the day itself.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="holiday_corrections")
    country = models.CharField(_("country"), max_length=2)
    region = models.CharField(_("region"), max_length=6, blank=True)
    date = models.DateField(_("day"))
    kind = models.CharField(_("correction"), max_length=10, choices=Correction.choices)
    moved_to = models.DateField(_("new day"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=150)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = HolidayCorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "country", "region", "date"],
                name="holiday_corrected_once",
                violation_error_message=_("This day has been corrected already: undo that first."),
            ),
            models.CheckConstraint(
                condition=Q(kind=Correction.MOVED, moved_to__isnull=False)
                | (~Q(kind=Correction.MOVED) & Q(moved_to__isnull=True)),
                name="holiday_moved_somewhere",
                violation_error_message=_("Say to which day the holiday moves."),
            ),
            models.CheckConstraint(
                condition=Q(moved_to=None) | ~Q(moved_to=F("date")),
                name="holiday_moved_elsewhere",
                violation_error_message=_("The holiday is on this day already: confirm it instead."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} · {self.name}"
