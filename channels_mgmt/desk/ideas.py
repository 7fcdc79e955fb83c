"""A watch item becomes a post idea: two rooms that do not know each other meet here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.publishing.services.ideas import keep_idea
from channels_mgmt.watch.models import Item


@dataclass(frozen=True)
class Kept:
    url: str


def idea_key(item: int) -> UUID:
    """By which the idea of an item is known again."""
    return uuid5(NAMESPACE_URL, f"watch/item/{item}/idea")


def idea_of(item: Item, by: User, at: datetime) -> Kept:
    """Keeps the idea, once for an item however often it is asked."""
    where = item.place or str(item.get_where_display())
    keep_idea(
        brand=item.brand,
        title=item.title,
        text=item.text,
        url=item.url,
        came_from=_("Watch: %(where)s") % {"where": where},
        by=by,
        key=idea_key(item.pk),
        at=at,
    )
    return Kept(reverse("publishing:list", args=[item.brand.slug]))
