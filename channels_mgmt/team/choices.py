from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Role
from channels_mgmt.brands.choices import Purpose


class ChannelState(models.TextChoices):
    OPEN = "open", _("open")
    DORMANT = "dormant", _("dormant by decision")
    CLOSED = "closed", _("closed")


class Setup(models.TextChoices):
    """How a brand is present on one network."""

    SEPARATE = "separate", _("separate accounts")
    SINGLE = "single", _("single account")


class Currency(models.TextChoices):
    XAF = "XAF", _("CFA franc of Central Africa (XAF)")
    XOF = "XOF", _("CFA franc of West Africa (XOF)")
    DZD = "DZD", _("Algerian dinar (DZD)")
    EUR = "EUR", _("euro (EUR)")


HOLDERS: dict[str, frozenset[str]] = {
    Purpose.OFFICIAL: frozenset({Role.COMMUNITY_MANAGER, Role.SOCIAL_MEDIA_MANAGER}),
    Purpose.CUSTOMER_SERVICE: frozenset({Role.CUSTOMER_SERVICE}),
    Purpose.TECH_SUPPORT: frozenset({Role.TECH_SUPPORT}),
    Purpose.DEPARTMENT: frozenset({Role.COMMUNITY_MANAGER}),
}
"""The roles that may hold a channel, by its purpose."""


SPOKESPERSONS = frozenset({Role.COMMUNITY_MANAGER, Role.SOCIAL_MEDIA_MANAGER})
"""The roles that speak for the brand: a readiness check comes before they do so alone."""


class Question(models.TextChoices):
    """What is asked of somebody before they speak for a brand."""

    REACH = "reach", _("Can they answer any question, or reach who can?")
    CULTURE = "culture", _("Have they taken in the culture and the strategy?")
    NEWS = "news", _("Do they know the current news of the company?")
    REGULATION = "regulation", _("Do they know the regulation?")
    CONFIDENTIAL = "confidential", _("Can they tell confidential from internal from public?")
    IMAGES = "images", _("Do they understand what images say?")
    TELEVISION = "television", _("Would you send them to speak for the company on television?")


class Mark(models.TextChoices):
    """How an answer of a simulation compares with the response protocol."""

    MATCHES = "matches", pgettext_lazy("mark", "matches")
    PARTLY = "partly", pgettext_lazy("mark", "partly")
    NOT = "not", pgettext_lazy("mark", "does not match")
