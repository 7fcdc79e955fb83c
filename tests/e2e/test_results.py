"""Results of posts on a telephone: in another order, narrowed, and from a number to the posts behind it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from channels_mgmt.watch.services.competitors import save_competitor
from reporting.metrics.choices import Scope
from reporting.metrics.services.competitors import log_figures
from tests.cast import Cast
from tests.e2e.conftest import Open
from tests.metrics.given import performed


def told(cast: Cast) -> None:
    now = timezone.now()
    for number in range(8):
        performed(
            cast.official,
            now - timedelta(days=1, hours=number),
            {"reach": 900 - number, "impressions": 1000, "likes": 10 + 7 * number, "comments": number},
            text=f"Publication {number}, sur un sujet qui intéresse beaucoup de gens à Douala et ailleurs.",
            category="useful" if number % 2 else "offer",
        )
    rival = save_competitor(brand=cast.brand, name="Wourifone", by=None)
    said = {"competitor": rival, "network": "facebook", "day": now.date(), "scope": Scope.WEEK}
    log_figures(figures={"followers": 214_000, "posts": 9, "engagements": 5100}, by=cast.cm, **said)


def no_wider_than_the_screen(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.e2e
def test_on_a_telephone(screen: Open, cast: Cast) -> None:
    told(cast)
    page = screen(cast.cm)
    page.goto("/b/wouri/publishing/results/")
    expect(page.locator("tbody tr").first).to_contain_text("Publication 0")
    no_wider_than_the_screen(page)
    page.get_by_role("link", name="Engagements", exact=True).click()
    expect(page.locator("tbody tr").first).to_contain_text("Publication 7")
    page.get_by_text("Plus de filtres").click()
    page.get_by_label("Catégorie").select_option("offer")
    expect(page.locator("tbody tr")).to_have_count(4)
    expect(page.locator("tbody tr").first).to_contain_text("Publication 6")
    assert "by=engaged" in page.url
    assert "category=offer" in page.url


@pytest.mark.e2e
def test_a_number_leads_to_its_posts_and_competitors_stand_beside(screen: Open, cast: Cast) -> None:
    told(cast)
    page = screen(cast.cm)
    page.goto("/b/wouri/publishing/results/earned/")
    no_wider_than_the_screen(page)
    row = page.locator("[aria-labelledby=by-category] tbody tr", has_text="utile").last
    row.get_by_role("link", name="4").click()
    expect(page.locator("tbody tr")).to_have_count(4)
    page.goto("/b/wouri/publishing/results/competitors/")
    expect(page.get_by_text("Wourifone").first).to_be_visible()
    no_wider_than_the_screen(page)
