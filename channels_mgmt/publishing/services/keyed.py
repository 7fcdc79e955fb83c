"""What a form made once, however often it is sent."""

from typing import Any
from uuid import UUID

from channels_mgmt.brands.models import Brand
from cmhub.lib.locks import advisory_lock


def made_before(model: Any, brand: Brand, key: UUID | None) -> Any:
    """What a form of the brand with this key has made, if it was sent before; asked inside the transaction.

    A second sending at the same time waits until the first is through.
    """
    if key is None:
        return None
    with advisory_lock("form", brand.pk, key):
        return model.objects.filter(brand=brand, key=key).first()
