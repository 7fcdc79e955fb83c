from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.choices import Spoken
from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Problem, Topic
from channels_mgmt.watch.models.competitor import Competitor

FASTEST, SLOWEST = 15, 24 * 60
"""Minutes between two readings."""


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, user: User) -> "SourceQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.WATCH_VIEW))

    def due(self, at: datetime) -> "SourceQuerySet":
        """Those to be read again; of brands that work goes on for."""
        return self.filter(paused_at=None, next_read_at__lte=at, brand__archived_at=None)


class Source(models.Model):
    """A feed that is read: a site's own, or a search for `words`, of which `{words}` stands in `template`.

    `etag` and `modified` are what the site said last, by which it can answer that nothing is new. After
    `failures` in a row it is read less and less often; one that is gone for good is paused.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="watch_sources")
    name = models.CharField(_("name"), max_length=120)
    template = models.CharField(_("address of the feed"), max_length=1000)
    words = models.CharField(_("words that are searched for"), max_length=200, blank=True)
    competitor = models.ForeignKey(
        Competitor, on_delete=models.PROTECT, null=True, blank=True, related_name="sources"
    )
    topic = models.CharField(_("topic"), max_length=15, choices=Topic.choices, default=Topic.SECTOR)
    language = models.CharField(_("language"), max_length=5, choices=Spoken.choices, blank=True)
    every_minutes = models.PositiveIntegerField(_("read every (minutes)"), default=60)
    etag = models.CharField(max_length=500, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    next_read_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=15, choices=Problem.choices, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "template", "words"],
                name="watch_source_once",
                violation_error_message=_("This feed is read already."),
            ),
            models.CheckConstraint(
                condition=Q(every_minutes__gte=FASTEST, every_minutes__lte=SLOWEST),
                name="watch_source_read_at_times",
                violation_error_message=_("A feed is read every 15 minutes at most, once a day at least."),
            ),
        ]
        indexes = [
            models.Index(fields=["next_read_at"], condition=Q(paused_at=None), name="watch_source_due"),
        ]

    def __str__(self) -> str:
        return self.name
