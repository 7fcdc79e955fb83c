"""The dashboards in Chromium: readable before any script, drawn by Plotly after, on a phone and a laptop."""

from __future__ import annotations

from typing import Any, Literal
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from cmhub.lib.weeks import Week
from reporting.annotations.choices import Kind
from reporting.annotations.services.annotating import Said, annotate
from tests.browsing import become
from tests.cast import Cast
from tests.dashboards.stored import store

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PAGES = ("/b/wouri/trends/", "/b/wouri/year/", "/portfolio/", "/b/wouri/timeline/", "/dashboards/brands/")
SCHEMES: tuple[tuple[int, Literal["light", "dark"]], ...] = ((390, "dark"), (1280, "light"))


@pytest.fixture
def filled(cast: Cast) -> Week:
    last = Week.of(timezone.now(), cast.brand.time_zone).previous
    for back in range(12):
        store(cast.brand, last - back, opened=30 + (back * 7) % 11, answered=18 - back % 4)
    said = Said(Kind.OUTAGE, "Câble sous-marin coupé", (last - 3).monday, (last - 2).sunday)
    annotate(brand=cast.brand, said=said, by=cast.cm, key=uuid4())
    return last


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_overflows(
    cast: Cast, filled: Week, live_server: Any, page: Page, path: str
) -> None:
    become(cast.manager, page.context, live_server)
    for width, scheme in SCHEMES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{live_server.url}{path}?lang=fr")
        page.evaluate("document.querySelectorAll('details').forEach((piece) => { piece.open = true; })")
        violations = Axe().run(page).response["violations"]
        found = [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]
        assert found == [], f"{scheme}, {width} pixels"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_picture_of_the_server_is_there_first_and_plotly_draws_the_same_events(
    cast: Cast, filled: Week, live_server: Any, page: Page
) -> None:
    become(cast.executive, page.context, live_server)
    page.goto(f"{live_server.url}/b/wouri/trends/?lang=fr")
    chart = page.locator("figure", has_text="Interactions").first
    expect(chart.locator(".mark-band")).to_have_count(1)
    expect(chart.locator(".chart__marks")).to_contain_text("Câble sous-marin coupé")
    chart.scroll_into_view_if_needed()
    expect(chart.locator(".chart__plot .shapelayer path")).to_have_count(1)
    expect(chart.locator(".chart__plot .annotation-text")).to_have_text("1")
    chart.locator("summary").click()
    expect(chart.locator("td", has_text="Câble sous-marin coupé")).to_have_count(2)


def test_without_scripts_it_says_the_same(cast: Cast, filled: Week, live_server: Any, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    become(cast.executive, context, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/b/wouri/trends/?weeks=4")
    expect(page.locator("figure .chart__svg").first).to_be_visible()
    page.locator("nav.tabs a", has_text="26").first.click()
    expect(page).to_have_url(f"{live_server.url}/b/wouri/trends/?weeks=26")
    context.close()
