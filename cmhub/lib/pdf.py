"""Documents as PDF files, drawn by WeasyPrint from HTML.

Nothing is fetched: no picture, style or font from another host, nor a file of this one. Fonts are those of
the system. WeasyPrint stands on Pango, the system's as well: where it is missing, `PdfUnavailableError`.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

PAPER = Path(__file__).with_name("paper.css")
"""How documents look on paper."""


class PdfUnavailableError(RuntimeError):
    """The system lacks the libraries that draw a PDF: print from the browser instead."""


def pdf_of(html: str, base_url: str = "") -> bytes:
    """The PDF of a whole HTML document, tagged for who has it read aloud.

    `base_url` is what its relative links lead on from. Raises PdfUnavailableError.
    """
    try:
        # Heavy, and missing libraries of the system show only here.
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise PdfUnavailableError(str(error)) from error
    nothing = URLFetcher(allowed_protocols=frozenset({"data"}))
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    fonts = FontConfiguration()
    paper = CSS(string=style(), font_config=fonts, url_fetcher=nothing)
    document = HTML(string=html, base_url=base_url or None, url_fetcher=nothing)
    drawn: bytes = document.write_pdf(stylesheets=[paper], font_config=fonts, pdf_variant="pdf/ua-1")
    return drawn


@lru_cache
def style() -> str:
    return PAPER.read_text(encoding="utf-8")
