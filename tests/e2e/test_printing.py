"""What a page looks like on paper, printed from a browser in the dark theme."""

from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from channels_mgmt.brands.services.contacts import add_contact
from cmhub.lib.links import link_to
from tests.accounts.telling import tell
from tests.browsing import become
from tests.cast import Cast

DARK_INK = "rgb(29, 33, 41)"


def test_who_answers_what_has_the_whole_breadth_of_the_paper(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    become(cast.manager, page.context, live_server)
    page.set_viewport_size({"width": 1100, "height": 780})  # A4 on its side
    page.goto(f"{live_server.url}/b/wouri/routing/matrix/")
    page.emulate_media(media="print")
    table = page.locator(".matrix")
    assert table.bounding_box()["width"] > 1000  # type: ignore[index]
    fits = (
        "element => [...element.querySelectorAll('th, td')].every("
        "cell => cell.scrollWidth <= cell.clientWidth + 1)"
    )
    assert table.evaluate(fits)
    expect(page.locator("ul.only-phone")).to_be_hidden()
    expect(page.locator(".tabs, .on-call").filter(visible=True)).to_have_count(0)


def test_on_a_phone_who_answers_what_is_a_line_for_each_kind_until_it_is_opened(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    become(cast.manager, page.context, live_server)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/b/wouri/routing/matrix/")
    expect(page.locator(".matrix")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollHeight") < 5 * 844
    first = page.locator("ul.only-phone details").first
    first.locator("summary").click()
    expect(first.locator("h3").first).to_be_visible()


def test_the_words_of_a_notification_unfold_where_they_are(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    user = cast.cm
    tell(
        cast.agency,
        user,
        "told",
        subject="Un titre",
        body="Tout le texte",
        at=timezone.now(),
        link=link_to("desk:home"),
    )
    become(user, page.context, live_server)
    page.goto(f"{live_server.url}/notifications/")
    page.locator("#list summary").click()
    expect(page.get_by_text("Tout le texte")).to_be_visible()
    assert page.url.endswith("/notifications/")


def test_the_directory_is_printed_without_what_is_pressed(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    department = cast.department("customer_service")
    add_contact(
        brand=cast.brand, department=department, by=cast.manager, name="Aline Eyenga", phone="677 00 00 00"
    )
    become(cast.manager, page.context, live_server)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server.url}/b/wouri/directory/")
    title, pressed = page.locator("h1"), page.locator(".top, .side, .dock, .filters, .main .btn")
    expect(title).not_to_have_css("color", DARK_INK)
    assert pressed.filter(visible=True).count()

    page.emulate_media(color_scheme="dark", media="print")

    expect(title).to_have_css("color", DARK_INK)
    expect(pressed.filter(visible=True)).to_have_count(0)
    expect(page.get_by_text("Aline Eyenga")).to_be_visible()
    expect(page.get_by_text("677 00 00 00").first).to_be_visible()
    assert page.pdf().startswith(b"%PDF-")
