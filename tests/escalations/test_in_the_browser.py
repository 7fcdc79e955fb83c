import pytest
from playwright.sync_api import expect

from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.rules.routing import rules_of
from tests.browsing import become
from tests.escalations.conftest import logged


@pytest.fixture(autouse=True)
def clock():
    """The browser's clock cannot be moved, so the server's is not either."""


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_with_scripts_rules_move_and_go_and_the_plan_follows_the_department(cast, live_server, page, client):
    interaction = logged(cast, "Bonjour")

    def log_in(user):
        become(user, page.context, live_server)

    first, second = rules_of(cast.brand)[:2]
    log_in(cast.manager)
    page.goto(f"{live_server.url}/b/wouri/routing/")
    item = page.locator(".row-item", has_text=second.name).first
    item.locator("button[value=up]").click()
    page.wait_for_function(
        "name => document.querySelector('.row-item').textContent.includes(name)", arg=second.name
    )
    assert rules_of(cast.brand)[0] == second
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".row-item").first.locator("button[formaction]").click()
    page.wait_for_function(
        "name => document.querySelector('.row-item').textContent.includes(name)", arg=first.name
    )
    assert second not in rules_of(cast.brand)
    log_in(cast.cm)
    page.goto(f"{live_server.url}/interactions/{interaction.pk}/pass-on/")
    page.fill("textarea", "Ma question, déjà écrite")
    before = page.inner_text("#pass-on-plan")
    page.select_option("select[name=department]", "customer-service")
    page.wait_for_function(
        "before => document.querySelector('#pass-on-plan').innerText !== before", arg=before
    )
    assert page.input_value("textarea") == "Ma question, déjà écrite"
    page.click("button[type=submit]:visible")
    page.wait_for_url(f"**/interactions/{interaction.pk}/")
    assert Escalation.objects.get().question == "Ma question, déjà écrite"


def told_names(page):
    return page.locator("[data-rule]").evaluate_all("rows => rows.map((row) => row.dataset.name)")


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_rules_are_put_in_order_by_keys_and_by_dragging_and_saved_together(cast, live_server, page):
    names = [rule.name for rule in rules_of(cast.brand)[:-1]]
    become(cast.manager, page.context, live_server)
    page.goto(f"{live_server.url}/b/wouri/routing/?lang=en")
    form = page.locator("#new-order")
    expect(form).to_be_hidden()
    handle = page.locator("[data-rule] [data-handle]").nth(2)
    handle.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#order-told")).to_have_text(f"“{names[2]}” is now 2 of {len(names)}.")
    expect(handle.page.locator(":focus")).to_have_attribute("data-handle", "")
    expect(form).to_be_visible()
    page.keyboard.press("Home")
    assert told_names(page)[:3] == [names[2], names[0], names[1]]
    held = page.locator("[data-rule] [data-handle]").nth(0).bounding_box()
    target = page.locator("[data-rule]").nth(1).bounding_box()
    page.mouse.move(held["x"] + held["width"] / 2, held["y"] + held["height"] / 2)
    page.mouse.down()
    page.mouse.move(held["x"], target["y"] + target["height"] * 0.6, steps=4)
    page.mouse.move(held["x"], target["y"] + target["height"] * 0.9, steps=4)
    page.mouse.up()
    assert told_names(page)[:3] == [names[0], names[2], names[1]]
    assert [rule.name for rule in rules_of(cast.brand)[:-1]] == names  # nothing is saved yet
    page.get_by_role("button", name="Try it on last month").click()
    expect(page.get_by_role("heading", name="With this order")).to_be_visible()
    assert told_names(page)[:3] == [names[0], names[2], names[1]]
    page.get_by_role("button", name="Save the order").click()
    expect(page.get_by_text("The new order is saved.")).to_be_visible()
    assert [rule.name for rule in rules_of(cast.brand)[:3]] == [names[0], names[2], names[1]]
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-rule]").nth(1)).to_have_attribute("data-name", names[1])
    assert [rule.name for rule in rules_of(cast.brand)[:-1]] == names


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_who_answers_what_is_printed_without_what_is_pressed_and_fits_a_phone(cast, live_server, page):
    become(cast.manager, page.context, live_server)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/b/wouri/routing/matrix/?lang=en")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    kind = page.locator(".only-phone details").first
    kind.locator("summary").click()
    expect(kind.locator("h3").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".top, .side, .dock, .main .btn").filter(visible=True)).to_have_count(0)
    expect(page.locator(".matrix").get_by_text("Hole", exact=True).first).to_be_visible()
    assert page.pdf().startswith(b"%PDF-")
