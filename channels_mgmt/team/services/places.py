"""What a brand's accounts rest on: the territories that they speak to."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Territory
from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel


def refuse_leaving(brand: Brand, territory: Territory) -> None:
    """Raises ValidationError, in words, where a channel of the brand that is not closed speaks to a
    territory.
    """
    channel = Channel.objects.open().filter(brand=brand, territory=territory).first()
    if channel is not None:
        raise ValidationError(
            _("“%(channel)s” speaks to %(territory)s: change or close that channel first.")
            % {"channel": channel.name, "territory": territory.name}
        )
