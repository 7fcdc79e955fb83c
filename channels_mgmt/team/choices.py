from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from channels_mgmt.brands.choices import Purpose


class ChannelState(models.TextChoices):
    OPEN = "open", _("open")
    DORMANT = "dormant", _("dormant by decision")
    CLOSED = "closed", _("closed")


HOLDERS: dict[str, frozenset[str]] = {
    Purpose.OFFICIAL: frozenset({Role.COMMUNITY_MANAGER, Role.SOCIAL_MEDIA_MANAGER}),
    Purpose.CUSTOMER_SERVICE: frozenset({Role.CUSTOMER_SERVICE}),
    Purpose.TECH_SUPPORT: frozenset({Role.TECH_SUPPORT}),
    Purpose.DEPARTMENT: frozenset({Role.COMMUNITY_MANAGER}),
}
"""The roles that may hold a channel, by its purpose."""
