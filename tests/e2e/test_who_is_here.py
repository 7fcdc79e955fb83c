"""Two browsers on one interaction, and acts on several rows, with a mouse and with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from channels_mgmt.inbox.choices import Direction
from channels_mgmt.inbox.models import Interaction
from tests.cast import Cast
from tests.e2e.conftest import Open
from tests.inbox.making import logged


def test_two_browsers_on_one_interaction(screen: Open, cast: Cast) -> None:
    interaction = logged(cast)
    page = f"/interactions/{interaction.pk}/"
    mine = screen(cast.cm)
    theirs = screen(cast.service)
    mine.goto(page)
    theirs.goto(page)
    expect(theirs.locator("#presence")).to_contain_text(cast.cm.name)
    expect(mine.locator("#presence")).to_contain_text(cast.service.name)

    with theirs.expect_response("**/presence/?doing=answering"):
        theirs.locator("#answer textarea[name=text]").press_sequentially("Nous regardons.")
    expect(mine.locator("#presence .icon, #presence p")).not_to_have_count(0)
    mine.locator("#answer textarea[name=text]").fill("Le réseau revient.")
    mine.locator("#answer button.btn--primary").click()
    expect(mine.locator("#toasts [data-toast]")).to_have_count(1)
    theirs.locator("#answer button.btn--primary").click()
    expect(theirs.locator("#answer")).to_contain_text("Le réseau revient.")
    expect(theirs.locator("#answer textarea[name=text]")).to_have_value("Nous regardons.")
    assert interaction.messages.filter(direction=Direction.OUT).count() == 1


@pytest.mark.parametrize("js", [True, False], ids=["with JavaScript", "without"])
def test_several_are_taken_and_given_back(js: bool, screen: Open, cast: Cast) -> None:
    for author in ("Awa", "Boris", "Carine"):
        logged(cast, author=author)
    page = screen(cast.cm, js=js)
    page.goto("/b/wouri/inbox/")
    page.locator("input[name=pick]").first.check()
    page.locator("input[name=pick]").last.check()
    page.locator("details:has(button[value=take]) > summary").click()
    page.locator("button[value=take]").click()
    expect(page.locator("[data-toast]")).to_have_count(1)
    assert Interaction.objects.filter(holder=cast.cm).count() == 2
    page.locator("[data-toast] form button").click()
    expect(page.locator("[data-toast]")).to_contain_text("comme avant")
    assert not Interaction.objects.filter(holder=cast.cm).exists()
