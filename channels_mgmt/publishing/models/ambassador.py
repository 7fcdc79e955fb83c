from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import User
from accounts.models.period import DayThere
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.publishing.models.post import Post
from channels_mgmt.publishing.relation_choices import Kind, Relation, Way
from cmhub.lib.erased import ERASED


class AmbassadorQuerySet(models.QuerySet["Ambassador"]):
    def visible_to(self, user: User) -> "AmbassadorQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.PUBLISHING_VIEW))

    def going_on(self) -> "AmbassadorQuerySet":
        return self.exclude(state=Relation.ENDED)

    def due(self, at: datetime) -> "AmbassadorQuerySet":
        """Those with whom somebody was to speak again by today, as it is where their brand is."""
        return self.going_on().filter(next_on__lte=DayThere("brand__time_zone", at))


class Ambassador(models.Model):
    """Somebody who speaks of the brand to others: a member, an influencer, an employee, a partner.

    Without consent only what is public is kept of them: `private` (telephone, address…) needs
    `consented_on`. `next_on` is the day on which `looked_after_by` is to speak with them again.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="ambassadors", db_index=False)
    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    kind = models.CharField(
        pgettext_lazy("ambassador", "who they are"), max_length=12, choices=Kind.choices, default=Kind.MEMBER
    )
    state = models.CharField(_("relation"), max_length=10, choices=Relation.choices, default=Relation.SPOTTED)
    topics = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    about = models.TextField(_("what is public of them"), max_length=2_000, blank=True)
    private = models.TextField(_("how to reach them"), max_length=1_000, blank=True)
    consented_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_how = models.CharField(_("how it was given"), max_length=200, blank=True)
    looked_after_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who looks after them"),
    )
    next_on = models.DateField(_("next contact"), null=True, blank=True)
    added_at = models.DateTimeField(editable=False)
    last_at = models.DateTimeField(editable=False)
    edition = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    key = models.UUIDField(editable=False)

    objects = AmbassadorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(private="") | Q(consented_on__isnull=False),
                name="ambassador_private_with_consent",
                violation_error_message=_(
                    "What is not public is kept only with the person’s consent and its date."
                ),
            ),
            models.UniqueConstraint(fields=["brand", "key"], name="ambassador_added_once"),
        ]
        indexes = [
            models.Index(fields=["brand", "name"], name="ambassador_of_brand"),
            models.Index(
                fields=["looked_after_by", "next_on"],
                condition=Q(next_on__isnull=False) & ~Q(state=Relation.ENDED),
                name="ambassador_next",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_erased(self) -> bool:
        return self.name == ERASED


class AmbassadorAccount(models.Model):
    """Under which name they are on a network, and how many follow them there, on which day."""

    ambassador = models.ForeignKey(
        Ambassador, on_delete=models.CASCADE, related_name="accounts", db_index=False
    )
    network = models.CharField(_("network"), max_length=20, choices=Network.choices)
    handle = models.CharField(_("handle"), max_length=200)
    handle_key = models.CharField(max_length=200, editable=False)
    audience = models.PositiveIntegerField(_("followers"), null=True, blank=True)
    counted_on = models.DateField(_("counted on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ambassador", "network", "handle_key"],
                name="ambassador_account_once",
                violation_error_message=_("This account is there already."),
            ),
            models.CheckConstraint(
                condition=Q(audience=None, counted_on=None)
                | Q(audience__isnull=False, counted_on__isnull=False),
                name="ambassador_audience_on_a_day",
                violation_error_message=_("A number of followers has its day, and a day its number."),
            ),
        ]

    def __str__(self) -> str:
        return self.handle


class AmbassadorContact(models.Model):
    """One exchange with them."""

    ambassador = models.ForeignKey(
        Ambassador, on_delete=models.CASCADE, related_name="contacts", db_index=False
    )
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(
        pgettext_lazy("contact", "how"), max_length=10, choices=Way.choices, default=Way.MESSAGE
    )
    words = models.TextField(_("what was said"), max_length=4_000, blank=True)
    key = models.UUIDField(editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["ambassador", "key"], name="contact_logged_once")]
        indexes = [models.Index(fields=["ambassador", "-at"], name="ambassador_contact_latest")]

    def __str__(self) -> str:
        return f"{self.ambassador_id} {self.at}"


class Relay(models.Model):
    """What they passed on to those who follow them; `reach` is what they say of it."""

    ambassador = models.ForeignKey(
        Ambassador, on_delete=models.CASCADE, related_name="relays", db_index=False
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="relays",
        verbose_name=_("our post"),
    )
    on = models.DateField(_("day"))
    url = models.URLField(_("link"), max_length=1000, blank=True)
    reach = models.PositiveIntegerField(_("reach that they tell of"), null=True, blank=True)
    words = models.CharField(_("what it was"), max_length=300, blank=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(editable=False)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False) | ~Q(url="") | ~Q(words=""),
                name="relay_says_of_what",
                violation_error_message=_("Say what they relayed: our post, a link, or in words."),
            ),
            models.UniqueConstraint(fields=["ambassador", "key"], name="relay_logged_once"),
        ]
        indexes = [models.Index(fields=["ambassador", "-on"], name="relay_latest")]

    def __str__(self) -> str:
        return f"{self.ambassador_id} {self.on}"
