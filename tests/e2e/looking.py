"""How a page looks to axe and to a phone, as it stands: nothing is loaded anew."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def looks_right(page: Page) -> None:
    """Nothing is wider than the screen, and axe finds nothing, in light and in dark."""
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        # A colour that is still on its way has the contrast of neither.
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => {})))")
        found = Axe().run(page).response["violations"]
        assert not found, (scheme, [(one["id"], one["nodes"][0]["html"]) for one in found])
