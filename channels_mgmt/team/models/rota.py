"""Who is on call for a brand: shifts, and the patterns that write them ahead."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from accounts.models.period import Period, PeriodQuerySet
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.rota_choices import ShiftKind

LONGEST = timedelta(days=7, hours=2)
"""A week by the clock on the wall, on which hours are put forward and back."""
MOST_WEEKS_EACH = 8
DAYS_OF_A_WEEK = [(number + 1, name) for number, name in WEEKDAYS.items()]

INSTANTS = Func(
    F("starts_at"),
    F("ends_at"),
    RangeBoundary(),
    function="tstzrange",
    output_field=DateTimeRangeField(),
)
"""The time of a shift, for constraints on those that overlap."""


class RotaPatternQuerySet(PeriodQuerySet):
    def visible_to(self, user: User) -> "RotaPatternQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_VIEW))


class RotaPattern(Period):
    """Shifts that come back each week, by the clock on the brand's wall, taken by people in turn.

    Each person has `weeks_each` weeks, Monday to Sunday, in the order of the turns; the first begins in the
    week of `starts_on`. With `holidays_too` a public holiday is covered like the last day of the weekend.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="rota_patterns")
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(
        pgettext_lazy("shift", "as what"),
        max_length=10,
        choices=ShiftKind.choices,
        default=ShiftKind.PRIMARY,
    )
    weeks_each = models.PositiveSmallIntegerField(
        _("weeks each"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS_EACH)]
    )
    holidays_too = models.BooleanField(
        _("also on public holidays, as on the last day of the weekend"), default=False
    )
    days_left_out = ArrayField(models.DateField(), default=list, blank=True, verbose_name=_("days left out"))
    edition = models.PositiveIntegerField(default=1, editable=False)
    key = models.UUIDField(null=True, unique=True, editable=False)

    objects = RotaPatternQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(weeks_each__gte=1, weeks_each__lte=MOST_WEEKS_EACH),
                name="rota_pattern_turn_is_some_weeks",
                violation_error_message=_("A turn lasts from 1 to 8 weeks."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RotaSlot(models.Model):
    """One shift of a pattern's week, from a time of a weekday until a time of the same or a later one."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    pattern = models.ForeignKey(RotaPattern, on_delete=models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(_("from day"), choices=DAYS_OF_A_WEEK)
    starts = models.TimeField(_("from"))
    ends_weekday = models.PositiveSmallIntegerField(_("until day"), choices=DAYS_OF_A_WEEK)
    ends = models.TimeField(_("until"))

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["pattern", "weekday", "starts"],
                name="rota_slot_once",
                violation_error_message=_("Two shifts of a pattern cannot begin at the same time."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7), ends_weekday__range=(1, 7)),
                name="rota_slot_days_are_of_a_week",
                violation_error_message=_("A week has seven days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}"


class RotaTurn(models.Model):
    """The place of a person in the order of a pattern."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    pattern = models.ForeignKey(RotaPattern, on_delete=models.CASCADE, related_name="turns")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["pattern", "position"], name="rota_turn_position_once"),
            models.UniqueConstraint(
                fields=["pattern", "user"],
                name="rota_turn_person_once",
                violation_error_message=_("Each person has one place in the order."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.user}"


class ShiftQuerySet(models.QuerySet["Shift"]):
    def visible_to(self, user: User) -> "ShiftQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_VIEW))

    def standing(self) -> "ShiftQuerySet":
        """Those that have not been taken away."""
        return self.filter(cancelled_at=None)

    def between(self, start: datetime, end: datetime) -> "ShiftQuerySet":
        """What has an instant in common with a half-open time."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def untouched(self) -> "ShiftQuerySet":
        """What a pattern wrote and nobody changed since."""
        return self.filter(pattern__isnull=False, by_hand=False)

    def of_brands(self, brands: Collection[int]) -> "ShiftQuerySet":
        return self.filter(brand__in=brands)


class Shift(models.Model):
    """Time in which a person is on call for a brand, half-open, as the first or as the backup.

    One that is taken away stays, cancelled: its pattern does not write it again, and it can be put back.
    `planned_start` is when its pattern wants it to begin. `edition` counts the changes, and is told to
    calendars.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="shifts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="shifts", verbose_name=_("who"))
    kind = models.CharField(
        pgettext_lazy("shift", "as what"),
        max_length=10,
        choices=ShiftKind.choices,
        default=ShiftKind.PRIMARY,
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    pattern = models.ForeignKey(
        RotaPattern, on_delete=models.SET_NULL, null=True, blank=True, related_name="shifts"
    )
    planned_start = models.DateTimeField(null=True, blank=True, editable=False)
    by_hand = models.BooleanField(default=True, editable=False)
    recorded_afterwards = models.BooleanField(default=False, editable=False)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(null=True, unique=True, editable=False)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="shift_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + LONGEST),
                name="shift_lasts_a_week_at_most",
                violation_error_message=_("A shift lasts a week at most: write several."),
            ),
            ExclusionConstraint(
                name="one_on_call_of_a_kind_at_a_time",
                expressions=[
                    ("brand", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (INSTANTS, RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_("Somebody is on call in this time already."),
            ),
            ExclusionConstraint(
                name="nobody_is_their_own_backup",
                expressions=[
                    ("brand", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (INSTANTS, RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
                # Two people who exchange shifts of one night change both in one statement.
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_("This person is on call for the brand in this time already."),
            ),
            models.UniqueConstraint(
                fields=["pattern", "planned_start"],
                name="shift_planned_once",
                violation_error_message=_("This shift of the pattern is written already."),
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "ends_at"], name="shift_by_brand"),
            models.Index(fields=["user", "ends_at"], name="shift_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()}"
