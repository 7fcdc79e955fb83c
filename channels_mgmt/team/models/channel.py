from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import Department, Territory, User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import ChannelState
from cmhub.lib.sorting import alphabetical


class ChannelQuerySet(models.QuerySet["Channel"]):
    def visible_to(self, user: User) -> "ChannelQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_VIEW))

    def open(self) -> "ChannelQuerySet":
        return self.exclude(state=ChannelState.CLOSED)

    def lively(self) -> "ChannelQuerySet":
        """Those on which the brand speaks: neither closed nor dormant by decision."""
        return self.filter(state=ChannelState.OPEN)


class Channel(models.Model):
    """One account of a brand on one network, with its purpose.

    `hours` is the weekly calendar `{"1": [["08:00", "17:00"]], …}` by ISO day in the brand's time
    zone, empty for a channel that never closes. `posts_per_week` and `cadence_words` are a cadence of its own
    with the reason for it; without it the strategy's holds. Where the credentials are kept is said in words,
    and they themselves nowhere. `edition` counts the changes, so that who saves an older one is told.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="channels")
    network = models.CharField(_("network"), max_length=20, choices=Network.choices)
    purpose = models.CharField(pgettext_lazy("channel", "purpose"), max_length=20, choices=Purpose.choices)
    slug = models.SlugField(max_length=80)
    name = models.CharField(_("name"), max_length=150)
    handle = models.CharField(_("handle"), max_length=100, blank=True)
    url = models.URLField(_("link"), blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="channels"
    )
    hours = models.JSONField(_("opening hours"), default=dict, blank=True)
    state = models.CharField(
        pgettext_lazy("channel", "state"),
        max_length=10,
        choices=ChannelState.choices,
        default=ChannelState.OPEN,
    )
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    state_decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    state_decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="channels",
        verbose_name=_("territory"),
    )
    posts_per_week = models.DecimalField(
        _("posts a week"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    cadence_words = models.CharField(_("why this cadence"), max_length=200, blank=True)
    credentials_holder = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who holds the credentials"),
    )
    credentials_place = models.CharField(_("where they are kept"), max_length=200, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)
    key = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ChannelQuerySet.as_manager()

    # Said by the team's board.
    holders: list[Any]
    has_lead: bool

    class Meta:
        ordering = ["network", "purpose", *alphabetical("name")]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "slug"],
                name="channel_slug_once",
                violation_error_message=_("The brand already has a channel of this short name."),
            ),
            models.CheckConstraint(
                condition=Q(purpose=Purpose.DEPARTMENT, department__isnull=False)
                | (~Q(purpose=Purpose.DEPARTMENT) & Q(department__isnull=True)),
                name="channel_department_when_its_own",
                violation_error_message=_("A department's own channel, and only it, names its department."),
            ),
            models.CheckConstraint(
                condition=Q(state=ChannelState.OPEN) | ~Q(state_reason=""),
                name="channel_state_has_reason",
                violation_error_message=_("Say why the channel is dormant or closed."),
            ),
            models.CheckConstraint(
                condition=Q(posts_per_week=None) | Q(posts_per_week__gte=0),
                name="channel_posts_not_negative",
                violation_error_message=_("A cadence is not negative."),
            ),
        ]

    def __str__(self) -> str:
        """Name, network and purpose: what tells two accounts of one name apart."""
        network = str(self.get_network_display())
        said = () if network.casefold() in self.name.casefold() else (network,)
        return " · ".join([self.name, *said, str(self.get_purpose_display())])
