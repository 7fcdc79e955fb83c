"""Files that are put to an answer: pictures, drawn anew, and PDF as they are; told by their content."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from django.utils.translation import gettext_lazy as _

from cmhub.lib.pictures import PictureError, read_picture
from cmhub.lib.refused import RefusedError

PICTURE, PDF = "picture", "pdf"
MOST_BYTES_OF_PDF = 10 * 1024 * 1024
HEAD, TAIL = 1024, 2048
"""Where a reader looks for what a PDF begins and ends with."""


class DocumentError(RefusedError):
    """A file that is not taken. ``str()`` is a sentence; ``code`` says why."""

    SENTENCES = {
        "empty": _("The file is empty."),
        "too_heavy": _("The PDF is larger than 10 MB: send a shorter one, or photos of its pages."),
        "not_taken": _("This file is neither a photo (JPEG, PNG, WebP) nor a PDF."),
        "broken": _("The PDF is damaged or cut off: choose it again."),
    }


@dataclass(frozen=True)
class Document:
    """A file as it is kept: of a picture a fresh JPEG, of a PDF its bytes."""

    kind: str
    data: bytes

    @property
    def fingerprint(self) -> str:
        return sha256(self.data).hexdigest()


def read_document(file: IO[bytes]) -> Document:
    """The picture or PDF of a file. Its name and what the browser says of its type count for nothing.

    Raises DocumentError, or PictureError for a picture that is not taken.
    """
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise DocumentError("empty")
    if b"%PDF-" in head:
        return Document(PDF, _pdf(file))
    try:
        return Document(PICTURE, read_picture(file).data)
    except PictureError as problem:
        if problem.code == "not_a_picture":
            raise DocumentError("not_taken") from problem
        raise


def _pdf(file: IO[bytes]) -> bytes:
    file.seek(0, 2)
    if file.tell() > MOST_BYTES_OF_PDF:
        raise DocumentError("too_heavy")
    file.seek(0)
    data = file.read()
    if b"%%EOF" not in data[-TAIL:]:
        raise DocumentError("broken")
    return data
