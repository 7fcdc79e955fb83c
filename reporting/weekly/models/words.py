"""What people write of a week, in rows: a report is made of them until it is published."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import Message
from cmhub.lib.erased import ERASED
from cmhub.lib.text import excerpt
from reporting.weekly.choices import Answer, Area, Progress


class WrittenQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "WrittenQuerySet":
        """For those who work on reports; readers have what the published ones name."""
        return self.filter(brand__in=Brand.objects.granted(user, Right.REPORT_DRAFT))

    def of_week(self, brand: int, week: object) -> "WrittenQuerySet":
        return self.filter(brand=brand, week=str(week))


class Written(models.Model):
    """Of one week of a brand, whatever the revisions of its report; `edition` counts the changes."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    week = models.CharField(_("week"), max_length=8)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]
        indexes = [models.Index(fields=["brand", "week"], name="%(class)s_week")]


class Insight(Written):
    """What was learned about products, service or image; `persona` is the key of one whom it concerns."""

    area = models.CharField(_("about"), max_length=10, choices=Area.choices)
    text = models.TextField(_("what was learned"), max_length=2000)
    persona = models.UUIDField(_("persona it concerns"), null=True, blank=True)

    class Meta(Written.Meta):
        pass

    def __str__(self) -> str:
        return excerpt(self.text, 60)


class Quotation(Written):
    """Words of the public that show an insight, or wait for one.

    `message` is where they were taken from. They stand here alone, never in a report: what is erased here is
    gone from published reports too, which keep its place.
    """

    area = models.CharField(_("about"), max_length=10, choices=Area.choices)
    insight = models.ForeignKey(
        Insight, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotations"
    )
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(_("words"), max_length=1000)
    said_at = models.DateTimeField(null=True, blank=True)
    network = models.CharField(max_length=20, blank=True)

    class Meta(Written.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "week", "message"],
                condition=Q(message__isnull=False),
                name="quotation_once_a_week",
            )
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.get_area_display()}"

    @property
    def is_erased(self) -> bool:
        return self.words == ERASED


class Recommendation(Written):
    """What is to be done, by whom and until when: followed up in the reports after it until it is settled."""

    text = models.TextField(_("recommendation"), max_length=2000)
    owner = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("recommendation", "who sees to it"),
    )
    owner_words = models.CharField(_("or who, in words"), max_length=120, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    progress = models.CharField(
        _("how far it is"), max_length=10, choices=Progress.choices, default=Progress.OPEN
    )
    outcome = models.TextField(_("what came of it"), max_length=1000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Written.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(progress=Progress.OPEN, settled_at=None)
                | ~Q(progress=Progress.OPEN) & Q(settled_at__isnull=False),
                name="recommendation_settled_has_time",
            )
        ]
        indexes = [
            *Written.Meta.indexes,
            models.Index(
                fields=["brand", "due_on"],
                condition=Q(progress=Progress.OPEN),
                name="recommendation_open",
            ),
        ]

    def __str__(self) -> str:
        return excerpt(self.text, 60)

    def is_late(self, today: date) -> bool:
        return self.progress == Progress.OPEN and self.due_on is not None and self.due_on < today


class DecisionAsked(Written):
    """What the executive is asked to decide. From `asked_at` on, when a report that asks for it was
    published, its words stay and it can be answered. *Later* leaves it open.
    """

    text = models.TextField(_("decision"), max_length=2000)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.CharField(_("answer"), max_length=5, choices=Answer.choices, blank=True)
    words = models.TextField(_("a word with it"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Written.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="decision_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return excerpt(self.text, 60)

    @property
    def is_open(self) -> bool:
        return self.answer in ("", Answer.LATER)


class FrustrationTheme(models.Model):
    """A theme of the inbox in which the frustration of a persona shows."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    persona = models.UUIDField(_("persona"))
    theme = models.CharField(_("theme"), max_length=100)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WrittenQuerySet.as_manager()

    class Meta:
        ordering = ["theme", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "persona", "theme"], name="frustration_theme_once")
        ]

    def __str__(self) -> str:
        return self.theme
