"""Pictures that are put to messages: kept under MEDIA_ROOT, where no address leads, under names of ours."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels_mgmt.inbox.models import Attachment, Message
from cmhub.lib.keys import made_with
from cmhub.lib.picture_files import write
from cmhub.lib.pictures import CONTENT_TYPE, Picture

UNKNOWN_FOR = timedelta(days=1)
"""How old a file that no row knows must be before it is deleted: its row may be about to be written."""


def folder() -> Path:
    return Path(settings.MEDIA_ROOT, "attachments")


def path_of(stored_as: UUID, *, small: bool = False) -> Path:
    return folder() / stored_as.hex[:2] / f"{stored_as}{'-small' if small else ''}.jpg"


def attach(
    *, message: Message, picture: Picture, by: User, key: UUID, at: datetime | None = None
) -> Attachment:
    """Puts a picture to a message; a second post of `key` gives that of the first.

    The files are written before the row is: one that no row knows is deleted some night
    (`forget_unknown_pictures`).
    """
    if made := made_with(key, Attachment):
        if made.brand_id != message.brand_id:
            raise ValidationError(_("This form was used elsewhere: load the page again."), code="key")
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
    write(path_of(attachment.stored_as), picture.data)
    write(path_of(attachment.stored_as, small=True), picture.small)
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
    stored = list(attachments.values_list("stored_as", flat=True))
    attachments.delete()
    transaction.on_commit(lambda: _unlink(stored))


def _unlink(stored: Iterable[UUID]) -> None:
    for name in stored:
        for small in (False, True):
            path_of(name, small=small).unlink(missing_ok=True)


def forget_unknown_pictures(*, at: datetime | None = None) -> int:
    """Deletes the files that no row knows: of what was not recorded after all, or erased while the process
    died; how many.
    """
    oldest = ((at or timezone.now()) - UNKNOWN_FOR).timestamp()
    old = [path for path in folder().glob("*/*") if path.stat().st_mtime < oldest]
    named: dict[str, list[Path]] = {}
    for path in old:
        named.setdefault(path.stem.removesuffix("-small"), []).append(path)
    known = {
        str(one)
        for one in Attachment.objects.filter(stored_as__in=_ids(named)).values_list("stored_as", flat=True)
    }
    unknown = [path for name, paths in named.items() if name not in known for path in paths]
    for path in unknown:
        path.unlink(missing_ok=True)
    return len(unknown)


def _ids(names: Iterable[str]) -> list[UUID]:
    ids = []
    for name in names:
        try:
            ids.append(UUID(name))
        except ValueError:
            continue
    return ids
