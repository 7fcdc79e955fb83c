from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.agency import Agency
from accounts.models.period import DAYS, Period, PeriodQuerySet
from accounts.models.user import User
from accounts.skill_choices import EmploymentKind, LeaveKind

WEEK = [1, 2, 3, 4, 5, 6, 7]


def monday_to_friday() -> list[int]:
    return [1, 2, 3, 4, 5]


class StaffPeriodQuerySet(PeriodQuerySet):
    zone = "agency__time_zone"

    def of(self, agency: Agency, user: User) -> "StaffPeriodQuerySet":
        return self.filter(agency=agency, user=user)


class Employment(Period):
    """How a person works for an agency in a period, and on which days; the hours a week are those of their
    membership. A trainee can have a mentor."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="employments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="employments")
    kind = models.CharField(
        pgettext_lazy("employment", "kind"), max_length=10, choices=EmploymentKind.choices
    )
    working_days = ArrayField(
        models.PositiveSmallIntegerField(),
        default=monday_to_friday,
        verbose_name=_("working days"),
        help_text=_("ISO days: Monday is 1."),
    )
    mentor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mentor")
    )

    objects = StaffPeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(working_days__len__gte=1, working_days__contained_by=WEEK),
                name="employment_days_are_of_a_week",
                violation_error_message=_("Choose at least one working day."),
            ),
            models.CheckConstraint(
                condition=Q(mentor=None) | Q(kind=EmploymentKind.TRAINEE),
                name="employment_mentor_of_a_trainee",
                violation_error_message=_("A mentor is for a trainee."),
            ),
            models.CheckConstraint(
                condition=Q(mentor=None) | ~Q(mentor=F("user")),
                name="employment_mentor_is_somebody_else",
                violation_error_message=_("Nobody is their own mentor."),
            ),
            ExclusionConstraint(
                name="person_employed_once_at_a_time",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person is employed in this period already: change that."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()}"

    @property
    def days_words(self) -> list[str]:
        return [str(WEEKDAYS_ABBR[day - 1]) for day in self.working_days]


class Leave(Period):
    """Days on which a person does not work; `ends_on` is the first day back. Of what kind it is, is between
    the person and who manages the agency."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="leaves")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="leaves")
    kind = models.CharField(pgettext_lazy("leave", "kind"), max_length=10, choices=LeaveKind.choices)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = StaffPeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False),
                name="leave_has_an_end",
                violation_error_message=_("Say on which day the person is back."),
            ),
            ExclusionConstraint(
                name="person_on_leave_once_at_a_time",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person is already away on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.starts_on}"

    def is_until_after(self, day: date) -> bool:
        return self.ends_on is None or self.ends_on > day
