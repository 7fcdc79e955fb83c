from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.access import Access
from channels_mgmt.brands.models import Brand
from channels_mgmt.crisis.choices import Reads, SurgeState, SurgeStream
from channels_mgmt.crisis.surges.rhythm import HOURS, Rhythm
from cmhub.lib.numbers import number_words


class SurgeQuerySet(models.QuerySet["Surge"]):
    def visible_to(self, user: User) -> "SurgeQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.CRISIS_VIEW))

    def of(self, access: Access) -> "SurgeQuerySet":
        """Those of the one brand that the page's loader has authorised: what `visible_to` leaves of it."""
        return self.filter(brand=access.brand) if access.may(Right.CRISIS_VIEW) else self.none()

    def lasting(self) -> "SurgeQuerySet":
        """Those whose rush has not calmed down."""
        return self.filter(ended_at=None)

    def undecided(self) -> "SurgeQuerySet":
        """Those of which nobody has said whether they are a crisis."""
        return self.filter(state=SurgeState.RAISED)

    def since(self, at: datetime) -> "SurgeQuerySet":
        """Those that last, or have ended since an instant."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at))


class Surge(models.Model):
    """A rush of the public out of proportion to the hour and the day: a possible crisis, raised once.

    While it lasts, `until_at`, the figures and the evidence follow it; `statistic`, `expected`, `observed`
    and `window_minutes` are those of its height.
    The evidence holds numbers, words that several people used, and
    ids of messages: what somebody wrote is read from the messages themselves.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="surges", db_index=False)
    stream = models.CharField(pgettext_lazy("surge", "rush of"), max_length=12, choices=SurgeStream.choices)
    detected_at = models.DateTimeField(_("raised"))
    from_at = models.DateTimeField(_("since"))
    until_at = models.DateTimeField(pgettext_lazy("surge", "until"))
    ended_at = models.DateTimeField(_("calmed down"), null=True, blank=True)
    window_minutes = models.PositiveIntegerField()
    statistic = models.FloatField(_("statistic"))
    expected = models.FloatField(_("people expected"))
    observed = models.PositiveIntegerField(_("people observed"))
    evidence = models.JSONField(default=dict)
    state = models.CharField(
        pgettext_lazy("surge", "state"),
        max_length=10,
        choices=SurgeState.choices,
        default=SurgeState.RAISED,
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(_("why it is no crisis"), max_length=300, blank=True, default="")

    objects = SurgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["brand"],
                condition=Q(ended_at=None),
                name="surge_lasts_once",
                violation_error_message=_("A rush of this brand is raised already."),
            ),
            models.CheckConstraint(
                condition=Q(state=SurgeState.RAISED, decided_at=None, decided_by=None)
                | Q(~Q(state=SurgeState.RAISED), decided_at__isnull=False, decided_by__isnull=False),
                name="surge_decided_has_person",
                violation_error_message=_("What is decided has a time and a person, and nothing else has."),
            ),
            models.CheckConstraint(
                condition=~Q(state=SurgeState.DISMISSED) | ~Q(why=""),
                name="surge_dismissed_says_why",
                violation_error_message=_("Say why it is no crisis."),
            ),
            models.CheckConstraint(
                condition=Q(until_at__gte=F("from_at")) & (Q(ended_at=None) | Q(ended_at__gte=F("until_at"))),
                name="surge_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "-detected_at"], name="surge_latest"),
            models.Index(fields=["brand"], condition=Q(state=SurgeState.RAISED), name="surge_undecided"),
        ]

    def __str__(self) -> str:
        return f"{self.brand} · {self.detected_at:%Y-%m-%d %H:%M}"

    @property
    def is_undecided(self) -> bool:
        return self.state == SurgeState.RAISED

    @property
    def window_seconds(self) -> int:
        return self.window_minutes * 60

    @property
    def usual_words(self) -> str:
        """How many people there are usually, in whole people."""
        few = pgettext("people there are usually", "less than 1")
        return number_words(round(self.expected)) if self.expected >= 1 else few

    @property
    def times(self) -> float | None:
        """How many times what was expected; None where nothing was."""
        return self.observed / self.expected if self.expected >= 0.05 else None


class BrandRhythmQuerySet(models.QuerySet["BrandRhythm"]):
    def visible_to(self, user: User) -> "BrandRhythmQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.CRISIS_VIEW))


class BrandRhythm(models.Model):
    """What the hour of the week leads to expect of a brand, as `surges.rhythm` learnt it; counted each night.

    `words` are those that the public uses anyway, each with the part of messages in which it stands, as far
    as several people use them. `stale` says that a file has since brought much, which is not counted yet.
    """

    brand = models.OneToOneField(Brand, on_delete=models.CASCADE, primary_key=True, related_name="+")
    counted_at = models.DateTimeField()
    stale = models.BooleanField(default=False)
    rates = ArrayField(models.FloatField(), size=HOURS)
    share = models.FloatField()
    spread = models.FloatField()
    spread_of_blocks = models.FloatField()
    weeks = models.FloatField()
    words: Any = models.JSONField(default=dict)

    objects = BrandRhythmQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.brand_id}: {self.counted_at:%Y-%m-%d}"

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(tuple(self.rates), self.share, self.spread, self.spread_of_blocks, self.weeks)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User) -> "ReadingQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.CRISIS_VIEW))


class Reading(models.Model):
    """What the machine read in a recent message, so that it reads it once. Kept for days, without words.

    `message` is the number of an inbox.Message, without a key: readings go by themselves, and deleting a
    message waits for none.
    """

    message = models.BigIntegerField(primary_key=True)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    said = models.CharField(max_length=14, choices=Reads.choices, blank=True, default="")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sent_at"], name="reading_past")]

    def __str__(self) -> str:
        return f"{self.message}: {self.said or '-'}"
