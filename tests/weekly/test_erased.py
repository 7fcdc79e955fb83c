"""A published report whose messages are erased: figures stay and quotations go, wherever it is read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core.cache import cache
from pypdfium2 import PdfDocument
from python_calamine import CalamineWorkbook

from accounts.services.signed_links import address_of
from channels_mgmt.desk import personal_data
from reporting.weekly.models import WeeklyReport
from reporting.weekly.services import lifecycle, links
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast, client_of
from tests.deciding import browser
from tests.inbox.making import logged
from tests.weekly.test_quoting import SAID, THURSDAY, pick, shown_by
from tests.weekly.test_words import MONDAY, WEEK, publish

PAGE = f"/b/wouri/reports/{WEEK}/"
HANDLE = "@Zorglub"
FOOT = 62
"""Points from the edge of the paper, in which the pages are counted."""


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def report(cast: Cast) -> WeeklyReport:
    """It quotes one of the two who wrote."""
    message = logged(cast, author=HANDLE, text=SAID, at=THURSDAY).messages.get()
    logged(cast, author="@Paul", text="Bravo pour le forfait de nuit", at=THURSDAY)
    draft = compute_report(brand=cast.brand, week=WEEK, at=MONDAY)
    shown_by(cast, draft, pick(cast, message))
    return publish(cast, draft)


def of_page(content: bytes) -> str:
    """What is read of a page: its main part, without the marks."""
    main = content.decode().split('id="main"')[1].split("</main>")[0]
    return re.sub(r"<[^>]+>", " ", main)


def of_pdf(content: bytes) -> str:
    """What stands above the foot of each page, which counts the pages."""
    pages = list(PdfDocument(content))
    return "\n".join(page.get_textpage().get_text_bounded(bottom=FOOT) for page in pages)


def of_workbook(content: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    return "\n".join(cells)


def of_text(content: bytes) -> str:
    return content.decode()


def of_json(content: bytes) -> str:
    """When the words were said goes with them."""
    return re.sub(r'"said_at": [^,\n]+', "", of_text(content))


READINGS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "page": (PAGE, of_page),
    "an older revision": (f"{PAGE}?revision=1", of_page),
    "pdf": (f"{PAGE}pdf/", of_pdf),
    "xlsx": (f"{PAGE}xlsx/", of_workbook),
    "csv": (f"{PAGE}csv/", of_text),
    "json": (f"{PAGE}json/", of_json),
    "link": ("", of_page),
    "pdf by link": ("pdf/", of_pdf),
}


@pytest.mark.parametrize("way", READINGS)
def test_quotations_go_and_figures_stay(cast: Cast, report: WeeklyReport, way: str) -> None:
    address, words_of = READINGS[way]
    link = links.link_for(report=report, name="Mme Ngo", language="fr", by=cast.manager)
    if way == "an older revision":
        draft = lifecycle.revise(report=report, what_changed="Un oubli", by=cast.manager, at=MONDAY)
        publish(cast, draft)

    def read() -> list[str]:
        if way.endswith("link"):
            answer = browser().get(address_of(link).removeprefix("http://testserver") + address)
        else:
            answer = client_of(cast.executive).get(address)
        assert answer.status_code == 200
        return words_of(answer.content).replace("\u00a0", " ").split()

    read()  # the first time says who read it
    before = read()
    assert is_in(SAID, before)
    personal_data.erase(brand=cast.brand, handle=HANDLE, by=cast.manager)
    after = read()
    assert not is_in(SAID, after)
    assert not is_in("sans réseau à Bonabéri", after)
    assert not is_in(HANDLE.removeprefix("@"), after)
    assert sorted(numbers_in(after)) == sorted(numbers_in(before))


def is_in(said: str, words: list[str]) -> bool:
    """However the words are parted into lines."""
    return " ".join(said.split()) in " ".join(words)


def numbers_in(words: list[str]) -> list[str]:
    return [word for word in words if any(letter.isdigit() for letter in word)]


def test_a_revision_of_it_quotes_nothing_that_is_gone(cast: Cast, report: WeeklyReport) -> None:
    personal_data.erase(brand=cast.brand, handle=HANDLE, by=cast.manager)
    draft = lifecycle.revise(report=report, what_changed="Un oubli", by=cast.manager, at=MONDAY)
    publish(cast, draft)
    for address in (PAGE, f"{PAGE}differences/", f"{PAGE}csv/"):
        assert SAID not in client_of(cast.executive).get(address).content.decode()
