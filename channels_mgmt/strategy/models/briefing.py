"""Briefings: news of the company, its sector and its rules, and who has read them."""

from datetime import datetime
from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right, roles_granting
from accounts.models import User
from channels_mgmt.brands.models import Brand, BrandRole
from channels_mgmt.strategy.choices import TEAM, Confidentiality

READERS = tuple(roles_granting(Right.STRATEGY_VIEW))
"""The roles that may read briefings."""

TO_ALL = Q(for_everybody=True) & ~Q(confidentiality=Confidentiality.CONFIDENTIAL)
"""Those that are for the whole team: what is confidential never is, whatever else it says."""


class BriefingQuerySet(models.QuerySet["Briefing"]):
    def visible_to(self, user: User) -> "BriefingQuerySet":
        """What is confidential, for whom it is for, who wrote it and who writes briefings of the brand."""
        open_to_all = ~Q(confidentiality=Confidentiality.CONFIDENTIAL)
        theirs = Q(written_by=user) | Q(brand__in=Brand.objects.granted(user, Right.BRIEFING_WRITE))
        readers = self.filter(brand__in=Brand.objects.granted(user, Right.STRATEGY_VIEW))
        return readers.filter(open_to_all | theirs | _addressed(user.pk))

    def addressed_to(self, person: int, at: datetime | None = None) -> "BriefingQuerySet":
        """What somebody is to read, for being named or of the team then; not what they wrote themselves."""
        return self.filter(_addressed(person, at)).exclude(written_by=person)

    def standing(self) -> "BriefingQuerySet":
        """What holds: neither withdrawn nor corrected by another."""
        return self.filter(withdrawn_at=None, correction=None)

    def unread_by(self, person: int) -> "BriefingQuerySet":
        return self.exclude(Exists(BriefingReading.objects.filter(briefing=OuterRef("pk"), user=person)))

    def with_counts(self, at: datetime) -> "BriefingQuerySet":
        """Adds `is_due` and `is_awaited`: whether its moment has passed, and somebody has not read it."""
        awaited = Briefing.objects.filter(pk=OuterRef("pk")).waited_for(at)
        return self.annotate(
            is_due=models.ExpressionWrapper(Q(due_at__lte=at), output_field=models.BooleanField()),
            is_awaited=Exists(awaited),
        )

    def waited_for(self, at: datetime) -> "BriefingQuerySet":
        """Those that somebody whom they are for has not read yet."""
        readings = BriefingReading.objects.filter(briefing=OuterRef(OuterRef("pk")), user=OuterRef("user"))
        unread = ~Exists(readings)
        here = BrandRole.objects.current(at).filter(brand=OuterRef("brand"), user__is_active=True)
        team = here.filter(unread, role__in=TEAM).exclude(user=OuterRef("written_by"))
        still = BrandRole.objects.current(at).filter(
            brand=OuterRef("brand"), user=OuterRef("user"), role__in=READERS, user__is_active=True
        )
        named = BriefingTarget.objects.filter(unread, Exists(still), briefing=OuterRef("pk"))
        return self.filter(TO_ALL & Q(Exists(team)) | Q(Exists(named)))


def _addressed(person: int, at: datetime | None = None) -> Q:
    team = BrandRole.objects.current(at).filter(brand=OuterRef("brand"), user=person, role__in=TEAM)
    named = BriefingTarget.objects.filter(briefing=OuterRef("pk"), user=person)
    return Q(Exists(named)) | TO_ALL & Q(Exists(team))


class Briefing(models.Model):
    """News that people must have read by a moment. It never changes: a correction is another briefing, which
    asks for reading again. Who is of the team later is to read it too, while it holds.
    """

    append_only = True
    movable = ("withdrawn_at", "withdrawn_by", "reminded_at")

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="briefings")
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("text"))
    confidentiality = models.CharField(
        _("confidentiality"), max_length=12, choices=Confidentiality.choices, default=Confidentiality.INTERNAL
    )
    for_everybody = models.BooleanField(_("for everybody of the team"), default=True)
    due_at = models.DateTimeField(_("to be read by"))
    version = models.PositiveSmallIntegerField(pgettext_lazy("briefing", "version"), default=1)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid4, editable=False, unique=True)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, version=1) | Q(corrects__isnull=False, version__gt=1),
                name="briefing_first_version_corrects_none",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="briefing_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=models.F("written_at")),
                name="briefing_due_after_written",
                violation_error_message=_("The moment by which it is to be read has passed."),
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "-written_at"], name="briefing_by_brand"),
            models.Index(
                fields=["due_at"], condition=Q(reminded_at=None, withdrawn_at=None), name="briefing_to_remind"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="unchanging", exclude=["withdrawn_at", "withdrawn_by", "reminded_at"]),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.brand} {self.pk}"

    @property
    def is_confidential(self) -> bool:
        return self.confidentiality == Confidentiality.CONFIDENTIAL

    @property
    def is_for_all(self) -> bool:
        """Whether it is for the whole team, as `TO_ALL` asks it."""
        return self.for_everybody and not self.is_confidential


class BriefingTarget(models.Model):
    """Somebody whom a briefing is for by name."""

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="targets")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["briefing", "user"], name="briefing_target_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.briefing_id}: {self.user_id}"


class BriefingReading(models.Model):
    """Somebody confirmed that they have read a briefing."""

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["briefing", "user"], name="briefing_read_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.briefing_id}: {self.user_id}"
