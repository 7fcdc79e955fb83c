"""What a page looks like on paper, printed from a browser in the dark theme."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from channels_mgmt.brands.services.contacts import add_contact
from tests.browsing import become
from tests.cast import Cast

DARK_INK = "rgb(29, 33, 41)"


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
