import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_the_login_page_is_french_and_its_console_clean(page, live_server):
    page.goto(f"{live_server.url}/login/")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("input[type=password]").is_visible()
