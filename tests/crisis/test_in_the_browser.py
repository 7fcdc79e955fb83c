"""What a crisis puts on every page, and its own pages, fit the phone on which they are read."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from channels_mgmt.crisis.services.running import end_crisis, write_entry
from tests.browsing import become
from tests.crisis.making import on_call_now, opened

WIDTH, TALL, WIDE = 390, 844, 1280
REASON = f"{'X' * 90} {'rien ne part avant le point de la direction, ' * 6}"[:300]
TITLE = "Rumeur : la puce enregistrerait les appels. Vu dans plusieurs groupes…"
LINES = 5
"""So many a bar takes at most on a phone, its edges included: the title on two, and what unfolds."""

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(cast, live_server, page):
    page.set_viewport_size({"width": WIDTH, "height": TALL})
    become(cast.manager, page.context, live_server)
    return page


def line_height(line):
    return line.evaluate("line => parseFloat(getComputedStyle(line).lineHeight)")


def test_the_reason_of_a_suspension_takes_four_lines_at_most_on_the_home_and_pushes_nothing_aside(
    cast, live_server, phone
):
    opened(cast, reason=REASON)
    phone.goto(f"{live_server.url}/")
    line = phone.locator("p", has_text="rien ne part avant").first
    box = line.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= WIDTH
    assert box["height"] <= 4 * line_height(line) + 1
    assert phone.evaluate("document.documentElement.scrollWidth") <= WIDTH


def test_the_bar_is_short_on_a_phone_and_a_tap_shows_the_rest_whole(cast, live_server, phone):
    opened(cast, title=TITLE, reason=REASON)
    opened(cast, title="Faux SMS au nom de la marque", drill=True)
    phone.goto(f"{live_server.url}/b/wouri/inbox/")
    bars = phone.locator("aside.notice")
    expect(bars).to_have_count(2)
    for bar in bars.all():
        height = line_height(bar.locator(".notice__title"))
        assert bar.bounding_box()["height"] <= LINES * height
    reason = bars.first.get_by_text("rien ne part avant").locator("visible=true")
    expect(reason).to_have_count(0)
    bars.first.locator("summary").click()
    expect(reason).to_have_count(1)
    assert reason.evaluate("line => line.scrollHeight <= line.clientHeight + 1"), "nothing of it is cut"
    assert phone.evaluate("document.documentElement.scrollWidth") <= WIDTH
    found = Axe().run(phone).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
    phone.set_viewport_size({"width": WIDE, "height": TALL})
    expect(bars.first.locator("summary")).to_be_hidden()
    expect(bars.first.get_by_text("rien ne part avant").first).to_be_visible()


def test_the_second_text_of_a_moment_stands_below_the_first(cast, live_server, phone):
    crisis = opened(cast, title=TITLE)
    write_entry(crisis=crisis, text="La rumeur est reprise par trois pages. " * 3, by=cast.cm)
    end_crisis(crisis=crisis, why="Retombée.", by=cast.manager)
    phone.goto(f"{live_server.url}/crises/{crisis.pk}/lesson/")
    cell = phone.locator("td", has_text="La rumeur est reprise")
    first, second = cell.bounding_box(), cell.locator("span[dir]").bounding_box()
    assert second["width"] > first["width"] * 0.8
    assert cell.evaluate("cell => getComputedStyle(cell).textAlign") == "start"
    found = Axe().run(phone).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]


def test_the_log_is_written_in_a_card_as_wide_as_its_neighbours(cast, live_server, phone):
    crisis = opened(cast)
    phone.set_viewport_size({"width": WIDE, "height": TALL})
    phone.goto(f"{live_server.url}/crises/{crisis.pk}/")
    cards = phone.locator(".split__main > .card")
    assert len({round(card.bounding_box()["width"]) for card in cards.all()}) == 1


def test_what_was_seen_is_saved_without_scrolling_and_the_list_begins_on_the_first_screen(
    cast, live_server, phone
):
    on_call_now(cast)
    become(cast.cm, phone.context, live_server)
    phone.goto(f"{live_server.url}/b/wouri/watch/log/")
    dock = phone.locator(".dock").bounding_box()["y"]
    save = phone.locator(".form__actions .btn--primary").first.bounding_box()
    assert save["y"] + save["height"] <= dock
    phone.goto(f"{live_server.url}/b/wouri/watch/")
    expect(phone.locator("select[name=nature]")).to_be_hidden()
    assert phone.locator("#list .tabs").bounding_box()["y"] < TALL * 2 / 3
    phone.goto(f"{live_server.url}/b/wouri/watch/?nature=strategic")
    expect(phone.locator("select[name=nature]")).to_be_visible()
