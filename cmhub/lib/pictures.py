"""Pictures that people give: told by their content, made small, and rid of all that is not picture.

Whatever comes in goes out as a fresh JPEG drawn from the pixels: where a photo was taken, with what, and
whatever else stood in the file is gone with the file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps

from cmhub.lib.refused import RefusedError

KINDS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""What is decoded at all. A JPEG is decoded at a fraction of its size where it is large; the others whole."""
LONG_SIDE, SMALL_SIDE = 1600, 320
QUALITY, SMALL_QUALITY = 82, 70
CONTENT_TYPE = "image/jpeg"
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    MemoryError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What decoders raise on files that are none, cut off, or made to break them."""


class PictureError(RefusedError):
    """A file that is not taken as a picture. ``str()`` is a sentence; ``code`` says why."""

    SENTENCES = {
        "empty": _("The picture is empty."),
        "too_heavy": _("The picture is larger than 15 MB: take a smaller one, or a screenshot of it."),
        "not_a_picture": _("This file is not a photo or screenshot in JPEG, PNG or WebP."),
        "too_many_pixels": _("The picture has too many pixels: take a smaller one, or a screenshot of it."),
        "broken": _("The picture is damaged or cut off: choose it again, or take another."),
    }


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept, and a small one to show beside a text; both JPEG."""

    data: bytes
    small: bytes
    width: int
    height: int


def read_picture(file: IO[bytes]) -> Picture:
    """The picture of a file, upright, at most 1,600 pixels long, without metadata.

    Its name and what the browser says of its type count for nothing. The number of pixels is looked at
    before any is decoded. Raises PictureError.
    """
    file.seek(0, 2)
    if not (length := file.tell()):
        raise PictureError("empty")
    if length > MOST_BYTES:
        raise PictureError("too_heavy")
    file.seek(0)
    try:
        image = Image.open(file, formats=KINDS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise PictureError("too_many_pixels") from problem
    except BROKEN as problem:
        raise PictureError("not_a_picture") from problem
    if image.width * image.height > MOST_PIXELS[str(image.format)]:
        raise PictureError("too_many_pixels")
    try:
        return _drawn(image)
    except BROKEN as problem:
        raise PictureError("broken") from problem


def _drawn(image: Image.Image) -> Picture:
    sharp = image.format != "JPEG"  # a screenshot: its letters keep their edges
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))
    # WeasyPrint, once imported, lets Pillow take files that are cut off, in the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    image.load()
    upright = _on_white(ImageOps.exif_transpose(image))
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    small = upright.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Picture(
        data=_encoded(upright, QUALITY, sharp=sharp),
        small=_encoded(small, SMALL_QUALITY),
        width=upright.width,
        height=upright.height,
    )


def _on_white(image: Image.Image) -> Image.Image:
    """Only the pixels, in a picture that never belonged to the file."""
    shown = image.convert("RGBA")
    white = Image.new("RGB", shown.size, "white")
    white.paste(shown, mask=shown.getchannel("A"))
    return white


def _encoded(image: Image.Image, quality: int, *, sharp: bool = False) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=0 if sharp else 2)
    return out.getvalue()
