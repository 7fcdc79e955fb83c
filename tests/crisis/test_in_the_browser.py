"""What a crisis puts on every page fits the phone on which it is read."""

import pytest

from tests.browsing import become
from tests.crisis.making import opened

WIDTH = 390
REASON = f"{'X' * 90} {'rien ne part avant le point de la direction, ' * 6}"[:300]


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/b/wouri/inbox/", "/"])
def test_the_reason_of_a_suspension_takes_four_lines_at_most_and_pushes_nothing_aside(
    cast, live_server, page, path
):
    opened(cast, reason=REASON)
    page.set_viewport_size({"width": WIDTH, "height": 844})
    become(cast.cm, page.context, live_server)
    page.goto(f"{live_server.url}{path}")
    line = page.locator("p", has_text="rien ne part avant").first
    box = line.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= WIDTH
    height = line.evaluate("line => parseFloat(getComputedStyle(line).lineHeight)")
    assert box["height"] <= 4 * height + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
