"""How much of a form may be taken in before any view has looked at it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

BESIDE_THE_FILE = 1024 * 1024
ALLOWED = "upload_allowed"


def allow_upload(request: HttpRequest, most: int) -> None:
    """Lets a form of so many bytes in, of whoever it is: for a view that has found its link valid, before it
    looks at what was sent.
    """
    setattr(request, ALLOWED, most)


class BoundedUploadHandler(FileUploadHandler):
    """Refuses a form with files that is longer than any we take; of who is not logged in, one with a file of
    any size worth the name. Files go to the disk as they arrive, before the page can say that they are too
    large.
    """

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated
        usual = settings.INTAKE_MAX_BYTES + BESIDE_THE_FILE if known else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        allowed = getattr(self.request, ALLOWED, usual)
        if content_length > allowed:
            raise RequestDataTooBig(f"A form of {content_length} bytes was refused unread.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
