import pytest

from channels_mgmt.escalations.models import Escalation
from channels_mgmt.escalations.services.routing import rules_of
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
