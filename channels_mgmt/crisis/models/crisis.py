from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.access import Access
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.white_label import OF_THE_CLIENT, is_of_the_client
from channels_mgmt.crisis.choices import RUNNING, Level, State
from channels_mgmt.crisis.models.surge import Surge
from channels_mgmt.inbox.models import Interaction
from channels_mgmt.watch.models import Item
from cmhub.lib.erased import words_shown


class CrisisQuerySet(models.QuerySet["Crisis"]):
    def visible_to(self, user: User) -> "CrisisQuerySet":
        """Drills are kept from the people of the client."""
        right = Right.CRISIS_VIEW
        of_the_house = Brand.objects.granted(user, right, besides=sorted(OF_THE_CLIENT))
        seen = self.filter(brand__in=Brand.objects.granted(user, right))
        return seen.filter(Q(drill=False) | Q(brand__in=of_the_house))

    def of(self, access: Access) -> "CrisisQuerySet":
        """Those of the one brand that the page's loader has authorised: what `visible_to` leaves of it."""
        if not access.may(Right.CRISIS_VIEW):
            return self.none()
        seen = self.filter(brand=access.brand)
        return seen.real() if is_of_the_client(access.roles) else seen

    def running(self) -> "CrisisQuerySet":
        """Those that are not over."""
        return self.filter(state__in=RUNNING)

    def real(self) -> "CrisisQuerySet":
        """Those that are no drill: the only ones that count in any figure."""
        return self.filter(drill=False)

    def due_to_tell(self, at: datetime) -> "CrisisQuerySet":
        return self.running().filter(next_telling_at__lte=at)


class Crisis(models.Model):
    """Something that can damage the brand, from the tap that opens it to the lesson that is drawn from it.

    Its matter is what replies are held on: interactions of one of the `themes`, or in which one of the
    `words` stands, on the `channels` (ids) where any are named. Of a matter that says nothing, and of a major
    crisis, everything is. A drill holds nothing and is told to nobody outside.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="crises", db_index=False)
    drill = models.BooleanField(_("drill"), default=False)
    level = models.PositiveSmallIntegerField(pgettext_lazy("crisis", "level"), choices=Level.choices)
    title = models.CharField(pgettext_lazy("crisis", "what it is about"), max_length=150)
    themes = ArrayField(models.CharField(max_length=80), verbose_name=_("themes"), default=list, blank=True)
    words = ArrayField(models.CharField(max_length=60), verbose_name=_("words"), default=list, blank=True)
    channels = ArrayField(models.BigIntegerField(), verbose_name=_("channels"), default=list, blank=True)
    state = models.CharField(
        pgettext_lazy("crisis", "state"), max_length=10, choices=State.choices, default=State.OPEN
    )
    interaction = models.ForeignKey(
        Interaction, on_delete=models.PROTECT, null=True, blank=True, related_name="crises"
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="crises")
    surge = models.ForeignKey(Surge, on_delete=models.PROTECT, null=True, blank=True, related_name="crises")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    next_telling_at = models.DateTimeField(null=True, blank=True)
    """When those who have not acknowledged are told again; none once one on each side has."""
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    """When one on each side had acknowledged."""
    contained_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    end_reason = models.TextField(_("why it is over"), blank=True, default="")
    edition = models.PositiveIntegerField(default=1, editable=False)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = CrisisQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "crises"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RUNNING, ended_at=None)
                | Q(~Q(state__in=RUNNING), ended_at__isnull=False, ended_by__isnull=False),
                name="crisis_over_has_time",
                violation_error_message=_("What is over has an end and who ended it, and nothing else has."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING) | ~Q(end_reason=""),
                name="crisis_end_says_why",
                violation_error_message=_("Say why it is over."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING) | Q(next_telling_at=None), name="crisis_over_tells_nobody"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="crisis_level_exists"),
            models.UniqueConstraint(
                fields=["interaction"],
                condition=Q(state__in=RUNNING, drill=False),
                name="crisis_once_of_interaction",
                violation_error_message=_("A crisis is open on this interaction already."),
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=RUNNING, drill=False),
                name="crisis_once_of_item",
                violation_error_message=_("A crisis is open on this watch item already."),
            ),
            models.UniqueConstraint(
                fields=["surge"],
                condition=Q(state__in=RUNNING, drill=False),
                name="crisis_once_of_surge",
                violation_error_message=_("A crisis is open on this rush already."),
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "-opened_at"], name="crisis_latest"),
            models.Index(fields=["brand"], condition=Q(state__in=RUNNING), name="crisis_running"),
            models.Index(
                fields=["next_telling_at"],
                condition=Q(next_telling_at__isnull=False),
                name="crisis_due_to_tell",
            ),
        ]

    def __str__(self) -> str:
        return words_shown(self.title)

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def says_its_matter(self) -> bool:
        return bool(self.themes or self.words or self.channels)

    @property
    def holds_whole_brand(self) -> bool:
        return self.level == Level.MAJOR or not self.says_its_matter
