"""What a file is, told from its bytes: a workbook, or text in which encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

from cmhub.lib.tabular.errors import TableError

HEAD = 64 * 1024
CHUNK = 1024 * 1024
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KNOWN_BINARIES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF-",
    b"\x1f\x8b",
    b"RIFF",
    b"PK\x05\x06",
    b"\x7fELF",
)
UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
UNDECODED = re.compile("[\udc80-\udcff]")
MOST_CONTROLS = 0.08
FEW_CONTROLS = 32


@dataclass(frozen=True)
class Text:
    """How to decode a file: its encoding, and the bytes of its byte-order mark, which are to be skipped."""

    encoding: str
    mark: int = 0

    @property
    def errors(self) -> str:
        """What becomes of an undecodable byte: a lone surrogate, which ``clean_text`` refuses in its line."""
        return "replace" if self.encoding.startswith("utf-16") else "surrogateescape"


def workbook_kind(head: bytes) -> str:
    """``xlsx`` or ``xls`` as the file begins, '' for text; raises TableError for other known formats."""
    if head.startswith(KNOWN_BINARIES):
        raise TableError("binary")
    if head.startswith(OLD_EXCEL):
        return "xls"
    return "xlsx" if head.startswith(ZIP) else ""


def recognise_text(file: BinaryIO) -> Text:
    """The encoding of a seekable file; raises TableError ``empty``, ``binary`` or ``encoding``.

    UTF-8 unless more of its bytes are invalid than valid beyond ASCII: then Windows-1252. So a French file
    of Excel is read as what it is, and one broken emoji does not spoil the accents of a million lines.
    """
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(UTF_32):
        raise TableError("encoding")
    text = marked(head) or unmarked_utf_16(head)
    if text is None:
        text = Text("utf-8" if is_utf_8(file) else "cp1252")
    sample = head[text.mark :].decode(text.encoding, text.errors)
    if not sample.strip():
        raise TableError("empty")
    if looks_binary(sample):
        raise TableError("binary")
    return text


def marked(head: bytes) -> Text | None:
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return Text(encoding, len(mark))
    return None


def unmarked_utf_16(head: bytes) -> Text | None:
    """UTF-16 without a mark: in a table of Latin letters nearly every second byte is NUL."""
    size = len(head) // 2
    if size < 2:
        return None
    for encoding, first, second in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if head[first::2].count(0) > 0.7 * size and head[second::2].count(0) < 0.1 * size:
            return Text(encoding)
    return None


def is_utf_8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    invalid = valid = 0
    file.seek(0)
    while chunk := file.read(CHUNK):
        if chunk.isascii():
            continue
        text = decoder.decode(chunk)
        invalid += len(UNDECODED.findall(text))
        # Continuation bytes, since an invalid byte gives a character of its own.
        valid += len(chunk) - len(text)
    return invalid <= valid


def looks_binary(sample: str) -> bool:
    """Whether text has control characters as no table does; a few in its lines are for the importer."""
    first_line = sample.lstrip("\r\n").split("\n", 1)[0]
    if CONTROLS.search(first_line):
        return True
    return len(CONTROLS.findall(sample)) > max(FEW_CONTROLS, MOST_CONTROLS * len(sample))
