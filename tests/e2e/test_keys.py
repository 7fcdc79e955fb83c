"""The inbox by keyboard, as `?` lists it."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsing import become
from tests.cast import Cast
from tests.inbox.making import logged


def test_rows_are_selected_answered_and_passed_on_by_keys(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    become(cast.cm, page.context, live_server)
    shown = logged(cast)
    inbox = f"{live_server.url}/b/{cast.brand.slug}/inbox/"

    page.goto(inbox)
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("input[name=pick]")).to_be_checked()

    page.keyboard.press("r")
    page.wait_for_url(f"**/interactions/{shown.pk}/#answer")
    expect(page.locator("#answer textarea[name=text]")).to_be_focused()

    page.goto(inbox)
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url(f"**/interactions/{shown.pk}/pass-on/")
