"""Files that nobody should give: real ones that were changed, and ones made to break whatever reads them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from random import Random
from struct import pack
from typing import NamedTuple
from zlib import crc32

from PIL import Image

from tests.access.fuzzing.probes import MARK
from tests.lib import old_workbooks
from tests.lib.test_spreadsheets import SHEET, STRINGS, sharing, with_part, workbook

HEADER = ["message_id", "direction", "sent_at", "author", "text"]
LINE = ["1", "in", "2026-11-17T08:00:00+01:00", "Awa", "Bonjour"]
ENTITIES = b'<!DOCTYPE a [<!ENTITY l0 "%s">%s]>' % (
    MARK.encode(),
    b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)),
)
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
NAMES = (
    "../../../../tmp/zqx.csv",
    "..\\..\\zqx.xlsx",
    "/etc/cron.d/zqx",
    "a\x00.csv",
    "a" * 3000 + ".csv",
    "\u202egpj.exe",
    f'"><{MARK}>.csv',
    'x"; filename="y.php',
    ".htaccess",
    "CON",
    "",
    "\ud800.csv",
    "a\r\nX-Zqx: 1",
)


class Given(NamedTuple):
    what: str
    name: str
    content: bytes


def real() -> list[Given]:
    """One of each kind that any page takes."""
    table = workbook([HEADER, LINE])
    return [
        Given("a CSV", "a.csv", (",".join(HEADER) + "\n" + ",".join(LINE) + "\n").encode()),
        Given("a workbook", "a.xlsx", table),
        Given("an old workbook", "a.xls", old_workbooks.workbook([[*HEADER], [*LINE]])),
        *(Given(f"a {kind}", f"a.{kind.lower()}", picture(kind)) for kind in ("JPEG", "PNG", "WEBP")),
        Given("a PDF", "a.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
    ]


def picture(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind)
    return out.getvalue()


def changed(draw: Random) -> Iterator[Given]:
    """Real ones cut off, with bits turned, doubled, under other endings and names that lead elsewhere."""
    files = real()
    for what, name, content in files:
        yield Given(f"{what}, cut off", name, content[: draw.randrange(1, len(content))])
        turned = bytearray(content)
        for _turn in range(1 + len(content) // 50):
            turned[draw.randrange(len(turned))] ^= 1 << draw.randrange(8)
        yield Given(f"{what}, with bits turned", name, bytes(turned))
        yield Given(f"{what}, under another ending", draw.choice(files).name, content)
        yield Given(f"{what}, twice", name, content + content)
    for name in NAMES:
        what, _name, content = draw.choice(files)
        yield Given(f"{what} called {name[:20]!r}", name, content)


def declared(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds nothing."""
    head = b"IHDR" + pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + pack(">I", 13) + head + pack(">I", crc32(head)) + picture("PNG")[33:]


def zipped(*parts: tuple[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


def in_front(data: bytes, part: str, what: bytes) -> bytes:
    """The workbook with something put before the root of one of its parts."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        head, end, rest = archive.read(part).partition(b"?>")
    return with_part(data, part, head + end + what + rest)


def made() -> Iterator[Given]:
    """Ones made to take memory or time, to read files of the server, or to be something else as well."""
    table = workbook([HEADER, LINE])
    yield Given("nothing", "a.csv", b"")
    yield Given("a bomb", "a.xlsx", with_part(table, "xl/media/zeros.bin", bytes(130 * 1024 * 1024)))
    yield Given("zips in zips", "a.xlsx", zipped(("xl/workbook.xml", zipped(("a", bytes(10**6))))))
    yield Given("a part that leads out", "a.xlsx", with_part(table, "../../../zqx", b"x"))
    for part in (SHEET, STRINGS, "xl/workbook.xml"):
        yield Given(f"entities that multiply in {part}", "a.xlsx", in_front(table, part, ENTITIES))
        yield Given(f"an entity of a file in {part}", "a.xlsx", in_front(table, part, OUTSIDE))
    yield Given("many rows, so it says", "a.xlsx", workbook([["a"]], at=(1_048_575, 200)))
    yield Given("one text for many cells", "a.xlsx", sharing(4_000, b"x" * 100_000))
    yield Given("NUL", "a.csv", b"message_id,direction\x00,sent_at\n\x00,\x00\n")
    yield Given("one line", "a.csv", b"x" * 3_000_000)
    yield Given("ten thousand columns", "a.csv", b",".join(b"c%d" % n for n in range(10_000)) + b"\n1\n")
    yield Given("quotation marks", "a.csv", b'a,b\n"' * 50_000)
    yield Given(
        "formulas", "a.csv", (",".join(HEADER) + f"\n=1+1,in,x,@{MARK},=cmd|' /C calc'!A0\n").encode()
    )
    yield Given("many pixels, so it says", "a.png", declared(60_000, 60_000))
    yield Given("a drawing that runs", "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='zqx()'/>")
    yield Given("a page that is a picture", "a.jpg", picture("JPEG") + b"<html><script>zqx()</script>")
    yield Given("a picture that is a zip", "a.jpg", picture("JPEG") + table)
    yield Given("a page that is a PDF", "a.pdf", b"%PDF-1.4\n<html><script>zqx()</script>")
    yield Given("a picture that is a script", "a.gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;zqx()")


def hostile(seed: str) -> list[Given]:
    return [*changed(Random(seed)), *made()]
