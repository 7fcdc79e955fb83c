"""What a form made once, however often it is sent."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from channels_mgmt.brands.models import Brand


def made_before(model: Any, brand: Brand, key: UUID | None) -> Any:
    """What a form with this key has made, if it was sent before.

    Raises ValidationError where that is another brand's.
    """
    made = model.objects.filter(key=key).first() if key else None
    if made is not None and made.brand_id != brand.pk:
        raise ValidationError(_("This form was used elsewhere: load the page again."), code="key")
    return made
