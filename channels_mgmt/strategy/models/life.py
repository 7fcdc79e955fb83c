from datetime import datetime

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.choices import Language
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.strategy.choices import Duty, Post
from channels_mgmt.strategy.models.strategy import Strategy


class ValidationLinkQuerySet(models.QuerySet["ValidationLink"]):
    def visible_to(self, user: User) -> "ValidationLinkQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.STRATEGY_WRITE))

    def waiting(self, at: datetime) -> "ValidationLinkQuerySet":
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=at)


class ValidationLink(models.Model):
    """A link by which a named person of the company reads a submitted version, and validates it or sends it
    back, without a login. Of its token only the digest is kept.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="links")
    name = models.CharField(_("name"), max_length=150)
    post = models.CharField(_("post in the company"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = ValidationLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")), name="validation_link_expires_later"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None), name="validation_link_used_or_revoked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strategy} · {self.name}"

    @property
    def is_waiting(self) -> bool:
        return not self.used_at and not self.revoked_at and timezone.now() < self.expires_at


class StrategyReadingQuerySet(models.QuerySet["StrategyReading"]):
    def visible_to(self, user: User) -> "StrategyReadingQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.STRATEGY_VIEW))


class StrategyReading(models.Model):
    """Somebody of the team confirms that they have read a version."""

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="strategy_readings")
    read_at = models.DateTimeField()

    objects = StrategyReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "user"], name="strategy_read_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.strategy} · {self.user}"


class CharterDecisionQuerySet(models.QuerySet["CharterDecision"]):
    def visible_to(self, user: User) -> "CharterDecisionQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.STRATEGY_VIEW))

    def standing(self, at: datetime) -> "CharterDecisionQuerySet":
        """The last decision on each duty by an instant."""
        ordered = self.filter(decided_at__lte=at).order_by("duty", "-decided_at", "-pk")
        return ordered.distinct("duty")


class CharterDecision(models.Model):
    """A brand decides whose a duty is, in writing; the last decision counts. No post: nobody's."""

    append_only = True

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="charter_decisions")
    duty = models.CharField(_("duty"), max_length=20, choices=Duty.choices)
    posts = ArrayField(
        models.CharField(max_length=30, choices=Post.choices), blank=True, verbose_name=_("whose it is")
    )
    words = models.CharField(_("what was decided, and why"), max_length=500)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    objects = CharterDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(posts__contained_by=Post.values), name="charter_posts_are_known"
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="charter_decided_in_writing",
                violation_error_message=_("Say in words what is decided, and why."),
            ),
        ]
        indexes = [models.Index(fields=["brand", "duty", "-decided_at"], name="charter_by_duty")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.brand} · {self.duty}"

    @property
    def post_labels(self) -> str:
        return ", ".join(str(Post(post).label) for post in self.posts)
