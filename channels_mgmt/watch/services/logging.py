"""Logging what was seen, in seconds."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.brands.links import LONGEST
from channels_mgmt.brands.models import Brand
from channels_mgmt.watch.choices import Nature, Topic, Verb, Where
from channels_mgmt.watch.models import Competitor, Item
from channels_mgmt.watch.sameness import without_trackers
from channels_mgmt.watch.services.history import audit, tell
from channels_mgmt.watch.services.pictures import attach
from channels_mgmt.watch.services.transmitting import transmit
from channels_mgmt.watch.signals import logged
from cmhub.lib.instants import InstantError, check_plausible
from cmhub.lib.keys import made_with
from cmhub.lib.pictures import Picture
from cmhub.lib.text import TextError, clean_text, excerpt, normalise_handle

TITLE_LENGTH = 200
LONGEST_TEXT = 8_000
KNOWN_FOR = timedelta(days=30)
"""In which the same link is taken for the same thing."""


class KnownError(ValidationError):
    """The link is logged already: `item` is where."""

    def __init__(self, item: Item) -> None:
        super().__init__(_("This link is logged already."), code="known")
        self.item = item


def log_item(
    *,
    brand: Brand,
    title: str,
    by: User,
    text: str = "",
    url: str = "",
    where: str = Where.SITE,
    network: str = "",
    place: str = "",
    author: str = "",
    seen_at: datetime | None = None,
    topic: str = Topic.REPUTATION,
    nature: str = Nature.ROUTINE,
    competitor: Competitor | None = None,
    language: str = "",
    picture: Picture | None = None,
    unless_known: bool = False,
    key: UUID | None = None,
    at: datetime | None = None,
) -> Item:
    """Writes down what was seen and tells whom it concerns; a second post of `key` gives what the first made.

    Raises KnownError, where `unless_known`, for a link that is there already, and ValidationError, in
    words, for what cannot be.
    """
    now = at or timezone.now()
    values: dict[str, Any] = {
        "brand": brand,
        **_told(title, text, url, author, place),
        "where": where,
        "network": network,
        "language": language,
        "topic": topic,
        "nature": nature,
        "competitor": competitor,
        "seen_at": _not_ahead(seen_at or now, now),
        "logged_at": now,
        "logged_by": by,
    }
    with transaction.atomic():
        if made := made_with(key, Item, brand_id=brand.pk):
            return made
        if competitor and competitor.brand_id != brand.pk:
            raise ValidationError(_("This competitor is another brand's."), code="competitor")
        if unless_known and (known := known_by(brand, values["url"], now)):
            raise KnownError(known)
        item = Item.objects.create(key=key or uuid4(), **values)
        _begin(item, picture, by=by, at=now)
    return item


def _begin(item: Item, picture: Picture | None, *, by: User, at: datetime) -> None:
    if picture:
        attach(item=item, picture=picture, by=by, at=at)
    tell(item, Verb.LOGGED, by=by, at=at, to_state=item.state, nature=item.nature, topic=item.topic)
    audit("watch_item.logged", item, by=by, at=at, nature=item.nature, topic=item.topic)
    transmit(item, at=at)
    logged.send(Item, item=item, by=by, at=at)


def known_by(brand: Brand, url: str, at: datetime) -> Item | None:
    """The item of the same link, if one was logged lately."""
    if not url:
        return None
    lately = Item.objects.filter(brand=brand, logged_at__gte=at - KNOWN_FOR)
    return lately.filter(url=url).order_by("-logged_at").first()


def _told(title: str, text: str, url: str, author: str, place: str) -> dict[str, str]:
    """The words of an item as they are kept."""
    return {
        "title": _title(title, text, url),
        "text": _clean(text)[:LONGEST_TEXT],
        "url": without_trackers(url)[:LONGEST],
        "author": author.strip()[:200],
        "author_key": normalise_handle(author)[:200],
        "place": place.strip()[:200],
    }


def _title(title: str, text: str, url: str) -> str:
    said = excerpt(_clean(title) or _clean(text) or url, TITLE_LENGTH)
    if not said:
        raise ValidationError({"title": _("Say what it is, or paste the link.")})
    return said


def _clean(text: str) -> str:
    try:
        return clean_text(text).strip()
    except TextError as error:
        raise ValidationError(str(error), code=error.code) from error


def _not_ahead(seen_at: datetime, now: datetime) -> datetime:
    """When it was seen, as a person says it: a clock some hours ahead is taken for now."""
    try:
        check_plausible(seen_at, now=now)
    except InstantError as error:
        raise ValidationError(str(error), code=error.code) from error
    return min(seen_at, now)
