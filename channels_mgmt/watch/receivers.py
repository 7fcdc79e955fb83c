"""What the room does when it hears of others."""

from datetime import datetime
from typing import Any

from django.utils.translation import ngettext

from accounts.models import User
from channels_mgmt.brands.models import Brand
from channels_mgmt.brands.services.copying import Ground, Taken
from channels_mgmt.brands.signals import brand_copied, brand_created
from channels_mgmt.watch.services.rules import copy_rules, usual_rules


def connect() -> None:
    brand_created.connect(furnish_new_brand, dispatch_uid="watch.furnish_new_brand")
    brand_copied.connect(copy_structure, dispatch_uid="watch.copy_structure")


def furnish_new_brand(
    *, brand: Brand, by: User | None, at: datetime, usual_routing: bool = True, **_signal: Any
) -> None:
    if usual_routing:
        usual_rules(brand, by=by, at=at)


def copy_structure(*, ground: Ground, by: User, at: datetime, **_signal: Any) -> list[Taken]:
    """The rules of who is told; competitors and feeds are the other brand's."""
    count = copy_rules(ground, by=by, at=at)
    words = ngettext("%(count)d rule of the watch", "%(count)d rules of the watch", count)
    return [Taken(words % {"count": count})] if count else []
