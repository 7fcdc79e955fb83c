"""Files that leave and files that are given, and what the public wrote: none of it is run by anything."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import Contact, User
from accounts.services.house import change_house
from channels_mgmt.brands.models import Brand
from channels_mgmt.inbox.models import IntakeRun
from channels_mgmt.inbox.services.logging import log_interaction
from cmhub.checks import every_url
from cmhub.lib.refused_lines import Refusals
from cmhub.lib.spreadsheets import XLSX
from cmhub.lib.tabular import Row
from tests.access.test_downloads import KNOWN
from tests.access.things import NOW, Things, furnish
from tests.cast import Cast
from tests.platform.test_web_security import filled
from tests.shares import in_share, whole_or_share

pytestmark = pytest.mark.usefixtures("answers_alone")

FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1+1", " =1+1")


def dangerous(cell: str) -> bool:
    """Whether a spreadsheet would run it; a mere number is none of that."""
    begins = cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    return begins and not re.fullmatch(r"-?\d+([.,]\d+)?", cell)


@whole_or_share
def test_no_export_holds_a_formula(whole: bool, cast: Cast) -> None:
    """Names, handles, texts and files begin with formulas; every file that any address gives is read cell by
    cell. For files that are not known yet a run looks at a fourth of the addresses, whole at all.
    """
    equals, plus, minus, at, *_rest = FORMULAS
    Brand.objects.filter(pk=cast.brand.pk).update(name=equals, sector=plus)
    User.objects.filter(pk=cast.cm.pk).update(name=minus)
    Contact.objects.filter(user=cast.contact).update(name=at)
    cast.brand.refresh_from_db()
    things = furnish(cast.brand, cast.cm)
    for formula in FORMULAS:
        log_interaction(
            brand=cast.brand, channel=cast.official, author=formula, text=formula, sent_at=NOW, by=cast.cm,
            key=uuid4(), at=NOW,
        )  # fmt: skip
        change_house(agency=cast.agency, by=cast.manager, name=formula)
    with Refusals(Path(things.by_route["inbox/import/"].refused_file), [equals, "text"]) as refusals:
        for formula in FORMULAS:
            refusals.add(Row(2, [formula, f" {formula}"]), "no date")
    client = Client()
    client.force_login(cast.manager)
    cells = neutralised = 0
    read = set()
    looked_at = [route for route in own_routes() if whole or route in KNOWN or in_share(route, of=4)]
    for asked, response, content in answers_to(client, things, looked_at):
        if not response.get("Content-Disposition", "").startswith("attachment"):
            continue
        kind = response["Content-Type"].split(";")[0]
        kind = "text/csv" if kind == XLSX else kind
        read.add(re.sub(r"\d+", "N", asked))
        if kind != "text/csv":
            assert kind in {"application/json", "application/pdf", "text/plain"}, (
                f"{asked}: teach this test to read {kind}"
            )
            continue
        for cell in (cell for row in csv.reader(StringIO(content.removeprefix("\ufeff"))) for cell in row):
            assert not dangerous(cell), (asked, cell)
            cells += 1
            neutralised += cell.startswith("'")
    assert {"get /record/export/", "get /b/wouri/inbox/import/N/refused/"} <= read
    assert {"get /b/wouri/inbox/export/csv/", "get /b/wouri/inbox/export/xlsx/"} <= read
    assert cells > 100
    assert neutralised >= 2 * len(FORMULAS)


def own_routes() -> list[str]:
    return [route for route, entry in every_url() if hasattr(entry.callback, "declared_right")]


def answers_to(
    client: Client, things: Things, routes: Iterable[str]
) -> Iterator[tuple[str, HttpResponseBase, str]]:
    """What each address answers, with its text: a streamed one asks the database while it is read."""
    for route in routes:
        url = filled(route, things)
        for method in ("get", "post"):
            with transaction.atomic():
                response = getattr(client, method)(url, {"handle": things.brand.slug})
                content = text_of(response)
                transaction.set_rollback(True)
            yield f"{method} {url}", response, content


def text_of(response: HttpResponseBase) -> str:
    """The answer as text; of a workbook its cells, as CSV."""
    content = response.getvalue()
    if not response.get("Content-Type", "").startswith(XLSX):
        return content.decode(errors="replace")
    cells = StringIO()
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    csv.writer(cells).writerows(sheet.to_python())
    return cells.getvalue()


PAGE = b"<html><script>alert(1)</script></html>"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", PNG), ("a.xlsx", PNG), ("a.xlsx", b"PK\x03\x04 no workbook"), ("a.csv", b"")],
    ids=["a picture as CSV", "a picture as XLSX", "a zip", "nothing"],
)
def test_a_file_is_what_its_content_says(name: str, content: bytes, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.cm)
    given = {"file": SimpleUploadedFile(name, content, content_type="text/csv"), "key": str(uuid4())}
    answer = client.post(reverse("inbox:import", args=["wouri"]), given)
    assert answer.status_code == 422
    assert not IntakeRun.objects.filter(brand=cast.brand).exists()


def test_a_page_given_as_a_file_is_never_served(cast: Cast) -> None:
    """It is kept under a name of ours where no address leads; what its name holds is text."""
    client = Client()
    client.force_login(cast.cm)
    name = "<img src=x onerror=alert(1)>..%2f..%2fx.html"
    given = {"file": SimpleUploadedFile(name, PAGE, content_type="text/html"), "key": str(uuid4())}
    client.post(reverse("inbox:import", args=["wouri"]), given)
    run = IntakeRun.objects.filter(brand=cast.brand).first()
    if run is not None:
        kept = Path(run.stored_file)
        assert kept.parent == Path(settings.MEDIA_ROOT, "intake", "given")
        page = client.get(reverse("inbox:intake_run", args=["wouri", run.pk]))
        assert b"<img src=x" not in page.content
        assert b"<script>alert" not in page.content
    media = re.compile(re.escape(str(settings.MEDIA_ROOT)))
    assert not [route for route, _entry in every_url() if media.search(route) or "media" in route]
    assert not settings.MEDIA_URL.strip("/")


def test_too_long_a_form_is_refused_before_it_is_read(cast: Cast, settings: Any) -> None:
    settings.INTAKE_MAX_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024, 1024
    page = reverse("inbox:import", args=["wouri"])

    def given(size: int) -> dict[str, Any]:
        return {"file": SimpleUploadedFile("m.csv", b"a" * size), "key": str(uuid4())}

    client = Client(raise_request_exception=False)
    assert client.post("/login/", given(4096)).status_code == 400  # of who is not logged in, hardly any
    client.force_login(cast.cm)
    assert client.post(page, given(4096)).status_code == 422  # with a sentence
    assert client.post(page, given(2 * 1024 * 1024)).status_code == 400
    assert not IntakeRun.objects.filter(brand=cast.brand).exists()


@whole_or_share
def test_what_the_public_wrote_is_text_on_every_page(whole: bool, cast: Cast) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    things = furnish(cast.brand, cast.cm)
    one = log_interaction(
        brand=cast.brand, channel=cast.official, author=bad[:60], text=bad, sent_at=NOW, by=cast.cm,
        key=uuid4(), at=NOW,
    )  # fmt: skip
    things.by_route["interactions/"] = one
    client = Client()
    client.force_login(cast.manager)
    shown = 0
    routes = [one for one in own_routes() if whole or "inbox" in one or in_share(one, of=4)]
    for asked, response, page in answers_to(client, things, routes):
        if not response.get("Content-Type", "").startswith("text/html"):
            continue
        assert "<script>alert(1)" not in page, asked
        assert "<img src=x" not in page, asked
        shown += "&lt;script&gt;alert(1)" in page
    assert shown >= 2
