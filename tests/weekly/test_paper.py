"""The PDF of a busy week as it looks: drawn to pictures page by page, and where each piece of text stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest
from django.utils.translation import override
from pypdfium2 import PdfDocument, PdfPage, raw

from cmhub.lib.pdf import pdf_of
from reporting.weekly.cards import Figure
from reporting.weekly.files.pdf import paper_of, pdf_of_report
from reporting.weekly.services import lifecycle
from reporting.weekly.services.computing import compute_report
from tests.cast import Cast
from tests.weekly.busier import make_busier
from tests.weekly.busy import COMPUTED, WEEK
from tests.weekly.making import WORDS

A4 = (595, 842)
SIDE, TOP, BOTTOM = 50, 55, 24
"""Points from the edges within which nothing is printed but, below, the number of the page."""
PALE = 240
"""Of 255; what is lighter is paper."""
LONG = "Le réseau manque à Bonabéri, Deïdo, Akwa et Bonamoussadi " * 12
WORDS_FOUND = {
    "fr": ("Wouri Mobile", "La semaine en bref", "Tableau de bord des missions", "Bonamoussadi"),
    "en": ("Wouri Mobile", "The week in brief", "Bonamoussadi"),
}

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


@pytest.fixture(params=["fr", "en"])
def drawn(request: Any, cast: Cast, tmp_path: Path) -> tuple[str, Path]:
    make_busier(cast, 3)
    words = WORDS | {"recommendations": [{"text": LONG}], "reading": {"fr": LONG, "en": LONG}}
    report = compute_report(brand=cast.brand, week=WEEK, at=COMPUTED)
    report = lifecycle.save_qualitative(report=report, qualitative=words, by=cast.cm, at=COMPUTED)
    path = tmp_path / f"{request.param}.pdf"
    with override(request.param):
        path.write_bytes(pdf_of_report(report, zone="Africa/Douala"))
    return request.param, path


def texts(page: PdfPage) -> list[tuple[str, Box]]:
    """Each piece of text that stands in one line, with its box."""
    told = page.get_textpage()
    boxes = [told.get_rect(number) for number in range(told.count_rects())]
    return [(told.get_text_bounded(*box), box) for box in boxes]


def test_each_page_has_ink_and_none_of_it_in_the_margins(drawn: tuple[str, Path]) -> None:
    _language, path = drawn
    pages = list(PdfDocument(path))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert tuple(round(side) for side in page.get_size()) == A4
        dark = np.asarray(page.render(scale=1, grayscale=True).to_numpy()).squeeze() < PALE
        inside = dark[TOP:-BOTTOM, SIDE:-SIDE]
        assert inside.any(), f"page {number} is empty"
        assert inside.sum() == dark.sum(), f"page {number} has ink in its margins"


def test_no_text_is_cut(drawn: tuple[str, Path]) -> None:
    _language, path = drawn
    for number, page in enumerate(PdfDocument(path), start=1):
        found = texts(page)
        assert found
        for words, (left, bottom, right, top) in found:
            is_within = left >= SIDE and right <= A4[0] - SIDE and bottom >= BOTTOM and top <= A4[1] - TOP
            assert is_within, f"page {number}: {words!r} ends beyond the margin"


def test_what_stands_beside_a_value_of_the_scorecard_is_no_larger_and_not_cut(cast: Cast) -> None:
    make_busier(cast, 3)
    report = compute_report(brand=cast.brand, week=WEEK, at=COMPUTED)
    with override("fr"):
        (first, *_rest) = PdfDocument(pdf_of_report(report, zone="Africa/Douala"))
    found = texts(first)
    targets = [top - bottom for words, (_left, bottom, _right, top) in found if words.startswith("cible")]
    names = [top - bottom for words, (_left, bottom, _right, top) in found if words.startswith("Wouri")]
    assert targets
    assert max(targets) < min(names)
    assert not [words for words, _box in found if words.startswith(("ré", "suré"))], "non mesuré"


def test_it_is_small_tagged_and_searchable(drawn: tuple[str, Path]) -> None:
    language, path = drawn
    assert path.stat().st_size < 500_000
    document = PdfDocument(path)
    assert raw.FPDFCatalog_IsTagged(document)
    assert "Wouri Mobile" in document.get_metadata_value("Title")
    told = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    for words in WORDS_FOUND[language]:
        assert words in told, words
    assert told.count("Bonamoussadi") >= 24, "long texts are there to their end"


def test_two_series_are_told_apart(cast: Cast) -> None:
    make_busier(cast, 3)
    report = compute_report(brand=cast.brand, week=WEEK, at=COMPUTED)
    with override("fr"):
        told = paper_of(report, zone="Africa/Douala")
    by_day = told.split("Interactions par jour</h3>")[1].split("<svg")[0]
    assert '<i class="key--now"></i>Cette semaine' in by_day
    assert '<i class="key--before"></i>La semaine précédente' in by_day


def test_what_can_be_told_of_no_difference_is_said_on_paper_too(cast: Cast) -> None:
    make_busier(cast, 1)
    report = compute_report(brand=cast.brand, week=WEEK, at=COMPUTED)
    few = Figure("Remontées", "25 %", note="contre 40 %, trop peu pour le dire")
    with override("fr"), mock.patch("reporting.weekly.files.document.key_figures", return_value=[few]):
        told = paper_of(report, zone="Africa/Douala")
    assert "<td>contre 40 %, trop peu pour le dire</td>" in told


def test_nothing_hidden_is_seen_on_paper() -> None:
    """WeasyPrint clips no path: a caption that is only read aloud would leave a dot."""
    assert (table_drawn("Tableau de bord") == table_drawn("")).all()


def table_drawn(caption: str) -> Any:
    hidden = f'<caption class="visually-hidden">{caption}</caption>'
    table = f'<table class="table--wide">{hidden}<tbody><tr><td>b</td></tr></tbody></table>'
    (page,) = PdfDocument(pdf_of(f'<!doctype html><html lang="fr"><title>x</title>{table}</html>'))
    return np.asarray(page.render(scale=3, grayscale=True).to_numpy())
