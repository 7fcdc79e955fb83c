from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from reporting.weekly.choices import FROZEN, State
from reporting.weekly.reading import own_reading

RECORDED_LATER = "ARRAY['state', 'sent_at', 'first_read_at', 'first_read_by_id']"


class WeeklyReportQuerySet(models.QuerySet["WeeklyReport"]):
    def visible_to(self, user: User) -> "WeeklyReportQuerySet":
        """Published reports for readers, drafts too for those who work on them."""
        readers = Brand.objects.granted(user, Right.REPORT_VIEW)
        writers = Brand.objects.granted(user, Right.REPORT_DRAFT)
        return self.filter(Q(brand__in=readers, state__in=FROZEN) | Q(brand__in=writers))

    def published(self) -> "WeeklyReportQuerySet":
        return self.filter(state__in=FROZEN)

    def newest_of_each_week(self) -> "WeeklyReportQuerySet":
        """The newest revision of each week of each brand, the latest week first."""
        return self.order_by("brand_id", "-week", "-revision").distinct("brand_id", "week")

    def last_of_each(self) -> "WeeklyReportQuerySet":
        """The newest revision of the last week of each brand."""
        return self.order_by("brand_id", "-week", "-revision").distinct("brand_id")


class WeeklyReport(models.Model):
    """One revision of a brand's report on one ISO week.

    `quantitative` and `data_quality` are as computed, `numbers` the few of them that pages over many weeks
    show, which the database keeps beside them (`weekly_numbers`). `qualitative` is what people wrote, `draft`
    what the product says of the figures in words, `charts` are drawn in each language when it is published.
    `edition` counts what people changed, so that who saves an older one is told. Once published only the
    sending, to whomever there is, and the reading are recorded.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="weekly_reports")
    week = models.CharField(_("week"), max_length=8)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    state = models.CharField(
        pgettext_lazy("report", "state"), max_length=10, choices=State.choices, default=State.COMPUTED
    )
    quantitative = models.JSONField(default=dict)
    numbers = models.JSONField(default=dict, editable=False)
    data_quality = models.JSONField(default=dict)
    qualitative = models.JSONField(default=dict)
    draft = models.JSONField(default=dict, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    charts = models.JSONField(default=dict)
    what_changed = models.TextField(_("what changed"), blank=True)
    computed_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    validated_at = models.DateTimeField(null=True, blank=True)
    validated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, editable=False)
    first_read_at = models.DateTimeField(null=True, blank=True)
    first_read_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = WeeklyReportQuerySet.as_manager()

    staffing: Any = None
    """Of a report that has just been computed, its staffing; that of a stored one is a `StaffingReading`."""

    diagnoses: Any = None
    """The same of its diagnoses, which a `DiagnosisReading` keeps."""

    class Meta:
        ordering = ["brand", "-week", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "week", "revision"], name="weekly_report_revision_once"),
            models.UniqueConstraint(
                fields=["brand", "week"],
                condition=~Q(state__in=FROZEN),
                name="weekly_report_one_draft",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=FROZEN) | Q(published_at__isnull=False),
                name="weekly_report_published_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["published_at"],
                condition=Q(sent_at=None, state__in=FROZEN),
                name="weekly_report_unsent",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="numbers",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("quantitative", "numbers"),
                func="NEW.numbers = weekly_numbers(NEW.quantitative); RETURN NEW;",
            ),
            pgtrigger.Protect(
                name="published_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.state IN ('published', 'read') AND to_jsonb(OLD) - {RECORDED_LATER}"
                    f" IS DISTINCT FROM to_jsonb(NEW) - {RECORDED_LATER}"
                ),
            ),
            pgtrigger.Protect(
                name="published_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=FROZEN),
            ),
            pgtrigger.FSM(
                name="passages",
                field="state",
                transitions=[
                    ("computed", "completed"),
                    ("completed", "computed"),
                    ("completed", "validated"),
                    ("validated", "computed"),
                    ("validated", "published"),
                    ("published", "read"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand} {self.week}"

    @property
    def version(self) -> str:
        """Tells what somebody has looked at from what it has become since."""
        completed = self.completed_at.timestamp() if self.completed_at else 0
        return f"{self.computed_at.timestamp()}-{completed}-{self.edition}-{self.state}"

    @property
    def has_own_reading(self) -> bool:
        """Whether a person has written what they read in the numbers, in any language."""
        return bool(own_reading(self.qualitative["reading"], self.draft))
