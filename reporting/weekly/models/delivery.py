from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.choices import Language
from accounts.models import User
from accounts.models.signed_link import SignedLink, SignedLinkQuerySet, link_constraints
from channels_mgmt.brands.models import Brand
from reporting.weekly.models.report import WeeklyReport


class ReportRecipientQuerySet(models.QuerySet["ReportRecipient"]):
    def visible_to(self, user: User) -> "ReportRecipientQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.REPORT_SHARE))


class ReportRecipient(models.Model):
    """What was chosen of one person: that the brand's reports go to them by mail, or that they do not.

    Of whom nothing was chosen, who answers the decisions that reports ask for gets them, and nobody else.
    Somebody without a login is named by address.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )
    gets = models.BooleanField(default=True)
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    objects = ReportRecipientQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "user"], name="report_recipient_once"),
            models.UniqueConstraint(
                "brand", Lower("email"), condition=Q(user=None), name="report_recipient_address_once"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="") | (Q(user=None) & ~Q(email="") & ~Q(name="")),
                name="report_recipient_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.user.name if self.user else self.name


class ReportLinkQuerySet(SignedLinkQuerySet):
    def visible_to(self, user: User) -> "ReportLinkQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.REPORT_SHARE))


class ReportLink(SignedLink):
    """A link by which a named person reads the published report of one week, without a login. `email` is that
    of whom it was mailed to; of one that somebody made by hand it is empty.
    """

    purpose: ClassVar[str] = "cmhub.weekly.report_link"
    page: ClassVar[str] = "weekly:by_link"
    contact: ClassVar[None] = None
    """It is no contact's: whoever is logged in reads in their own name."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    week = models.CharField(max_length=8)
    name = models.CharField(_("whom it is for"), max_length=150)
    email = models.EmailField(blank=True, editable=False)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )

    objects = ReportLinkQuerySet.as_manager()

    class Meta:
        constraints = link_constraints("report_link", of=["brand", "week", "name", "email"])

    def __str__(self) -> str:
        return f"{self.week} · {self.name}"


class RevisionOfferQuerySet(models.QuerySet["RevisionOffer"]):
    def visible_to(self, user: User) -> "RevisionOfferQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.REPORT_PUBLISH))

    def standing(self) -> "RevisionOfferQuerySet":
        """Those that nobody has answered, and that say other things than what is published."""
        return self.filter(computed_at__isnull=False, closed_at=None)

    def unfinished(self) -> "RevisionOfferQuerySet":
        """Those that a worker is to work out, for the first time or again."""
        return self.filter(Q(computed_at=None) | Q(again=True), closed_at=None)

    def failed(self) -> "RevisionOfferQuerySet":
        """Those that were given up: nobody has closed them, and they were never computed."""
        return self.filter(closed_at__isnull=False, closed_by=None, computed_at=None)


class RevisionOffer(models.Model):
    """What the figures of a published report would be now, beside what it says: to be made a revision, or
    left alone. It is asked for first, and computed by a worker, who closes it where that fails. One that is
    to be worked out `again` stands meanwhile, and stays where that fails. `others` has what else was
    computed: the words, the staffing and the diagnoses.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(WeeklyReport, on_delete=models.CASCADE, related_name="offers")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    computed_at = models.DateTimeField(null=True, blank=True)
    again = models.BooleanField(default=False)
    quantitative = models.JSONField(default=dict)
    data_quality = models.JSONField(default=dict)
    others = models.JSONField(default=dict)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.ForeignKey(WeeklyReport, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = RevisionOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(closed_at=None), name="revision_offered_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.report)

    @property
    def waits(self) -> bool:
        """Whether a worker is to work it out."""
        return self.computed_at is None or self.again

    @property
    def version(self) -> str:
        """Tells one computing of it from another."""
        return self.computed_at.isoformat() if self.computed_at else ""

    def close(self, *, by: User | None, at: datetime, revision: WeeklyReport | None = None) -> None:
        self.closed_at, self.closed_by, self.revision = at, by, revision
        self.save(update_fields=["closed_at", "closed_by", "revision"])
