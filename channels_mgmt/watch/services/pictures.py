"""Screenshots of what was seen, in files to which no address leads."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from accounts.models import User
from channels_mgmt.watch.models import Item, ItemPicture
from cmhub.lib import picture_files
from cmhub.lib.kept_files import forget_unknown
from cmhub.lib.pictures import Picture

FOLDER = "watch"


def path_of(picture: ItemPicture, *, small: bool = False) -> Path:
    return picture_files.path_of(FOLDER, picture.stored_as, small=small)


def attach(*, item: Item, picture: Picture, by: User, at: datetime) -> ItemPicture:
    """Puts a picture to an item. The files are written first: those that no row knows go some night."""
    row = ItemPicture(
        brand_id=item.brand_id,
        item=item,
        width=picture.width,
        height=picture.height,
        size=len(picture.data),
        by=by,
        at=at,
        key=uuid4(),
    )
    picture_files.store(FOLDER, row.stored_as, picture)
    row.save(force_insert=True)
    return row


def erase_pictures(items: Iterable[int]) -> None:
    """Deletes the rows, and the files once that is certain."""
    rows = ItemPicture.objects.filter(item__in=list(items))
    stored: list[UUID] = list(rows.values_list("stored_as", flat=True))
    rows.delete()
    transaction.on_commit(lambda: picture_files.forget(FOLDER, stored))


def forget_unknown_pictures(*, at: datetime | None = None) -> int:
    """Deletes the files that no row knows; how many."""
    return forget_unknown(FOLDER, ItemPicture.objects.all(), at=at)
