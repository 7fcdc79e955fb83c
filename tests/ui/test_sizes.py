"""The front end's share of the budgets of a first visit, compressed as it is served."""

from __future__ import annotations

from pathlib import Path

import brotli
import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
EVERY_PAGE = (
    "css/app.css",
    "js/app.js",
    "vendor/htmx/htmx.min.js",
    "vendor/idiomorph/idiomorph-ext.min.js",
    "icons.svg",
    "favicon.svg",
)


def compressed(name: str) -> int:
    return len(brotli.compress((STATIC / name).read_bytes()))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("css/app.css", 10_000),
        ("js/app.js", 4_096),
        ("js/charts.js", 2_048),
        ("js/desk.js", 1_024),
        ("js/queue.js", 4_096),
        ("icons.svg", 5_000),
    ],
)
def test_our_own_files_stay_small(name: str, most: int) -> None:
    assert compressed(name) <= most


def test_what_every_page_loads_leaves_room_for_the_page() -> None:
    assert len(EVERY_PAGE) <= 7, "with the page itself, eight requests"
    assert sum(compressed(name) for name in EVERY_PAGE) <= 45_000


def test_the_chart_library_is_not_on_every_page() -> None:
    base = (STATIC.parent / "templates" / "base.html").read_text()
    assert "plotly" not in base
    assert "charts.js" not in base
