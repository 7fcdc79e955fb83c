"""What a form made once, however often it is sent."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand

M = TypeVar("M", bound=Any)


def of_this_brand(made: M, brand: Brand) -> M:
    """What the form made before. Raises ValidationError where that is another brand's."""
    if made.brand_id != brand.pk:
        raise ValidationError(_("This form was used elsewhere: load the page again."), code="key")
    return made
