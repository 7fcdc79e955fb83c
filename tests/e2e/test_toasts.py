from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import become
from tests.cast import Cast
from tests.inbox.making import logged


def test_what_was_done_last_takes_the_place_of_what_was_done_before(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    become(cast.cm, page.context, live_server)
    page.goto(f"{live_server.url}/interactions/{logged(cast).pk}/")
    form = page.locator("form[action$='/classify/']:has(select)")
    for kind in ("complaint", "question"):
        if not form.is_visible():
            page.locator("details:has(form[action$='/classify/'] select) > summary").click()
        form.locator("select[name=kind]").select_option(kind)
        with page.expect_response("**/interactions/**"):
            page.get_by_role("button", name="Enregistrer", exact=True).click()
        expect(page.locator("[data-toast]")).to_have_count(1)
    expect(page.locator("#toasts")).to_have_count(1)
