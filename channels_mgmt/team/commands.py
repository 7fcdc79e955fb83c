"""What commands of several rooms ask of a channel."""

from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand
from channels_mgmt.team.models import Channel
from cmhub.lib.commands import UsageError


def find_channel(brand: Brand, slug: str | None) -> Channel | None:
    """The channel that a command names, if it names one; raises UsageError where the brand has none such."""
    if not slug:
        return None
    channel = brand.channels.filter(slug=slug).first()
    if channel is None:
        slugs = ", ".join(brand.channels.values_list("slug", flat=True))
        raise UsageError(
            _("The brand %(brand)s has no channel “%(slug)s”. Its channels are: %(slugs)s.")
            % {"brand": brand.slug, "slug": slug, "slugs": slugs or "–"}
        )
    return channel
