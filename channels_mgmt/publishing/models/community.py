from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.choices import Spoken
from accounts.models import User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.relation_choices import Counted, Owner, Presence

VISITED_EVERY = 14
"""Days after which a community was not visited lately, unless it says otherwise."""
DAY = Value(timedelta(days=1), DurationField())


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, user: User) -> "CommunityQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def followed(self) -> "CommunityQuerySet":
        return self.filter(left_at=None)

    def stale(self, at: datetime) -> "CommunityQuerySet":
        """Those that were not visited for as many days as they should be, or never."""
        since = ExpressionWrapper(
            Value(at, models.DateTimeField()) - F("visit_days") * DAY, output_field=models.DateTimeField()
        )
        return self.followed().filter(Q(visited_at=None) | Q(visited_at__lt=since))


class Community(models.Model):
    """A place where the public of the sector talks: a group, a forum, a channel.

    `members` is the last count, of the day `counted_on`, known as `counted_how` says. The codes are how one
    speaks there (`tone`), what is asked (`rules`) and what is `not_done`. `visited_at` is the last visit.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="communities", db_index=False)
    name = models.CharField(_("name"), max_length=150)
    network = models.CharField(_("network"), max_length=20, choices=Network.choices, blank=True)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    owner = models.CharField(_("whose it is"), max_length=12, choices=Owner.choices, default=Owner.PUBLIC)
    owner_name = models.CharField(_("name of the owner"), max_length=150, blank=True)
    members = models.PositiveIntegerField(_("members"), null=True, blank=True)
    counted_on = models.DateField(_("counted on"), null=True, blank=True)
    counted_how = models.CharField(
        _("known by"), max_length=10, choices=Counted.choices, default=Counted.SEEN
    )
    language = models.CharField(_("language"), max_length=5, choices=Spoken.choices, blank=True)
    public = models.TextField(_("who goes there"), max_length=2_000, blank=True)
    tone = models.TextField(_("how one speaks there"), max_length=2_000, blank=True)
    rules = models.TextField(_("its rules"), max_length=4_000, blank=True)
    not_done = models.TextField(_("what is not done"), max_length=2_000, blank=True)
    presence = models.CharField(
        _("what we are there"), max_length=10, choices=Presence.choices, default=Presence.NONE
    )
    visit_days = models.PositiveSmallIntegerField(
        _("visited every … days"),
        default=VISITED_EVERY,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    visited_at = models.DateTimeField(null=True, blank=True, editable=False)
    added_at = models.DateTimeField(editable=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    edition = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    key = models.UUIDField(editable=False)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(members=None, counted_on=None)
                | Q(members__isnull=False, counted_on__isnull=False),
                name="community_counted_on_a_day",
                violation_error_message=_("A number of members has its day, and a day its number."),
            ),
            models.UniqueConstraint(fields=["brand", "key"], name="community_added_once"),
        ]
        indexes = [models.Index(fields=["brand", "name"], name="community_of_brand")]

    def __str__(self) -> str:
        return self.name

    def is_stale(self, at: datetime) -> bool:
        lately = at - timedelta(days=self.visit_days)
        return self.left_at is None and (self.visited_at is None or self.visited_at < lately)


class Visit(models.Model):
    """That somebody of the team went there, and what they saw; `members` where they read the number."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="visits", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seen = models.TextField(_("what was seen"), max_length=4_000, blank=True)
    members = models.PositiveIntegerField(_("members"), null=True, blank=True)
    key = models.UUIDField(editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="visit_written_once")]
        indexes = [models.Index(fields=["community", "-at"], name="visit_latest")]

    def __str__(self) -> str:
        return f"{self.community_id} {self.at}"
