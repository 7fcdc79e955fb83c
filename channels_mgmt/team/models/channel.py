from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Right
from accounts.models import Department, User
from channels_mgmt.brands.choices import Network, Purpose
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import ChannelState
from cmhub.lib.sorting import alphabetical


class ChannelQuerySet(models.QuerySet["Channel"]):
    def visible_to(self, user: User) -> "ChannelQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_VIEW))

    def open(self) -> "ChannelQuerySet":
        return self.exclude(state=ChannelState.CLOSED)


class Channel(models.Model):
    """One account of a brand on one network, with its purpose.

    `hours` is the weekly calendar `{"1": [["08:00", "17:00"]], …}` by ISO day in the brand's time
    zone, empty for a channel that never closes.
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
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ChannelQuerySet.as_manager()

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
        ]

    def __str__(self) -> str:
        """Name, network and purpose: what tells two accounts of one name apart."""
        network = str(self.get_network_display())
        said = () if network.casefold() in self.name.casefold() else (network,)
        return " · ".join([self.name, *said, str(self.get_purpose_display())])
