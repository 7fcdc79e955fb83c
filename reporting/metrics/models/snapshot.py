"""Figures as networks gave them back, each with its day, its source and what time it is of."""

from typing import Any

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.access import Access
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models import Post
from channels_mgmt.team.models import Channel
from channels_mgmt.watch.models import Competitor
from reporting.metrics.choices import Scope, Source
from reporting.metrics.models.run import MetricsRun


def count(name: str) -> Any:
    return Cast(KeyTextTransform(name, "figures"), models.BigIntegerField())


def whole(expression: Any) -> Any:
    return models.GeneratedField(
        expression=expression, output_field=models.BigIntegerField(null=True), db_persist=True
    )


PARTS = ("reactions", "likes", "comments", "shares", "saves")
ENGAGED = Coalesce(
    count("engagements"),
    Case(
        When(
            figures__has_any_keys=PARTS,
            then=Coalesce(count("reactions"), count("likes"), Value(0))
            + Coalesce(count("comments"), Value(0))
            + Coalesce(count("shares"), Value(0))
            + Coalesce(count("saves"), Value(0)),
        )
    ),
)
"""As the network counts engagements, else what it gives of them; reactions contain likes."""


SHOWN = Coalesce(count("impressions"), count("views"))


RANKED = ("reach", "engaged", "rate", "comments")
"""The figures of posts by which these stand in an order."""


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, user: User) -> "SnapshotQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def of(self, access: Access) -> "SnapshotQuerySet":
        """Those of the one brand that the page's loader has authorised: what `visible_to` leaves of it."""
        return self.filter(brand=access.brand) if access.may(Right.PUBLISHING_VIEW) else self.none()

    def standing(self) -> "SnapshotQuerySet":
        """Of each post the one reading of its lifetime that counts."""
        return self.filter(stands=True)


class Snapshot(models.Model):
    """What one source says of one account, post or competitor: a line of one file, or what a person entered.

    `figures` are names of `reporting.metrics.catalogue` with numbers; what the source does not say is not in
    it. `day` is the day that they are of, or for a lifetime the day on which they were read. `series` tells
    apart what several files say of one day, each with figures of its own: a format, with the figure of files
    that have one only, and the dimension and segment of a part of the audience (`parts_of`). `run` is the
    file, and `older` names the runs of figures that a later file of the series did not have: {figure: run}.
    `stands` marks, of the readings of a post's lifetime, the one that counts.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, null=True, blank=True, related_name="snapshots", db_index=False
    )
    competitor = models.ForeignKey(
        Competitor, on_delete=models.CASCADE, null=True, blank=True, related_name="snapshots"
    )
    network = models.CharField(_("network"), max_length=20, choices=Network.choices)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    day = models.DateField(_("day"))
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    series = models.CharField(max_length=300)
    figures = models.JSONField()
    stands = models.BooleanField(default=False)
    run = models.ForeignKey(
        MetricsRun, on_delete=models.PROTECT, null=True, blank=True, related_name="snapshots"
    )
    older = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField()
    reach = whole(count("reach"))
    shown = whole(SHOWN)
    engaged = whole(ENGAGED)
    comments = whole(count("comments"))
    rate = models.GeneratedField(
        expression=Cast(ENGAGED, models.FloatField()) / NullIf(SHOWN, Value(0)),
        output_field=models.FloatField(null=True),
        db_persist=True,
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "post", "competitor", "network", "scope", "day", "series"],
                nulls_distinct=False,
                name="snapshot_once",
                violation_error_message=_("There are figures of this day from this source already."),
            ),
            models.UniqueConstraint(fields=["post"], condition=Q(stands=True), name="snapshot_one_stands"),
            models.CheckConstraint(
                condition=Q(channel__isnull=False, competitor=None)
                | Q(channel=None, competitor__isnull=False, post=None),
                name="snapshot_of_channel_or_competitor",
                violation_error_message=_("Figures are those of a channel or of a competitor."),
            ),
            models.CheckConstraint(
                condition=Q(stands=False) | Q(scope=Scope.LIFETIME, post__isnull=False),
                name="snapshot_stands_for_a_post",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.EXPORT, run__isnull=False) | ~Q(source=Source.EXPORT) & Q(run=None),
                name="snapshot_of_an_export_names_it",
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "day"], name="snapshot_of_day"),
            *(
                models.Index(
                    fields=["brand", f"-{figure}", "-id"],
                    condition=Q(stands=True, **{f"{figure}__isnull": False}),
                    name=f"snapshot_by_{figure}",
                )
                for figure in RANKED
            ),
            models.Index(fields=["post", "-day"], condition=Q(post__isnull=False), name="snapshot_of_post"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.day}"


class Correction(models.Model):
    """What a snapshot said before something later said otherwise: only the figures that changed, with where
    they were from and when they were taken in.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="corrections")
    before = models.JSONField()
    run = models.ForeignKey(MetricsRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=10, choices=Source.choices)
    taken_at = models.DateTimeField()
    corrected_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["snapshot", "-corrected_at"], name="correction_latest")]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.corrected_at}"
