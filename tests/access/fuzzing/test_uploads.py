"""Every field that takes a file is given files that nobody should give."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine

from cmhub.embedded.layout import CHECKOUT
from tests.access.forms import Form
from tests.access.fuzzing.cast import BY_LINK, seeds, visitor
from tests.access.fuzzing.files import Given, hostile, made
from tests.access.fuzzing.sending import usual
from tests.access.fuzzing.test_crawl import SEED
from tests.access.fuzzing.visiting import Asked, Visitor
from tests.access.things import NOW, Things
from tests.cast import Cast
from tests.platform.test_web_security import in_production

__all__ = ["in_production"]

pytestmark = pytest.mark.usefixtures("answers_alone", "in_production")

BOUNDARY = "zqxboundaryzqx"
ANSWERED = {200, 204, 302, 303, 400, 409, 410, 422}
"""What a form with a file is answered; 400 is said of a form that is none, such as one with a broken name."""
SAMPLED = 6
MOST_MEMORY = 700
"""Megabytes that a process takes at most to look at any of them."""


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "kept" / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def with_files(who: Visitor) -> Iterator[tuple[Form, str]]:
    """Each form of a page that takes a file, with the field that does."""
    for form in who.forms():
        for name, one in form.fields.items():
            if one.kind == "file":
                yield form, name


def multipart(form: Form, field: str, given: Given) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value!s}\r\n'.encode()
        for name, value in usual(form)
        if name != field
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{given.name}"\r\n'
    parts += [head.encode("utf-8", "surrogatepass"), b"Content-Type: text/html\r\n\r\n", given.content]
    return b"".join(parts) + f"\r\n--{BOUNDARY}--\r\n".encode()


def give(who: Visitor, form: Form, field: str, given: Given) -> None:
    """Gives the file, and looks at the page to which that leads: there it is read."""
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    path = urlsplit(form.action).path
    answer = who.ask(Asked("POST", path, body=multipart(form, field, given), kind=kind), keep=True)
    if answer.status not in ANSWERED:
        who.findings.append(f"{path} {field}: {given.what} is answered {answer.status}")
    if answer.status in {302, 303}:
        who.open(answer.response["Location"])


def pages_of(name: str, cast: Cast, furnished: dict[str, Things]) -> Visitor:
    who = visitor(name, cast)
    for url in seeds(who, furnished):
        who.open(url)
    return who


def outside(folder: Path) -> list[Path]:
    """Files that came to lie elsewhere than they are kept, or under a name of somebody else."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    kept = folder / "kept" / "media"
    return [path for path in files if not path.is_relative_to(kept) or "zqx" in path.name]


@pytest.mark.faults
@pytest.mark.parametrize("name", ["manager", BY_LINK])
def test_whatever_is_given_is_answered_and_kept_where_it_belongs(
    name: str,
    cast: Cast,
    furnished: dict[str, Things],
    media: Path,
    record_property: Callable[[str, object], None],
) -> None:
    files = hostile(f"{SEED} files")
    with time_machine.travel(NOW.replace(hour=12), tick=True):
        who = pages_of(name, cast, furnished)
        fields = list(with_files(who))
        for form, field in fields:
            for given in files:
                give(who, form, field, given)
    record_property(f"fields for files as {name}", len(fields))
    record_property(f"files given as {name}", len(fields) * len(files))
    assert not who.findings, "\n".join([f"{len(who.findings)} findings", *who.findings[:40]])
    assert not outside(media)
    assert fields


def test_a_sample_of_files(cast: Cast, furnished: dict[str, Things], media: Path) -> None:
    who = visitor("cm", cast)
    for url in ("/b/wouri/inbox/log/", "/b/wouri/inbox/import/"):
        who.open(url)
    fields = list(with_files(who))
    for given in Random(f"{SEED} sample").sample(hostile(f"{SEED} files"), SAMPLED):
        for form, field in fields:
            give(who, form, field, given)
    assert not who.findings, "\n".join(who.findings[:40])
    assert not outside(media)
    assert len(fields) >= 2


LOOKED_AT = """
import sys
from io import BytesIO
import django
django.setup()
from cmhub.lib.documents import DocumentError, read_document
from cmhub.lib.pictures import PictureError, read_picture
from cmhub.lib.tabular import TableError, open_table
content = sys.stdin.buffer.read()
try:
    with open_table(BytesIO(content)) as table:
        for _row in table.rows:
            pass
except TableError as refused:
    print(refused.code)
for look in (read_picture, read_document):
    try:
        look(BytesIO(content))
    except (PictureError, DocumentError) as refused:
        print(refused.code)
"""


@pytest.mark.faults
@pytest.mark.parametrize("given", made(), ids=lambda given: given.what)
def test_looking_at_a_file_takes_little_memory(given: Given) -> None:
    """In a process that may not take more: one that would is ended, and fails here."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY << 20, MOST_MEMORY << 20))

    looked = subprocess.run(
        [sys.executable, "-c", LOOKED_AT], input=given.content, cwd=CHECKOUT, capture_output=True,
        check=False, preexec_fn=bounded,
    )  # fmt: skip
    assert looked.returncode == 0, looked.stderr.decode()[-2000:]
