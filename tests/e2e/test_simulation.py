"""Answers of a simulation are kept as they are written, and handed in by one tap."""

from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from channels_mgmt.protocol.choices import Sensitivity
from channels_mgmt.protocol.services.entries import write_entry
from channels_mgmt.team.services.simulations import SITUATIONS, start_simulation
from tests.browsing import become
from tests.cast import Cast


def test_handing_in_waits_for_what_is_being_kept(page: Page, live_server: LiveServer, cast: Cast) -> None:
    for number in range(SITUATIONS):
        write_entry(
            brand=cast.brand,
            by=cast.strategist,
            situation=f"Situation {number}",
            answer_fr=f"Réponse {number}",
            sensitivity=Sensitivity.ROUTINE,
            department=cast.department("customer_service"),
        )
    simulation = start_simulation(brand=cast.brand, user=cast.cm, by=cast.strategist)
    held: list[Route] = []

    def keep(route: Route) -> None:
        """What is kept by itself is slow; a tap is not."""
        route.continue_() if "act=" in (route.request.post_data or "") else held.append(route)

    become(cast.cm, page.context, live_server)
    page.goto(f"{live_server.url}/b/wouri/team/simulations/{simulation.pk}/")
    page.route("**/answer/", keep)
    for position in range(1, SITUATIONS + 1):
        page.locator(f"#answer_{position}").fill(f"Mes mots {position}")
    page.get_by_role("button", name="Rendre").click()
    expect(page.locator("#answer_1")).to_be_visible()
    assert held, "the last answer is on its way as it is handed in"
    for route in held:
        route.continue_()
    expect(page.locator("#answer_1")).to_have_count(0)
    simulation.refresh_from_db()
    assert simulation.handed_in_at is not None
    assert [one.text for one in simulation.answers.order_by("position")] == [
        f"Mes mots {position}" for position in range(1, SITUATIONS + 1)
    ]
