from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.choices import Spoken
from accounts.models import User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import ENDED, GRAVE, UNDECIDED, Nature, State, Topic, Where
from channels_mgmt.watch.models.competitor import Competitor


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, user: User) -> "ItemQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.WATCH_VIEW))

    def waiting(self) -> "ItemQuerySet":
        """What is grave and nobody has decided on yet."""
        return self.filter(nature__in=GRAVE, state__in=UNDECIDED)

    def undecided(self) -> "ItemQuerySet":
        return self.filter(state__in=UNDECIDED)

    def ended(self) -> "ItemQuerySet":
        return self.filter(state__in=ENDED)

    def late(self, at: datetime) -> "ItemQuerySet":
        return self.waiting().filter(acknowledged_at=None, acknowledge_by__lt=at)

    def due_to_climb(self, at: datetime) -> "ItemQuerySet":
        return self.filter(next_step_at__lt=at)


class Item(models.Model):
    """Something seen on the web or away from it, and what became of it.

    `chain` is the list of those who are told one after the other until somebody acknowledges, as it was
    when the item was transmitted: `[{"rung", "contact", "user", "name", "email", "language"}]`; `step` is
    how many of them were told. `author` is who wrote or said it, where a person did.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="watch_items", db_index=False)
    title = models.CharField(_("what it is"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    where = models.CharField(_("where"), max_length=10, choices=Where.choices, default=Where.SITE)
    network = models.CharField(_("network"), max_length=20, choices=Network.choices, blank=True)
    place = models.CharField(_("site or place"), max_length=200, blank=True)
    author = models.CharField(_("who wrote or said it"), max_length=200, blank=True)
    author_key = models.CharField(max_length=200, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=5, choices=Spoken.choices, blank=True)
    topic = models.CharField(_("topic"), max_length=15, choices=Topic.choices, default=Topic.REPUTATION)
    nature = models.CharField(
        pgettext_lazy("watch", "nature"), max_length=15, choices=Nature.choices, default=Nature.ROUTINE
    )
    competitor = models.ForeignKey(
        Competitor, on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    state = models.CharField(max_length=15, choices=State.choices, default=State.LOGGED)
    seen_at = models.DateTimeField(_("when seen"))
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    chain = models.JSONField(default=list)
    step = models.PositiveSmallIntegerField(default=0)
    transmitted_at = models.DateTimeField(null=True, blank=True)
    acknowledge_by = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    next_step_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(_("decision"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_name = models.CharField(max_length=200, blank=True)
    decision_read_at = models.DateTimeField(null=True, blank=True)
    idea_at = models.DateTimeField(null=True, blank=True)
    digested_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DECIDED, decided_at__isnull=False) & ~Q(decision="")
                | ~Q(state=State.DECIDED) & Q(decided_at=None, decision=""),
                name="watch_item_decided_in_words",
                violation_error_message=_(
                    "What is decided has its words and its time, and nothing else has."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.TRANSMITTED, State.ACKNOWLEDGED])
                | Q(transmitted_at__isnull=False),
                name="watch_item_transmitted_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ACKNOWLEDGED) | Q(acknowledged_at__isnull=False),
                name="watch_item_acknowledged_has_time",
            ),
            models.CheckConstraint(
                condition=Q(seen_at__lte=F("logged_at")),
                name="watch_item_seen_before_logged",
                violation_error_message=_("One sees a thing before one logs it."),
            ),
        ]
        indexes = [
            models.Index(fields=["brand", "logged_at", "id"], name="watch_item_latest"),
            models.Index(
                fields=["brand", "acknowledge_by"], condition=Q(state__in=UNDECIDED), name="watch_item_open"
            ),
            models.Index(
                fields=["next_step_at"], condition=Q(next_step_at__isnull=False), name="watch_item_due"
            ),
            models.Index(
                fields=["logged_by"],
                condition=Q(state=State.DECIDED, decision_read_at=None),
                name="watch_item_to_read",
            ),
            models.Index(
                fields=["brand", "logged_at"], condition=Q(digested_at=None), name="watch_item_undigested"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_grave(self) -> bool:
        """Whether it is for the decision-makers."""
        return self.nature in GRAVE

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED

    @property
    def waits_for_receipt(self) -> bool:
        """Whether nobody who was asked has said yet that they have it."""
        return self.is_grave and self.state in (State.LOGGED, State.TRANSMITTED)

    @property
    def waits_for_decision(self) -> bool:
        return self.is_grave and self.state in UNDECIDED
