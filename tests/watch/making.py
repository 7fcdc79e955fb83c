"""Watch items for tests, made by the services that people use."""

from typing import Any

from channels_mgmt.watch.models import Item
from channels_mgmt.watch.services.logging import log_item
from tests.cast import Cast


def seen(cast: Cast, title: str = "Un concurrent baisse ses prix", **values: Any) -> Item:
    """Something that the community manager has logged now."""
    return log_item(**{"brand": cast.brand, "title": title, "by": cast.cm, **values})


def told(item: Item) -> list[str]:
    """Who was told of an item, by name, in the order in which they were."""
    return list(item.tellings.order_by("told_at", "pk").values_list("name", flat=True))
