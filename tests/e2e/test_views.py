"""Saving a list under a name, from the bar in which saved ones stand."""

from playwright.sync_api import expect

from channels_mgmt.inbox.models import SavedView
from tests.cast import Cast
from tests.e2e.conftest import Open


def test_one_view_after_the_other_is_saved_from_the_bar(screen: Open, cast: Cast) -> None:
    page = screen(cast.cm)
    for name in ("Plaintes", "Sans réponse"):
        page.goto("/b/wouri/inbox/")
        page.wait_for_load_state("networkidle")  # the bar asks for its counts
        page.locator("nav.chips a[href*='/views/new/']").click()
        page.locator("#dialog input[name=name]").fill(name)
        page.locator("#dialog button.btn--primary").click()
        expect(page.locator("nav.chips")).to_contain_text(name)
    assert SavedView.objects.count() == 2
