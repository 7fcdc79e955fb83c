from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Right
from accounts.models import User
from channels_mgmt.brands.choices import Network
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.choices import Setup


class NetworkSetupQuerySet(models.QuerySet["NetworkSetup"]):
    def visible_to(self, user: User) -> "NetworkSetupQuerySet":
        return self.filter(brand__in=Brand.objects.granted(user, Right.TEAM_VIEW))


class NetworkSetup(models.Model):
    """What was decided for a brand on one network: an account for each purpose, or one account for all.

    `edition` counts the decisions, so that who decides on an older one is told.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="network_setups")
    network = models.CharField(_("network"), max_length=20, choices=Network.choices)
    setup = models.CharField(_("accounts"), max_length=10, choices=Setup.choices)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = NetworkSetupQuerySet.as_manager()

    lacks_others: bool
    """Whether accounts were to be separate and only one is left; added by the team's board."""

    class Meta:
        ordering = ["network"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "network"],
                name="network_decided_once",
                violation_error_message=_("This network is decided already: change that."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_network_display()} · {self.get_setup_display()}"
