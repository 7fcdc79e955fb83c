"""Pictures that are put to messages: kept under MEDIA_ROOT, where no address leads, under names of ours."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from channels_mgmt.inbox.models import Attachment, Message
from cmhub.lib import picture_files
from cmhub.lib.kept_files import forget_unknown
from cmhub.lib.keys import made_with
from cmhub.lib.pictures import CONTENT_TYPE, Picture

FOLDER = "attachments"


def path_of(stored_as: UUID, *, small: bool = False) -> Path:
    return picture_files.path_of(FOLDER, stored_as, small=small)


def attach(
    *, message: Message, picture: Picture, by: User, key: UUID, at: datetime | None = None
) -> Attachment:
    """Puts a picture to a message; a second post of `key` gives that of the first.

    The files are written before the row is: one that no row knows is deleted some night
    (`forget_unknown_pictures`).
    """
    if made := made_with(key, Attachment, brand_id=message.brand_id):
        return made
    attachment = Attachment(
        brand_id=message.brand_id,
        message=message,
        width=picture.width,
        height=picture.height,
        size=len(picture.data),
        by=by,
        at=at or timezone.now(),
        key=key,
    )
    picture_files.store(FOLDER, attachment.stored_as, picture)
    attachment.save(force_insert=True)
    return attachment


def copies_of(attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """The pictures as JSON can hold them; those whose file is gone are left out."""
    paths = [path_of(each.stored_as) for each in attachments]
    return [
        {"type": CONTENT_TYPE, "base64": b64encode(path.read_bytes()).decode()}
        for path in paths
        if path.is_file()
    ]


def erase_attachments(attachments: QuerySet[Attachment]) -> None:
    """Deletes the rows, and the files once that is certain."""
    stored: list[UUID] = list(attachments.values_list("stored_as", flat=True))
    attachments.delete()
    transaction.on_commit(lambda: picture_files.forget(FOLDER, stored))


def forget_unknown_pictures(*, at: datetime | None = None) -> int:
    """Deletes the files that no row knows; how many."""
    return forget_unknown(FOLDER, Attachment.objects.all(), at=at)
