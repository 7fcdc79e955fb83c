"""All components on one page in Chromium, where the console must stay clean."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browsing import become
from tests.cast import Cast

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gallery(cast: Cast, live_server: Any, page: Page, settings: Any) -> Page:
    settings.DEBUG = True
    become(cast.cm, page.context, live_server)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{live_server.url}/components/?errors&toast&lang=en")
    return page


def test_axe_finds_nothing_and_nothing_overflows(gallery: Page) -> None:
    schemes: tuple[tuple[int, Literal["light", "dark"]], ...] = ((390, "dark"), (1280, "light"))
    for width, scheme in schemes:
        gallery.set_viewport_size({"width": width, "height": 900})
        gallery.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        gallery.reload()
        gallery.evaluate("document.querySelectorAll('details').forEach((piece) => { piece.open = true; })")
        violations = Axe().run(gallery).response["violations"]
        found = [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]
        assert found == [], f"{scheme}, {width} pixels"
        assert gallery.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_drafts_and_theme(gallery: Page) -> None:
    gallery.evaluate("document.activeElement.blur()")
    gallery.keyboard.press("j")
    gallery.keyboard.press("j")
    expect(gallery.locator("[data-row] a:focus")).to_contain_text("le_grand_douala")
    gallery.keyboard.press("r")
    expect(gallery.locator("#reply")).to_be_focused()
    gallery.keyboard.type("Bonjour Mireille")
    gallery.locator(".user summary").click()
    gallery.locator(".user [data-theme-to=dark]").click()
    gallery.reload()
    expect(gallery.locator("#reply")).to_have_value("Bonjour Mireille")
    expect(gallery.locator("html")).to_have_attribute("data-theme", "dark")

    gallery.evaluate("document.activeElement.blur()")
    gallery.keyboard.press("?")
    gallery.locator("[data-keys-off]").check()
    gallery.keyboard.press("Escape")
    expect(gallery.locator("#keys")).not_to_be_visible()
    gallery.evaluate("document.activeElement.blur()")
    gallery.keyboard.press("r")
    expect(gallery.locator("#reply")).not_to_be_focused()


def test_charts_come_after_their_pictures_and_need_no_script(
    gallery: Page, browser: Browser, live_server: Any
) -> None:
    figure = gallery.locator("figure[data-chart=days-figure]")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-drawn", "")
    expect(figure.locator(".chart__plot .plotly").first).to_be_visible()
    expect(gallery.locator("figure[data-chart=weeks-figure] svg.chart__svg")).to_be_visible()

    context = browser.new_context(java_script_enabled=False, storage_state=gallery.context.storage_state())
    plain = context.new_page()
    plain.goto(f"{live_server.url}/components/")
    expect(plain.locator("svg.chart__svg")).to_have_count(2)
    expect(plain.locator(".needs-js").first).not_to_be_visible()
    context.close()


NOTHING_SAID = "document.querySelector('#line').replaceChildren()"
FORM = """(action) => {
    const form = document.createElement('form');
    Object.assign(form, {method: 'post', action, id: 'made'});
    form.innerHTML = '<input name="text"><input type="hidden" name="key" value="k1"><button>Send</button>';
    document.querySelector('#made')?.remove();
    document.querySelector('main').prepend(form);
    htmx.process(form);
}"""


def test_what_was_typed_survives_a_refusal_a_fault_and_a_lost_line(gallery: Page, browser: Browser) -> None:
    """Any form: its text stays, and the top says what happened, unless a script keeps what could not be sent.

    On a page of its own, whose console may show what the browser says of failures.
    """
    context = browser.new_context(storage_state=gallery.context.storage_state())
    page = context.new_page()
    page.goto(gallery.url)
    sent: list[str] = []
    answers: list[int] = []

    def answer(route: Any) -> None:
        if not answers:
            route.abort("internetdisconnected")
            return
        sent.append(route.request.post_data)
        body = "<p data-reason>A junior does not publish.</p>"
        route.fulfill(status=answers[0], body=body, content_type="text/html")

    page.route("**/made/", answer)
    top, text, button = page.locator("#line"), page.locator("#made [name=text]"), page.locator("#made button")

    page.evaluate(FORM, "/made/")
    for status, words in ((403, "A junior does not publish."), (500, "kept"), (None, "kept")):
        answers[:] = [status] if status else []
        text.fill("Bonjour")
        page.evaluate(NOTHING_SAID)  # or what was said of the one before would do for this one
        button.click()
        expect(top).to_contain_text(words)
        expect(text).to_have_value("Bonjour")

    page.evaluate("document.addEventListener('unsent', (event) => event.preventDefault(), {once: true})")
    answers.clear()
    text.fill("Bonsoir")
    page.evaluate(NOTHING_SAID)
    with page.expect_event("requestfailed"):
        button.click()
    expect(top).to_have_text("")  # a script of its own has taken it
    expect(text).to_have_value("Bonsoir")
    context.close()
