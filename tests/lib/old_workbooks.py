"""Excel 97 workbooks (.xls) as bytes, as small as they may be: no library of ours writes them."""

from __future__ import annotations

from struct import pack

END, FREE, ALLOCATION = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR = 512


def record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


def begin(kind: int) -> bytes:
    return record(0x0809, pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def cell(row: int, column: int, value: str | float) -> bytes:
    place = pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return record(0x0204, place + pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return record(0x0203, place + pack("<d", value))


def sheet(rows: list[list[str | float]], *more: bytes) -> bytes:
    height, width = len(rows), max(map(len, rows), default=0)
    cells = [cell(at, column, value) for at, row in enumerate(rows) for column, value in enumerate(row)]
    size = record(0x0200, pack("<IIHHH", 0, height, 0, width, 0))
    return b"".join([begin(0x0010), size, *cells, *more, record(0x000A)])


def records(rows: list[list[str | float]], *more: bytes, glob: bytes = b"") -> bytes:
    name = b"Sheet"
    head = begin(0x0005) + glob
    place = len(head) + 4 + 8 + len(name) + 4
    listed = record(0x0085, pack("<IBBBB", place, 0, 0, len(name), 0) + name)
    return head + listed + record(0x000A) + sheet(rows, *more)


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """The stream in a file system of one sector of allocation and one of directory."""
    stream = stream.ljust(4096, b"\0")
    stream += bytes(-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    table = [ALLOCATION, END, *range(3, count + 2), END]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + pack("<I", 0) + pack("<I", FREE) * 108
    allocation = b"".join(pack("<I", number) for number in table).ljust(SECTOR, b"\xff")
    return head + allocation + directory(name, len(stream)) + stream


def directory(name: str, size: int) -> bytes:
    def entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        written = name.encode("utf-16-le")
        head = written.ljust(64, b"\0") + pack("<HBB", len(written) + 2, kind, 1)
        return head + pack("<III", FREE, FREE, child) + bytes(36) + pack("<IQ", first, size)

    return (entry("Root Entry", 5, 1, END, 0) + entry(name, 2, FREE, 2, size)).ljust(SECTOR, b"\0")


def workbook(rows: list[list[str | float]], *more: bytes, glob: bytes = b"") -> bytes:
    return compound(records(rows, *more, glob=glob))
