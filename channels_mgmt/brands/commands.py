"""What commands of several rooms ask of a brand."""

from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand
from cmhub.lib.commands import UsageError


def find_brand(slug: str) -> Brand:
    """The brand that a command names, with its company; raises UsageError where there is none."""
    brand = Brand.objects.select_related("company").filter(slug=slug).first()
    if brand is None:
        raise UsageError(_("There is no brand “%(slug)s”.") % {"slug": slug})
    return brand
